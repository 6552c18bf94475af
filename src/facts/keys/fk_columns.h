/*-------------------------------------------------------------------------
 *
 * fk_columns.h
 *		The columns that foreign keys tie together, as facts for audits.
 *
 * A column of a key cannot change its type alone: what refers to it, what it
 * refers to, and partitions on either side must change with it, and the
 * foreign keys between them go before and come back afterwards.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FK_COLUMNS_H
#define HYGIENE_FK_COLUMNS_H

#include "facts/stream/stream.h"
#include "utils/hsearch.h"
#include "utils/snapshot.h"

/* What is known already in one audit, so that each group is read once. */
typedef struct LinkedReading
{
	MemoryContext context;		/* of all of it */
	HTAB	   *groups;			/* NULL: none yet */
} LinkedReading;

/*
 * Fills linked of those attributes of "rel" that are part of a primary, unique
 * or foreign key and that somebody wants: of integers, of primary keys that
 * others refer to.  know_references: IndexFacts.referenced is filled in.
 */
extern void linked_fill(LinkedReading *reading, RelationFacts *rel,
						const StreamWanted *wanted, bool know_references, Snapshot snapshot);

#endif							/* HYGIENE_FK_COLUMNS_H */
