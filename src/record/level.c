/*-------------------------------------------------------------------------
 *
 * level.c
 *		How grave is a finding, by the settings and by itself?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "record/level.h"
#include "settings.h"

HygieneLevel
finding_level(const HygieneFinding *finding)
{
	HygieneLevel level = settings_level(finding->rule);

	if (level == LEVEL_OFF)
		return LEVEL_OFF;
	return Min(Max(level, finding->raise), finding->cap);
}
