/*-------------------------------------------------------------------------
 *
 * seen.c
 *		The definitions of relations as they were when they were last judged.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
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

/* Bytes: no row of the table is smaller. */
#define SMALLEST_ROW	180

/* Another number, and what was hashed otherwise is forgotten. */
#define SEEN_FORMAT				1

struct SeenSet
{
	KeptArray	entries;		/* of SeenEntry */
	int			near;			/* where the last one was found */
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

HeapTuple
seen_find(Relation seen, Oid relid, Snapshot snapshot)
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

bool
seen_watching(Relation seen, Snapshot snapshot)
{
	return HeapTupleIsValid(seen_find(seen, InvalidOid, snapshot));
}

/* ---------------------------------------------------------------------
 * Comparing
 * ---------------------------------------------------------------------
 */

void
seen_read(Relation seen, Snapshot snapshot, KeptArray *entries)
{
	SysScanDesc scan;
	HeapTuple	tuple;

	entries->itemsize = sizeof(SeenEntry);
	kept_reserve(entries, (Size) RelationGetNumberOfBlocks(seen) * (BLCKSZ / SMALLEST_ROW),
				 CurrentMemoryContext);
	scan = systable_beginscan(seen, InvalidOid, false, snapshot, 0, NULL);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Datum		values[Natts_seen];
		bool		nulls[Natts_seen];
		Oid			relid;
		SeenEntry  *entry;

		CHECK_FOR_INTERRUPTS();
		heap_deform_tuple(tuple, RelationGetDescr(seen), values, nulls);
		relid = DatumGetObjectId(values[Anum_seen_relid - 1]);
		if (!OidIsValid(relid) || DatumGetInt64(values[Anum_seen_place - 1]) != seen_place())
			continue;
		entry = kept_add(entries);
		entry->relid = relid;
		entry->tid = tuple->t_self;
		entry->definition = DatumGetInt64(values[Anum_seen_definition - 1]);
		if (!nulls[Anum_seen_unseen - 1])
			entry->unseen = *VARDATA_ANY(DatumGetTextPP(values[Anum_seen_unseen - 1]));
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
		set->unseen = palloc0(sizeof(UnseenFacts));
		seen_read(seen, snapshot, &set->entries);
	}
	table_close(seen, AccessShareLock);
	return set;
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
	SeenEntry  *entry = kept_find_near(&set->entries, rel->relid, &set->near);
	MemoryContext old = MemoryContextSwitchTo(GetMemoryChunkContext(set));

	if (entry != NULL)
	{
		entry->observed = true;
		if (entry->unseen == 'm')
			add_unseen(set->unseen, UNSEEN_MADE, rel->nspname, rel->relname);
		else if (entry->unseen != '\0' || entry->definition != (int64) rel->definition)
			add_unseen(set->unseen, UNSEEN_CHANGED, rel->nspname, rel->relname);
	}
	else if (!OidIsValid(rel->parent))
		add_unseen(set->unseen, UNSEEN_MADE, rel->nspname, rel->relname);
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

	for (int i = 0; seen != NULL && i < set->entries.nitems; i++)
	{
		const SeenEntry *entry = (const SeenEntry *) set->entries.items + i;

		/* an extension may have taken it in */
		if (!entry->observed && !facts_exists(entry->relid, 0, snapshot))
			add_dropped(set, seen, entry->relid, snapshot);
	}
	if (seen != NULL)
		table_close(seen, AccessShareLock);
	pfree(set->entries.items);
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

static void
observe(const RelationFacts *rel, void *arg)
{
	seen_observe((SeenSet *) arg, rel);
}

UnseenFacts *
seen_compare(Snapshot snapshot)
{
	SeenSet    *set = seen_begin(snapshot);

	if (set == NULL)
		return NULL;
	seen_each_relation(snapshot, observe, set);
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
