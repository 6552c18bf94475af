/*-------------------------------------------------------------------------
 *
 * broken_index.h
 *		What is known of an index that is not valid, as facts for audits.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_BROKEN_INDEX_H
#define HYGIENE_BROKEN_INDEX_H

#include "facts/facts.h"
#include "utils/snapshot.h"

/*
 * Fills building, build_unknown, definition and, of a partitioned index, what
 * its partitions lack.  "index" is one of rel's and not valid at the snapshot.
 */
extern void broken_index_fill(const RelationFacts *rel, IndexFacts *index,
							  Snapshot snapshot);

#endif							/* HYGIENE_BROKEN_INDEX_H */
