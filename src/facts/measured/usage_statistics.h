/*-------------------------------------------------------------------------
 *
 * usage_statistics.h
 *		What the cumulative statistics say of relations, as facts for audits.
 *
 * Only what is large is looked up: the statistics that a transaction looks at
 * stay in its memory.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_USAGE_STATISTICS_H
#define HYGIENE_USAGE_STATISTICS_H

#include "facts/facts.h"
#include "utils/snapshot.h"

/* Relations of fewer pages are not worth a word about their use. */
#define USAGE_MIN_PAGES 128

/* What is the same for all relations of one audit; all zero at its start. */
typedef struct UsageReading
{
	bool		begun;
	int			days;			/* see UsageFacts */
} UsageReading;

/*
 * Fills usage of a large table and of its large indexes, and what is known of
 * its indexes that are not valid (index_validity.h).
 */
extern void usage_statistics_fill(UsageReading *reading, RelationFacts *rel, Snapshot snapshot);

#endif							/* HYGIENE_USAGE_STATISTICS_H */
