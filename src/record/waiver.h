/*-------------------------------------------------------------------------
 *
 * waiver.h
 *		Standing exemptions: rows of hygiene.waiver.
 *
 * Read by scans without SQL, whatever the privileges of the current user.  A
 * row exempts a finding if rule and identity of the object are equal and it has
 * not expired.  Rows may come from a dump: do not trust them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_WAIVER_H
#define HYGIENE_WAIVER_H

#include "postgres.h"

#include "rules/finding.h"
#include "utils/snapshot.h"

/*
 * A waiver may be made before the migration that creates its object.  For so
 * many days it is not stale for want of the object.
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
 * Returns the waiver in force for the finding under the snapshot (NULL: a new
 * one), palloc'd, or NULL; also NULL if the table is missing.  One index probe.
 * Locks the table in AccessShareLock until it returns.
 */
extern Waiver *waiver_find(const HygieneFinding *finding, Snapshot snapshot);

/*
 * For audits: waiver_set_read() reads all waivers in force, in the current
 * memory context; waiver_set_find() returns one of them by a hash probe, or NULL.
 */
typedef struct WaiverSet WaiverSet;
extern WaiverSet *waiver_set_read(Snapshot snapshot);
extern const Waiver *waiver_set_find(const WaiverSet *set, const HygieneFinding *finding);

/* Calls the callback with each waiver, in force or expired; texts palloc'd. */
extern void waiver_each(Snapshot snapshot, void (*callback) (const Waiver *waiver, void *arg),
						void *arg);

/*
 * Returns the stale waivers as a list of StaleWaiverFacts
 * (facts/database/database.h), palloc'd: expired, of an unknown rule, or not
 * fresh and of an object that is gone.
 */
extern List *waiver_read_stale(Snapshot snapshot);

#endif							/* HYGIENE_WAIVER_H */
