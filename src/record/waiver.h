/*-------------------------------------------------------------------------
 *
 * waiver.h
 *		Standing exemptions: rows of hygiene.waiver.
 *
 * Read by catalog scans, never by SQL, whoever runs the statement.  A row
 * counts if its rule is the finding's, its object is the finding's identity
 * text and it has not expired.  Rows are data from a dump as well: treat them
 * as hostile.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_WAIVER_H
#define HYGIENE_WAIVER_H

#include "postgres.h"

#include "rules/finding.h"
#include "utils/snapshot.h"

/*
 * For so long a waiver may wait for an object that is not there yet: it is
 * given before the migration that makes the object.
 */
#define WAIVER_GRACE_DAYS 14

typedef struct Waiver
{
	char	   *rule;
	char	   *object;
	char	   *reason;
	bool		expired;
	bool		fresh;			/* made within WAIVER_GRACE_DAYS */
} Waiver;

/*
 * The waiver in force for the finding at the snapshot (NULL: now), palloc'd,
 * or NULL.  One index probe.  NULL too where the extension's table is not
 * there (yet, or any more).
 */
extern Waiver *waiver_find(const HygieneFinding *finding, Snapshot snapshot);

/*
 * For audits: all waivers in force, read once; waiver_set_find() then costs a
 * hash probe.
 */
typedef struct WaiverSet WaiverSet;
extern WaiverSet *waiver_set_read(Snapshot snapshot);
extern const Waiver *waiver_set_find(const WaiverSet *set, const HygieneFinding *finding);

/* Calls back for each waiver, in force or expired; palloc'd. */
extern void waiver_each(Snapshot snapshot, void (*callback) (const Waiver *waiver, void *arg),
						void *arg);

/*
 * Those that exempt nothing any more, because they have expired, or are not
 * fresh and their object is gone: list of StaleWaiverFacts (facts/database/database.h),
 * palloc'd.
 */
extern List *waiver_read_stale(Snapshot snapshot);

#endif							/* HYGIENE_WAIVER_H */
