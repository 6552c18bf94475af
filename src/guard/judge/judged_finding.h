/*-------------------------------------------------------------------------
 *
 * judged_finding.h
 *		A finding and the object whose change it was made of.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_JUDGED_FINDING_H
#define HYGIENE_JUDGED_FINDING_H

#include "guard/collect/affected_objects.h"
#include "rules/finding.h"

/* For the journal of findings that are reported at commit. */
typedef struct JudgedFinding
{
	HygieneFinding *finding;
	const AffectedObject *affected; /* may be NULL */
} JudgedFinding;

#define foreach_judged(var, list) \
	for (int _i = 0; _i < list_length(list); _i++) \
		for (JudgedFinding *var = (JudgedFinding *) list_nth(list, _i); var != NULL; var = NULL)

#endif							/* HYGIENE_JUDGED_FINDING_H */
