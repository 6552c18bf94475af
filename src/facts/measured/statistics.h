/*-------------------------------------------------------------------------
 *
 * statistics.h
 *		What the planner's statistics know of the columns of a relation.
 *
 * Only counts leave this file: how many of the known values look like dates,
 * how many have at most two decimals.  Never a value.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STATISTICS_H
#define HYGIENE_STATISTICS_H

#include "facts/facts.h"
#include "utils/snapshot.h"

/*
 * Fills stats of the attributes of "rel" that have wants_stats, by one index
 * scan of pg_statistic.  As in the view pg_stats, a column
 * contributes only if the current user may read it and no row security stands
 * before the table's rows for him; else its stats stay NULL.
 */
extern void facts_read_statistics(RelationFacts *rel, Snapshot snapshot);

#endif							/* HYGIENE_STATISTICS_H */
