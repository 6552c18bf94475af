/*-------------------------------------------------------------------------
 *
 * seen_table.c
 *		The table hygiene.seen and its rows.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xlog.h"
#include "catalog/pg_am.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "compat.h"
#include "miscadmin.h"
#include "record/extension.h"
#include "record/seen_table.h"
#include "storage/bufmgr.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

/* Bytes: no row of the table is smaller. */
#define SMALLEST_ROW	180

/* Another number, and what was hashed otherwise is forgotten. */
#define SEEN_FORMAT				1

Relation
seen_open(LOCKMODE lockmode)
{
	static const Oid types[Natts_seen] = {
		INT8OID, OIDOID, NAMEOID, NAMEOID, INT8OID, TIMESTAMPTZOID, TEXTOID
	};
	Relation	rel = extension_open_table("seen", types, Natts_seen, lockmode);
	TupleDesc	desc;
	bool		fits;

	if (rel == NULL)
		return NULL;
	desc = RelationGetDescr(rel);
	fits = desc->natts == Natts_seen && rel->rd_rel->relam == HEAP_TABLE_AM_OID &&
		rel->rd_rel->relpersistence == RELPERSISTENCE_PERMANENT;

	/* all but the last are read as a struct */
	for (int i = 0; fits && i < Anum_seen_unseen - 1; i++)
		fits = TupleDescAttr(desc, i)->attnotnull;
	if (!fits)
	{
		table_close(rel, lockmode);
		return NULL;
	}
	return rel;
}

int64
seen_place(void)
{
	return (int64) hash_combine64(GetSystemIdentifier() ^ SEEN_FORMAT, MyDatabaseId);
}

/*
 * Where rows were when this session saw them last, which is where most of those
 * that it asks for again still are.
 */
#define HINTS 1024

static ItemPointerData hints[HINTS];

static ItemPointer
hint_of(Oid relid)
{
	return &hints[relid % HINTS];
}

static HeapTuple
find_by_hint(Relation seen, Oid relid, Snapshot snapshot)
{
	HeapTupleData tuple;
	HeapTuple	found = NULL;
	Buffer		buffer;
	Form_seen	row;

	tuple.t_self = *hint_of(relid);
	if (!ItemPointerIsValid(&tuple.t_self) ||
		ItemPointerGetBlockNumber(&tuple.t_self) >= RelationGetNumberOfBlocks(seen))
		return NULL;
	if (!heap_fetch(seen, snapshot, &tuple, &buffer, false))
		return NULL;
	row = (Form_seen) GETSTRUCT(&tuple);
	if (row->relid == relid && row->place == seen_place())
		found = heap_copytuple(&tuple);

	/* no index is scanned, which would make room for the next version beside it */
	if (PageGetHeapFreeSpace(BufferGetPage(buffer)) < MAXALIGN(tuple.t_len))
		hygiene_prune_page(seen, buffer);
	ReleaseBuffer(buffer);
	return found;
}

static HeapTuple
find_by_index(Relation seen, Oid relid, Snapshot snapshot)
{
	Oid			indexrelid = get_relname_relid("seen_pkey", RelationGetNamespace(seen));
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&keys[0], Anum_seen_place, BTEqualStrategyNumber, F_INT8EQ,
				Int64GetDatum(seen_place()));
	ScanKeyInit(&keys[1], Anum_seen_relid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	scan = systable_beginscan(seen, indexrelid,
							  OidIsValid(indexrelid) &&
							  list_member_oid(RelationGetIndexList(seen), indexrelid),
							  snapshot, 2, keys);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
		tuple = heap_copytuple(tuple);
	systable_endscan(scan);
	return tuple;
}

HeapTuple
seen_find(Relation seen, Oid relid, Snapshot snapshot)
{
	HeapTuple	tuple = find_by_hint(seen, relid, snapshot);

	if (tuple == NULL)
		tuple = find_by_index(seen, relid, snapshot);
	if (HeapTupleIsValid(tuple))
		seen_note_place(relid, &tuple->t_self);
	return tuple;
}

void
seen_note_place(Oid relid, ItemPointer tid)
{
	*hint_of(relid) = *tid;
}

bool
seen_watching(Relation seen, Snapshot snapshot)
{
	return HeapTupleIsValid(seen_find(seen, InvalidOid, snapshot));
}

bool
seen_form_entry(HeapTuple tuple, Relation seen, int64 place, SeenEntry *entry)
{
	Form_seen	row = (Form_seen) GETSTRUCT(tuple);
	bool		isnull;
	Datum		unseen;

	if (!OidIsValid(row->relid) || row->place != place)
		return false;
	entry->relid = row->relid;
	entry->tid = tuple->t_self;
	entry->observed = false;
	entry->definition = row->definition;
	unseen = heap_getattr(tuple, Anum_seen_unseen, RelationGetDescr(seen), &isnull);
	entry->unseen = isnull || VARSIZE_ANY_EXHDR(DatumGetTextPP(unseen)) == 0 ? '\0' :
		*VARDATA_ANY(DatumGetTextPP(unseen));
	return true;
}

void
seen_read(Relation seen, Snapshot snapshot, KeptArray *entries)
{
	int64		place = seen_place();
	SysScanDesc scan;
	HeapTuple	tuple;

	entries->itemsize = sizeof(SeenEntry);
	kept_reserve(entries, (Size) RelationGetNumberOfBlocks(seen) * (BLCKSZ / SMALLEST_ROW),
				 CurrentMemoryContext);
	scan = systable_beginscan(seen, InvalidOid, false, snapshot, 0, NULL);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		SeenEntry	entry;

		CHECK_FOR_INTERRUPTS();
		if (seen_form_entry(tuple, seen, place, &entry))
			memcpy(kept_add(entries), &entry, sizeof(entry));
	}
	systable_endscan(scan);
	kept_sort(entries);
}
