/*-------------------------------------------------------------------------
 *
 * table_traffic.h
 *		Size, locks, scans and blockers of a relation, as the server knows them.
 *
 * Sizes are those of main forks.  A relation that another session has locked in
 * ACCESS EXCLUSIVE mode is not waited for: its size is 0.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TABLE_TRAFFIC_H
#define HYGIENE_TABLE_TRAFFIC_H

#include "facts/change/change.h"
#include "storage/lockdefs.h"
#include "utils/snapshot.h"

/*
 * Returns whether the relation may be over hygiene.large_table; partitioned tables
 * always may.  Locks the relation in ACCESS SHARE mode while it is measured.
 */
extern bool traffic_may_be_large(Oid relid);

/*
 * Returns whether an ordinary table that this session has locked is certainly not
 * over hygiene.large_table.  Does not open it.
 */
extern bool traffic_is_small(Oid relid);

/*
 * Returns whether the relation, all partitions summed, is over hygiene.large_table.
 * Fills *bytes.  Partitions are not locked.
 */
extern bool traffic_is_large(const RelationFacts *rel, Snapshot snapshot, int64 *bytes);

/* Full scans that this session has made of the relation, as the server counts them. */
extern int64 traffic_scans(Oid relid);

/* The strongest lock that this session holds on a relation, or NoLock. */
extern LOCKMODE relation_lock_held(Oid relid);

/* Facts for a change of a relation of that size under that lock, palloc'd. */
extern TrafficFacts *traffic_facts(int64 bytes, LOCKMODE lock);

/* Adds the sessions that hold locks that conflict with that mode now. */
extern void traffic_add_blockers(TrafficFacts *traffic, Oid relid, LOCKMODE lock);

#endif							/* HYGIENE_TABLE_TRAFFIC_H */
