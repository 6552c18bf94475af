/*-------------------------------------------------------------------------
 *
 * seen.c
 *		The definitions of relations as they were when they were last judged.
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
#include "facts/reader.h"
#include "facts/stream_records.h"
#include "miscadmin.h"
#include "record/extension.h"
#include "record/seen.h"
#include "record/seen_table.h"
#include "settings.h"
#include "storage/bufmgr.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

/* Bytes: no row of the table is smaller. */
#define SMALLEST_ROW	180

/* Another number, and what was hashed otherwise is forgotten. */
#define SEEN_FORMAT				1

/* How a relation stands to what was seen of it: notes of the stream. */
enum
{
	NOT_SEEN,					/* there is nothing about it */
	SEEN_SAME,
	SEEN_CHANGED,
	SEEN_MADE
};

struct SeenSet
{
	MemoryContext context;
	List	   *missing;		/* OIDs that the stream has no relation of */
	UnseenFacts *unseen;
};

/* ---------------------------------------------------------------------
 * The table
 * ---------------------------------------------------------------------
 */

Relation
seen_open(LOCKMODE lockmode)
{
	static const Oid types[Natts_seen] = {
		INT8OID, OIDOID, NAMEOID, NAMEOID, INT8OID, TIMESTAMPTZOID, TEXTOID
	};
	Oid			relid = extension_table("seen");
	Relation	rel;
	TupleDesc	desc;
	bool		fits;

	if (!OidIsValid(relid))
		return NULL;
	rel = try_table_open(relid, lockmode);
	if (rel == NULL)
		return NULL;
	desc = RelationGetDescr(rel);
	fits = desc->natts == Natts_seen && rel->rd_rel->relam == HEAP_TABLE_AM_OID &&
		rel->rd_rel->relpersistence == RELPERSISTENCE_PERMANENT;
	for (int i = 0; fits && i < Natts_seen; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);

		fits = !att->attisdropped && att->atttypid == types[i];
	}
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

/* Is it the row of that relation in this place? */
static bool
is_row_of(Relation seen, HeapTuple tuple, Oid relid)
{
	bool		isnull;

	return DatumGetObjectId(heap_getattr(tuple, Anum_seen_relid, RelationGetDescr(seen),
										 &isnull)) == relid &&
		DatumGetInt64(heap_getattr(tuple, Anum_seen_place, RelationGetDescr(seen),
								   &isnull)) == seen_place();
}

static HeapTuple
find_by_hint(Relation seen, Oid relid, Snapshot snapshot)
{
	HeapTupleData tuple;
	HeapTuple	found = NULL;
	Buffer		buffer;

	tuple.t_self = *hint_of(relid);
	if (!ItemPointerIsValid(&tuple.t_self) ||
		ItemPointerGetBlockNumber(&tuple.t_self) >= RelationGetNumberOfBlocks(seen))
		return NULL;
	if (!heap_fetch(seen, snapshot, &tuple, &buffer, false))
		return NULL;
	if (is_row_of(seen, &tuple, relid))
		found = heap_copytuple(&tuple);
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

/* ---------------------------------------------------------------------
 * Comparing
 * ---------------------------------------------------------------------
 */

/* Reads a row; false if it is about nothing, or of another place. */
static bool
form_entry(HeapTuple tuple, Relation seen, int64 place, SeenEntry *entry)
{
	TupleDesc	desc = RelationGetDescr(seen);
	bool		isnull;
	Datum		unseen;

	/* a row's columns before the last one are never null */
	entry->relid = DatumGetObjectId(heap_getattr(tuple, Anum_seen_relid, desc, &isnull));
	if (!OidIsValid(entry->relid) ||
		DatumGetInt64(heap_getattr(tuple, Anum_seen_place, desc, &isnull)) != place)
		return false;
	entry->tid = tuple->t_self;
	entry->observed = false;
	entry->definition = DatumGetInt64(heap_getattr(tuple, Anum_seen_definition, desc, &isnull));
	unseen = heap_getattr(tuple, Anum_seen_unseen, desc, &isnull);
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
		if (form_entry(tuple, seen, place, &entry))
			memcpy(kept_add(entries), &entry, sizeof(entry));
	}
	systable_endscan(scan);
	kept_sort(entries);
}

SeenSet *
seen_begin(Snapshot snapshot)
{
	Relation	seen = seen_open(AccessShareLock);
	SeenSet    *set = NULL;

	if (seen == NULL)
		return NULL;
	if (seen_watching(seen, snapshot))
	{
		set = palloc0(sizeof(SeenSet));
		set->context = CurrentMemoryContext;
		set->unseen = palloc0(sizeof(UnseenFacts));
	}
	table_close(seen, AccessShareLock);
	return set;
}

void
seen_read_all(SeenSet *set, FactsStream *stream, Snapshot snapshot)
{
	MemoryContext old = MemoryContextSwitchTo(set->context);
	Relation	seen = seen_open(AccessShareLock);
	int64		place = seen_place();
	SysScanDesc scan;
	HeapTuple	tuple;

	if (seen == NULL)
	{
		MemoryContextSwitchTo(old);
		return;
	}
	scan = systable_beginscan(seen, InvalidOid, false, snapshot, 0, NULL);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		SeenEntry	entry;
		int			same;

		CHECK_FOR_INTERRUPTS();
		if (!form_entry(tuple, seen, place, &entry))
			continue;
		same = entry.unseen == '\0' ? SEEN_SAME : entry.unseen == 'm' ? SEEN_MADE : SEEN_CHANGED;
		if (!facts_stream_note(stream, entry.relid, (uint64) entry.definition, same,
							   Max(same, SEEN_CHANGED)))
			set->missing = lappend_oid(set->missing, entry.relid);
	}
	systable_endscan(scan);
	table_close(seen, AccessShareLock);
	MemoryContextSwitchTo(old);
}

static void
add_unseen(UnseenFacts *unseen, int kind, const char *nspname, const char *relname)
{
	if (settings_ignores_table(nspname, relname))
		return;
	if (unseen->n[kind]++ < UNSEEN_NAMES)
		unseen->names[kind] = lappend(unseen->names[kind],
									  quote_qualified_identifier(nspname, relname));
}

void
seen_observe(SeenSet *set, const RelationFacts *rel)
{
	MemoryContext old = MemoryContextSwitchTo(set->context);

	if (rel->note == SEEN_MADE || (rel->note == NOT_SEEN && !OidIsValid(rel->parent)))
		add_unseen(set->unseen, UNSEEN_MADE, rel->nspname, rel->relname);
	else if (rel->note == SEEN_CHANGED)
		add_unseen(set->unseen, UNSEEN_CHANGED, rel->nspname, rel->relname);
	MemoryContextSwitchTo(old);
}

/* Tells of a relation that is gone; only its row knows what it was called. */
static void
add_dropped(SeenSet *set, Relation seen, Oid relid, Snapshot snapshot)
{
	HeapTuple	row = seen_find(seen, relid, snapshot);
	Datum		values[Natts_seen];
	bool		nulls[Natts_seen];

	if (!HeapTupleIsValid(row))
		return;
	heap_deform_tuple(row, RelationGetDescr(seen), values, nulls);
	add_unseen(set->unseen, UNSEEN_DROPPED, NameStr(*DatumGetName(values[Anum_seen_nspname - 1])),
			   NameStr(*DatumGetName(values[Anum_seen_relname - 1])));
}

UnseenFacts *
seen_finish(SeenSet *set, Snapshot snapshot)
{
	Relation	seen = seen_open(AccessShareLock);
	ListCell   *lc;

	list_sort(set->missing, list_oid_cmp);
	foreach(lc, set->missing)
	{
		if (seen == NULL)
			break;

		/* an extension may have taken it in */
		if (!facts_exists(lfirst_oid(lc), 0, snapshot))
			add_dropped(set, seen, lfirst_oid(lc), snapshot);
	}
	if (seen != NULL)
		table_close(seen, AccessShareLock);
	return set->unseen;
}

void
seen_each_relation(Snapshot snapshot, void (*callback) (const RelationFacts *rel, void *arg), void *arg)
{
	StreamWanted wanted = {.relations = true};
	FactsStream *stream = facts_stream_begin(snapshot, InvalidOid, InvalidOid, &wanted);
	const RelationFacts *rel;

	while ((rel = facts_stream_next(stream)) != NULL)
		callback(rel, arg);
	facts_stream_end(stream);
}

UnseenFacts *
seen_compare(Snapshot snapshot)
{
	SeenSet    *set = seen_begin(snapshot);
	StreamWanted wanted = {.relations = true};
	FactsStream *stream;
	const RelationFacts *rel;

	if (set == NULL)
		return NULL;
	stream = facts_stream_begin(snapshot, InvalidOid, InvalidOid, &wanted);
	seen_read_all(set, stream, snapshot);
	while ((rel = facts_stream_next(stream)) != NULL)
		seen_observe(set, rel);
	facts_stream_end(stream);
	return seen_finish(set, snapshot);
}

bool
seen_has(Oid relid, Snapshot snapshot)
{
	Relation	seen = seen_open(AccessShareLock);
	bool		has;

	if (seen == NULL)
		return false;
	has = seen_watching(seen, snapshot) && HeapTupleIsValid(seen_find(seen, relid, snapshot));
	table_close(seen, AccessShareLock);
	return has;
}

int
seen_days(Oid relid, Snapshot snapshot)
{
	Relation	seen = seen_open(AccessShareLock);
	HeapTuple	row;
	int			days = -1;

	if (seen == NULL)
		return -1;
	row = seen_find(seen, relid, snapshot);
	if (HeapTupleIsValid(row))
	{
		bool		isnull;
		TimestampTz at = DatumGetTimestampTz(heap_getattr(row, Anum_seen_at,
														  RelationGetDescr(seen), &isnull));

		if (!isnull && !TIMESTAMP_NOT_FINITE(at))
			days = (int) (Max(GetCurrentTimestamp() - at, 0) / USECS_PER_DAY);
	}
	table_close(seen, AccessShareLock);
	return days;
}
