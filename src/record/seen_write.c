/*-------------------------------------------------------------------------
 *
 * seen_write.c
 *		Noting what relations are like when they are judged, or accepted as they
 *		are.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/pg_database.h"
#include "commands/extension.h"
#include "facts/reader.h"
#include "facts/stream_records.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "record/journal.h"
#include "record/seen.h"
#include "record/seen_table.h"
#include "rules/rule.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

static int64
row_definition(HeapTuple tuple, Relation seen)
{
	bool		isnull;
	Datum		datum = heap_getattr(tuple, Anum_seen_definition, RelationGetDescr(seen), &isnull);

	return isnull ? 0 : DatumGetInt64(datum);
}

static char *
row_unseen(HeapTuple tuple, Relation seen)
{
	bool		isnull;
	Datum		datum = heap_getattr(tuple, Anum_seen_unseen, RelationGetDescr(seen), &isnull);

	return isnull ? NULL : TextDatumGetCString(datum);
}

/* Puts a row in the place of that at *tid, or a new one where tid is NULL. */
static void
put_row(Relation seen, ItemPointer tid, Oid relid, const char *nspname, const char *relname,
		int64 definition, const char *unseen)
{
	Datum		values[Natts_seen];
	bool		nulls[Natts_seen] = {0};
	NameData	names[2];
	HeapTuple	tuple;

	namestrcpy(&names[0], nspname);
	namestrcpy(&names[1], relname);
	values[Anum_seen_place - 1] = Int64GetDatum(seen_place());
	values[Anum_seen_relid - 1] = ObjectIdGetDatum(relid);
	values[Anum_seen_nspname - 1] = NameGetDatum(&names[0]);
	values[Anum_seen_relname - 1] = NameGetDatum(&names[1]);
	values[Anum_seen_definition - 1] = Int64GetDatum(definition);
	values[Anum_seen_at - 1] = TimestampTzGetDatum(GetCurrentTimestamp());
	nulls[Anum_seen_unseen - 1] = unseen == NULL;
	values[Anum_seen_unseen - 1] = unseen ? CStringGetTextDatum(unseen) : (Datum) 0;

	tuple = heap_form_tuple(RelationGetDescr(seen), values, nulls);
	if (tid != NULL)
		CatalogTupleUpdate(seen, tid, tuple);
	else
		CatalogTupleInsert(seen, tuple);
	heap_freetuple(tuple);
}

typedef struct Stock
{
	Relation	seen;
	KeptArray	entries;		/* of SeenEntry */
	int64		accepted;
} Stock;

static void
stock_relation(const RelationFacts *rel, void *arg)
{
	Stock	   *stock = arg;
	SeenEntry  *entry = kept_find(&stock->entries, rel->relid);

	if (entry == NULL)
		put_row(stock->seen, NULL, rel->relid, rel->nspname, rel->relname,
				(int64) rel->definition, NULL);
	else
	{
		entry->observed = true;
		if (entry->definition == (int64) rel->definition && entry->unseen == '\0')
			return;
		put_row(stock->seen, &entry->tid, rel->relid, rel->nspname, rel->relname,
				(int64) rel->definition, NULL);
	}
	stock->accepted++;
}

/*
 * Takes what is there as seen, and returns how many relations that was news
 * of.  Without "again" nothing is done if somebody else has done it already.
 */
static int64
take_stock(bool again)
{
	/* whoever writes a row waits until it is done, and then adds his own */
	Stock		stock = {seen_open(ShareRowExclusiveLock)};
	MemoryContext context;
	MemoryContext old;
	Snapshot	snapshot;

	if (stock.seen == NULL)
		return 0;
	context = AllocSetContextCreate(CurrentMemoryContext, "hygiene stock",
									ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(context);
	snapshot = facts_snapshot_now();
	if (again || !seen_watching(stock.seen, snapshot))
	{
		seen_read(stock.seen, snapshot, &stock.entries);
		seen_each_relation(snapshot, stock_relation, &stock);
		for (int i = 0; i < stock.entries.nitems; i++)
		{
			SeenEntry  *entry = (SeenEntry *) stock.entries.items + i;

			if (entry->observed)
				continue;
			CatalogTupleDelete(stock.seen, &entry->tid);
			stock.accepted++;
		}
		if (!seen_watching(stock.seen, snapshot))
			put_row(stock.seen, NULL, InvalidOid, "", "", 0, NULL);
		CommandCounterIncrement();
	}
	UnregisterSnapshot(snapshot);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	table_close(stock.seen, NoLock);
	return stock.accepted;
}

/* A relation that this transaction changed, at its beginning and now; NULL: not there. */
typedef struct SeenChange
{
	RelationFacts *before;
	RelationFacts *after;
} SeenChange;

static bool
is_member(const RelationFacts *rel, Snapshot snapshot)
{
	return OidIsValid(facts_extension_of(RelationRelationId, rel->relid, snapshot));
}

/*
 * Was, or is, the relation one that an audit's stream would hand out?  A row is
 * only asked for where there is one.
 */
static bool
is_watched(const RelationFacts *rel)
{
	return rel != NULL && stream_looks_at_relation(rel->relkind, rel->relpersistence);
}

/* Brings one row up to date. */
static void
note(Relation seen, const SeenChange *change, Snapshot origin, Snapshot now)
{
	RelationFacts *before = change->before;
	RelationFacts *after = change->after;
	Oid			relid = before ? before->relid : after->relid;
	HeapTuple	row = seen_find(seen, relid, now);
	const char *unseen = NULL;

	if (!is_watched(after))
	{
		if (HeapTupleIsValid(row))
			CatalogTupleDelete(seen, &row->t_self);
		return;
	}
	after->nspname = facts_namespace_name(after->relnamespace, now);
	if (after->nspname == NULL || !stream_looks_at_schema(after->nspname))
		return;
	if (HeapTupleIsValid(row))
	{
		/* an extension that takes in a table of the user's does not make it its own */
		unseen = row_unseen(row, seen);
		if (unseen == NULL && is_watched(before) &&
			row_definition(row, seen) != (int64) before->definition)
			unseen = "changed";
	}
	else
	{
		if (is_member(after, now))
			return;
		if (is_watched(before) && !is_member(before, origin) &&
			facts_ancestors(relid, origin) == NIL)
			unseen = "made";
	}
	put_row(seen, row ? &row->t_self : NULL, relid, after->nspname, after->relname,
			(int64) after->definition, unseen);
}

/* Those whose definition, or whose being an extension's, this transaction changed. */
static List *
changed_relations(List *relids, Snapshot origin, Snapshot now)
{
	List	   *changes = NIL;
	ListCell   *lc;

	/* in one order, so that no two wait for each other */
	list_sort(relids, list_oid_cmp);
	list_deduplicate_oid(relids);
	foreach(lc, relids)
	{
		SeenChange		change;
		SeenChange	   *copy;

		change.after = facts_read_definition(lfirst_oid(lc), now);
		change.before = facts_read_definition(lfirst_oid(lc), origin);
		if (!is_watched(change.before) && !is_watched(change.after))
			continue;
		if (change.before && change.after &&
			change.before->definition == change.after->definition &&
			is_member(change.before, origin) == is_member(change.after, now))
			continue;
		copy = palloc(sizeof(SeenChange));
		*copy = change;
		changes = lappend(changes, copy);
	}
	return changes;
}

void
seen_note(List *relids, Snapshot origin, Snapshot now)
{
	Snapshot	after_stock = NULL;
	List	   *changes = changed_relations(relids, origin, now);
	Relation	seen = changes == NIL ? NULL : seen_open(RowExclusiveLock);
	bool		begun = true;
	ListCell   *lc;

	if (seen != NULL && !seen_watching(seen, now))
	{
		/* under a stronger lock, and not while we hold the weaker one */
		table_close(seen, RowExclusiveLock);
		begun = false;
		(void) take_stock(false);
		now = after_stock = facts_snapshot_now();
		seen = seen_open(RowExclusiveLock);
	}
	if (seen != NULL)
	{
		foreach(lc, changes)
		{
			SeenChange	   *change = lfirst(lc);

			if (!begun && change->after != NULL)
				change->before = NULL;
			note(seen, change, origin, now);
		}
		table_close(seen, NoLock);
		CommandCounterIncrement();
	}
	if (after_stock != NULL)
		UnregisterSnapshot(after_stock);
}

PG_FUNCTION_INFO_V1(hygiene_accept_unseen);

/*
 * accept_unseen(reason text): takes the present state as seen, and returns of
 * how many relations that was news.  With hygiene.mode = off an installation
 * does nothing: what is being restored is yet to come.
 */
Datum
hygiene_accept_unseen(PG_FUNCTION_ARGS)
{
	const HygieneRule *rule = rule_by_name("guard_bypassed");
	char	   *reason;
	int64		accepted;
	HygieneFinding *finding;

	if (creating_extension)
		PG_RETURN_INT64(hygiene_mode == MODE_OFF ? 0 : take_stock(true));
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"reason\" must not be null")));
	reason = text_to_cstring(PG_GETARG_TEXT_PP(0));
	if (reason[strspn(reason, " \t\r\n")] == '\0')
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"reason\" must not be empty")));

	accepted = take_stock(true);
	finding = finding_new(rule, DatabaseRelationId, MyDatabaseId, 0, "database");
	finding->object = pstrdup(UNSEEN_OBJECT);
	finding->rows = accepted;
	journal_add(finding, VERDICT_RECORDED, reason, NULL, "SELECT", NULL);
	PG_RETURN_INT64(accepted);
}
