/*-------------------------------------------------------------------------
 *
 * usage_statistics.h
 *		Cumulative statistics of relations, for audits.
 *
 * Only large relations are looked up, because a transaction keeps a copy of all
 * statistics that it has read.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_USAGE_STATISTICS_H
#define HYGIENE_USAGE_STATISTICS_H

#include "facts/facts.h"
#include "utils/snapshot.h"

/* The use of relations of fewer pages is not read. */
#define USAGE_MIN_PAGES 128

/* State that all relations of one audit share; zero at its start. */
typedef struct UsageReading
{
	bool		begun;
	int			days;			/* see UsageFacts */
} UsageReading;

/*
 * Fills usage of a large table and of its large indexes, and the state
 * of its indexes that are not valid (index_validity.h).
 */
extern void usage_statistics_fill(UsageReading *reading, RelationFacts *rel, Snapshot snapshot);

#endif							/* HYGIENE_USAGE_STATISTICS_H */
