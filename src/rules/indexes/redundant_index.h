/*-------------------------------------------------------------------------
 *
 * redundant_index.h
 *		Which of a table's indexes do another one's work?
 *
 * Pure.  Each cause is one finding: an index that is not valid is neither a
 * duplicate nor redundant, and a duplicate is not redundant as well.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_REDUNDANT_INDEX_H
#define HYGIENE_REDUNDANT_INDEX_H

#include "facts/facts.h"

/* Built and usable? */
extern bool index_works(const IndexFacts *index);

/* The indexes of a table, so ordered that those to be compared lie together. */
typedef struct IndexPairs
{
	const RelationFacts *rel;
	const IndexFacts **by_lead;
} IndexPairs;

extern IndexPairs index_pairs(const RelationFacts *rel);

/*
 * The index to be kept of those that say exactly what this one says; NULL if
 * there is none, or if this one is to be kept.
 */
extern const IndexFacts *index_twin(const IndexPairs *pairs, const IndexFacts *index);

/*
 * An index that serves whatever this one serves and more; NULL if there is
 * none, or if this one is needed for itself: unique, a constraint's, replica
 * identity, what the table is clustered by, part of a partitioned index.
 */
extern const IndexFacts *index_cover(const IndexPairs *pairs, const IndexFacts *index);

/* The same for an index that does not work: who does what it was meant to do? */
extern const IndexFacts *index_stand_in(const IndexPairs *pairs, const IndexFacts *index);

/* Does a constraint, replication or a partitioned index need it, used or not? */
extern bool index_is_needed(const IndexFacts *index);

#endif							/* HYGIENE_REDUNDANT_INDEX_H */
