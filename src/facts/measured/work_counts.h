/*-------------------------------------------------------------------------
 *
 * work_counts.h
 *		How often this session has done what must not be done too often.
 *
 * For the tests that bound it; what the server counts itself (scans of catalogs) is
 * not here.  The library exports the struct, and nothing in it reads it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_WORK_COUNTS_H
#define HYGIENE_WORK_COUNTS_H

#include "postgres.h"

typedef struct HygieneCounts
{
	uint64		file_lookups;	/* sizes asked of the storage manager */
	uint64		index_comparisons;
	uint64		text_bytes;		/* of messages and statements, read through */
} HygieneCounts;

extern PGDLLEXPORT HygieneCounts hygiene_counts;

#endif							/* HYGIENE_WORK_COUNTS_H */
