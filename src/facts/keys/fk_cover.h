/*-------------------------------------------------------------------------
 *
 * fk_cover.h
 *		Can the indexes of a table serve its foreign keys?
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FK_COVER_H
#define HYGIENE_FK_COVER_H

#include "facts/facts.h"
#include "utils/snapshot.h"

/*
 * Fills cover of every foreign key of "rel" from its indexes (and, for a
 * partitioned table, its leaves').  Reads operator families through the
 * syscache and partitions at the snapshot; needs rel->indexes, constraints
 * and the key columns in rel->atts.
 */
extern void facts_cover_foreign_keys(RelationFacts *rel, Snapshot snapshot);

/*
 * Has the partition, read with attributes, constraints and indexes, an index for
 * each foreign key that a parent gave it?
 */
extern bool facts_serves_inherited_keys(const RelationFacts *partition);

/*
 * Has the partitioned table a foreign key that none of its own indexes serves, but
 * an index of each of its leaves, those passed over aside?  Reads leaves up to the
 * first that has none.
 */
typedef bool (*PassOver) (Oid relid, const void *arg);

extern bool facts_was_served(Oid relid, PassOver passes, const void *arg, Snapshot snapshot);

#endif							/* HYGIENE_FK_COVER_H */
