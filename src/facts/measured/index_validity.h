/*-------------------------------------------------------------------------
 *
 * index_validity.h
 *		Why an index is not valid, and what would repair it, for audits.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_INDEX_VALIDITY_H
#define HYGIENE_INDEX_VALIDITY_H

#include "facts/facts.h"
#include "utils/snapshot.h"

/*
 * Fills building, build_unknown, definition and, of a partitioned index, what
 * its partitions lack.  "index" is one of rel's and not valid at the snapshot.
 */
extern void index_validity_fill(const RelationFacts *rel, IndexFacts *index,
								Snapshot snapshot);

#endif							/* HYGIENE_INDEX_VALIDITY_H */
