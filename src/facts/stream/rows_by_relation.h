/*-------------------------------------------------------------------------
 *
 * rows_by_relation.h
 *		The rows of a catalog in the order of the relations they belong to.
 *
 * An index would give that order too, at the price of one random access for
 * each row once the catalog has been churned.  Here the TIDs of the rows are
 * recorded during a sequential scan of the catalog, and rows are fetched some
 * thousands at a time, each block of the catalog once.  For stream*.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_ROWS_BY_RELATION_H
#define HYGIENE_ROWS_BY_RELATION_H

#include "access/htup.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

typedef struct RowTid
{
	Oid			relid;
	ItemPointerData tid;
} RowTid;

typedef struct RowsByRelation
{
	MemoryContext context;		/* of what lives as long as this */
	MemoryContext window;		/* of the rows that were fetched last */
	Snapshot	snapshot;
	Relation	catalog;
	RowTid	   *tids;
	int			ntids;
	int			allocated;
	int			next;			/* the one to return next */
	int			window_rows;	/* to fetch at once */
	HeapTuple  *tuples;			/* rows of the TIDs from "first" on; NULL:
								 * gone */
	int			first;
	int			ntuples;
} RowsByRelation;

/* Opens the catalog; it stays locked until the end, so that no row moves. */
extern void rows_by_relation_begin(RowsByRelation *rows, Oid catalogid, Snapshot snapshot,
								   MemoryContext context);

/* Records the TID of a row that the snapshot sees. */
extern void rows_by_relation_add(RowsByRelation *rows, Oid relid, ItemPointer tid);

/* Call this after the last one. */
extern void rows_by_relation_sort(RowsByRelation *rows);

/*
 * The next row of that relation, or NULL.  Relations must be asked for in the
 * order of their OIDs; rows of those that are not asked for are passed over.
 * Good until the next call.
 */
extern HeapTuple rows_by_relation_next(RowsByRelation *rows, Oid relid);

extern void rows_by_relation_end(RowsByRelation *rows);

#endif							/* HYGIENE_ROWS_BY_RELATION_H */
