/*-------------------------------------------------------------------------
 *
 * table_traffic.h
 *		What a change does to those who use a large relation meanwhile.
 *
 * Only relations that existed before this transaction and are larger than
 * hygiene.large_table count.  The truth comes from the server: the locks this
 * session holds, the scans it has made, the facts before and after.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TABLE_TRAFFIC_H
#define HYGIENE_TABLE_TRAFFIC_H

#include "facts/change/change.h"
#include "storage/lockdefs.h"
#include "utils/snapshot.h"

/* Cheap: false if the relation is not over hygiene.large_table, or out of reach. */
extern bool traffic_may_be_large(Oid relid);

/*
 * Returns whether an ordinary table that this session has locked is certainly not
 * over hygiene.large_table.  Does not open it.
 */
extern bool traffic_is_small(Oid relid);

/* Returns whether the relation is over hygiene.large_table.  Fills *bytes. */
extern bool traffic_is_large(const RelationFacts *rel, Snapshot snapshot, int64 *bytes);

/* Full scans this session has made of the relation, as the server counts them. */
extern int64 traffic_scans(Oid relid);

/* The strongest lock of ours on a relation, or NoLock. */
extern LOCKMODE relation_lock_held(Oid relid);

/* Facts for a change of that relation under that lock. */
extern TrafficFacts *traffic_facts(int64 bytes, LOCKMODE lock);

/* Adds who holds locks that conflict with that mode right now. */
extern void traffic_add_blockers(TrafficFacts *traffic, Oid relid, LOCKMODE lock);

#endif							/* HYGIENE_TABLE_TRAFFIC_H */
