/*-------------------------------------------------------------------------
 *
 * inheritance.h
 *		Parents and children by partitioning or inheritance, at a snapshot.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_INHERITANCE_H
#define HYGIENE_INHERITANCE_H

#include "nodes/pg_list.h"
#include "utils/snapshot.h"

/* The first parent of a partition or inheritance child, or InvalidOid. */
extern Oid	facts_first_parent(Oid relid, Snapshot snapshot);

/* The parents of a relation in their order, and its children (lists of OIDs). */
extern List *facts_parents(Oid relid, Snapshot snapshot);
extern List *facts_children(Oid relid, Snapshot snapshot);

/* All parents of a partition or inheritance child, nearest first (list of OIDs). */
extern List *facts_ancestors(Oid relid, Snapshot snapshot);

/* Leaves of a partitioned table that can have indexes (list of OIDs). */
extern List *facts_leaves(Oid relid, Snapshot snapshot);

#endif							/* HYGIENE_INHERITANCE_H */
