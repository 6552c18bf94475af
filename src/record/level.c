/*-------------------------------------------------------------------------
 *
 * level.c
 *		The level of a finding, from the settings and the finding itself.
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
