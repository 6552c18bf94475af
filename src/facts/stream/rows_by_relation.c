/*-------------------------------------------------------------------------
 *
 * rows_by_relation.c
 *		The rows of a catalog in the order of the relations they belong to.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "facts/catalog/growable_array.h"
#include "facts/stream/rows_by_relation.h"
#include "miscadmin.h"
#include "storage/bufmgr.h"
#include "utils/memutils.h"
#include "utils/rel.h"

/*
 * Rows fetched at once: about half a megabyte, or more where rows are in no order,
 * so that several are read from each block.
 */
#define WINDOW_ROWS 2048
#define WINDOW_ROWS_CHURNED 8192

/* A row to fetch: its block, its offset there, and where in the window it goes. */
#define FETCH(tid, slot) \
	((uint64) ItemPointerGetBlockNumber(tid) << 32 | \
	 (uint64) ItemPointerGetOffsetNumber(tid) << 16 | (slot))
#define FETCH_SLOT(fetch) ((fetch) & 0xFFFF)

StaticAssertDecl(WINDOW_ROWS_CHURNED <= PG_UINT16_MAX, "FETCH() has room for every row of a window");

#define ST_SORT sort_fetches
#define ST_ELEMENT_TYPE uint64
#define ST_COMPARE(a, b) (*(a) < *(b) ? -1 : *(a) > *(b))
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static inline int
compare_tids(const RowTid *a, const RowTid *b)
{
	if (a->relid != b->relid)
		return a->relid < b->relid ? -1 : 1;
	return ItemPointerCompare(unconstify(ItemPointerData *, &a->tid),
							  unconstify(ItemPointerData *, &b->tid));
}

#define ST_SORT sort_tids
#define ST_ELEMENT_TYPE RowTid
#define ST_COMPARE(a, b) compare_tids(a, b)
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

void
rows_by_relation_begin(RowsByRelation *rows, Oid catalogid, Snapshot snapshot,
					   MemoryContext context)
{
	memset(rows, 0, sizeof(*rows));
	rows->context = context;
	rows->snapshot = snapshot;
	rows->catalog = table_open(catalogid, AccessShareLock);

	rows->allocated = 256;
	rows->tids = MemoryContextAllocHuge(context, rows->allocated * sizeof(RowTid));
	rows->window = AllocSetContextCreate(context, "hygiene rows", ALLOCSET_DEFAULT_SIZES);
}

void
rows_by_relation_add(RowsByRelation *rows, Oid relid, ItemPointer tid)
{
	ARRAY_RESERVE(rows->tids, rows->ntids, rows->allocated);
	rows->tids[rows->ntids].relid = relid;
	rows->tids[rows->ntids++].tid = *tid;
}

void
rows_by_relation_sort(RowsByRelation *rows)
{
	int			breaks = 0;

	for (int i = 1; i < rows->ntids; i++)
		breaks += rows->tids[i].relid < rows->tids[i - 1].relid;
	rows->window_rows = breaks > rows->ntids / 8 ? WINDOW_ROWS_CHURNED : WINDOW_ROWS;
	sort_tids(rows->tids, rows->ntids);
}

/* A copy of the row at that TID in a block that is pinned and locked, or NULL. */
static HeapTuple
copy_row(RowsByRelation *rows, Buffer buffer, ItemPointer tid)
{
	Page		page = BufferGetPage(buffer);
	OffsetNumber offset = ItemPointerGetOffsetNumber(tid);
	ItemId		item;
	HeapTupleData tuple;

	if (offset > PageGetMaxOffsetNumber(page))
		return NULL;
	item = PageGetItemId(page, offset);
	if (!ItemIdIsNormal(item))
		return NULL;
	tuple.t_data = (HeapTupleHeader) PageGetItem(page, item);
	tuple.t_len = ItemIdGetLength(item);
	tuple.t_tableOid = RelationGetRelid(rows->catalog);
	tuple.t_self = *tid;
	return HeapTupleSatisfiesVisibility(&tuple, rows->snapshot, buffer) ?
		heap_copytuple(&tuple) : NULL;
}

/*
 * Fetches the rows from rows->next on, block by block.  What the snapshot saw
 * when the TIDs were recorded is still there: as long as it is registered no
 * vacuum takes it away.
 */
static void
fetch_window(RowsByRelation *rows)
{
	Buffer		buffer = InvalidBuffer;
	MemoryContext old;
	uint64	   *fetches;

	MemoryContextReset(rows->window);
	old = MemoryContextSwitchTo(rows->window);
	rows->first = rows->next;
	rows->ntuples = Min(rows->ntids - rows->next, rows->window_rows);
	rows->tuples = palloc0(rows->ntuples * sizeof(HeapTuple));
	fetches = palloc(rows->ntuples * sizeof(uint64));
	for (int i = 0; i < rows->ntuples; i++)
		fetches[i] = FETCH(&rows->tids[rows->first + i].tid, i);
	sort_fetches(fetches, rows->ntuples);

	for (int i = 0; i < rows->ntuples; i++)
	{
		int			slot = FETCH_SLOT(fetches[i]);
		ItemPointer tid = &rows->tids[rows->first + slot].tid;
		BlockNumber block = ItemPointerGetBlockNumber(tid);

		if (!BufferIsValid(buffer) || BufferGetBlockNumber(buffer) != block)
		{
			if (BufferIsValid(buffer))
				UnlockReleaseBuffer(buffer);
			CHECK_FOR_INTERRUPTS();
			buffer = ReadBuffer(rows->catalog, block);
			LockBuffer(buffer, BUFFER_LOCK_SHARE);
		}
		rows->tuples[slot] = copy_row(rows, buffer, tid);
	}
	if (BufferIsValid(buffer))
		UnlockReleaseBuffer(buffer);
	pfree(fetches);
	MemoryContextSwitchTo(old);
}

HeapTuple
rows_by_relation_next(RowsByRelation *rows, Oid relid)
{
	while (rows->next < rows->ntids && rows->tids[rows->next].relid <= relid)
	{
		Oid			belongs_to = rows->tids[rows->next].relid;
		HeapTuple	tuple = NULL;

		if (belongs_to == relid)
		{
			if (rows->next >= rows->first + rows->ntuples)
				fetch_window(rows);
			tuple = rows->tuples[rows->next - rows->first];
		}
		rows->next++;
		if (tuple != NULL)
			return tuple;
	}
	return NULL;
}

void
rows_by_relation_end(RowsByRelation *rows)
{
	table_close(rows->catalog, AccessShareLock);
	MemoryContextDelete(rows->window);
}
