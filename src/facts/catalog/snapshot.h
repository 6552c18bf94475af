/*-------------------------------------------------------------------------
 *
 * snapshot.h
 *		The catalogs now, and as they were before our own changes.
 *
 * Wherever a reader takes a snapshot, NULL stands for the catalogs as they are
 * now, from the caches where these have them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SNAPSHOT_H
#define HYGIENE_SNAPSHOT_H

#include "access/htup.h"
#include "utils/snapshot.h"

/*
 * The catalogs as they are now, and as they were before command "cid" of this
 * transaction (0: when it began).  Registered; give back with
 * UnregisterSnapshot().  What other transactions committed meanwhile is seen
 * by both, so that only our own changes differ.
 */
extern Snapshot facts_snapshot_now(void);
extern Snapshot facts_snapshot_before(CommandId cid);

/*
 * From now on this transaction began with that command (0: with its first),
 * for facts_snapshot_before(); returns what it was.
 */
extern CommandId facts_swap_origin(CommandId cid);

/*
 * Was this row written by command "since" of this transaction or a later one?
 * Only for rows that are visible now.
 */
extern bool facts_written_since(HeapTuple tuple, CommandId since);

#endif							/* HYGIENE_SNAPSHOT_H */
