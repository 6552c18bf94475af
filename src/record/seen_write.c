/*-------------------------------------------------------------------------
 *
 * seen_write.c
 *		Noting what relations are like when they are judged, or accepted as they
 *		are.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/pg_database.h"
#include "commands/extension.h"
#include "compat.h"
#include "facts/reader.h"
#include "facts/stream_records.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "record/journal.h"
#include "record/seen.h"
#include "record/seen_table.h"
#include "rules/rule.h"
#include "settings.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

/*
 * Puts a row in the place of that at *tid.  Nearly always it stays on its page,
 * where no index has to know of it, hence they are not opened for the update.
 */
static void
replace_row(Relation seen, ItemPointer tid, HeapTuple tuple)
{
	if (hygiene_heap_update(seen, tid, tuple))
		return;
	CommandCounterIncrement();
	simple_heap_delete(seen, &tuple->t_self);
	CatalogTupleInsert(seen, tuple);
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
		replace_row(seen, tid, tuple);
	else
		CatalogTupleInsert(seen, tuple);
	seen_note_place(relid, &tuple->t_self);
	heap_freetuple(tuple);
}

/* The same of a row as it was read, whatever it says of changes unseen. */
static void
change_row(Relation seen, HeapTuple row, const char *nspname, const char *relname,
		   int64 definition)
{
	Form_seen	form = (Form_seen) GETSTRUCT(row);

	namestrcpy(&form->nspname, nspname);
	namestrcpy(&form->relname, relname);
	form->definition = definition;
	form->at = GetCurrentTimestamp();
	replace_row(seen, &row->t_self, row);
	seen_note_place(form->relid, &row->t_self);
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

static bool
is_member(Oid relid, Snapshot snapshot)
{
	return OidIsValid(facts_extension_of(RelationRelationId, relid, snapshot));
}

/* Brings one row up to date. */
static void
note(Relation seen, const SeenChange *change, Snapshot origin, Snapshot now)
{
	Oid			relid = change->relid;
	uint64		before = change->definition.before;
	HeapTuple	row = seen_find(seen, relid, now);
	const char *unseen = NULL;
	char	   *nspname;
	char	   *relname;

	if (change->definition.after == 0)
	{
		if (HeapTupleIsValid(row))
			CatalogTupleDelete(seen, &row->t_self);
		return;
	}
	if (!facts_name_relation(relid, NULL, &nspname, &relname) ||
		!stream_looks_at_schema(nspname))
		return;
	if (HeapTupleIsValid(row))
	{
		Form_seen	form = (Form_seen) GETSTRUCT(row);

		/*
		 * an extension that takes in a table of the user's does not make it
		 * its own; what this transaction itself accepted is later than
		 * "before"
		 */
		if (before != 0 && form->definition != (int64) before &&
			heap_attisnull(row, Anum_seen_unseen, RelationGetDescr(seen)) &&
			!TransactionIdIsCurrentTransactionId(HeapTupleHeaderGetXmin(row->t_data)))
			put_row(seen, &row->t_self, relid, nspname, relname,
					(int64) change->definition.after, "changed");
		else
			change_row(seen, row, nspname, relname, (int64) change->definition.after);
		return;
	}
	if (!change->definition.known || before != 0)
	{
		if (is_member(relid, now))
			return;
		if (before != 0 && !is_member(relid, origin) && facts_ancestors(relid, origin) == NIL)
			unseen = "made";
	}
	put_row(seen, NULL, relid, nspname, relname, (int64) change->definition.after, unseen);
}

/* In one order, so that no two wait for each other; what is not known first. */
static int
change_cmp(const ListCell *a, const ListCell *b)
{
	const SeenChange *change_a = (const SeenChange *) lfirst(a);
	const SeenChange *change_b = (const SeenChange *) lfirst(b);

	if (change_a->relid != change_b->relid)
		return change_a->relid < change_b->relid ? -1 : 1;
	return (int) change_a->definition.known - (int) change_b->definition.known;
}

/* Those whose definition, or whose being an extension's, this transaction changed. */
static List *
changed_relations(List *touched, Snapshot origin, Snapshot now)
{
	List	   *changes = NIL;
	Oid			last = InvalidOid;
	ListCell   *lc;

	list_sort(touched, change_cmp);
	foreach(lc, touched)
	{
		SeenChange *change = (SeenChange *) lfirst(lc);
		DefinitionChange *definition = &change->definition;

		if (change->relid == last)
			continue;
		last = change->relid;
		if (!definition->known)
		{
			definition->after = stream_definition(facts_read_definition(change->relid, now));
			definition->before = stream_definition(facts_read_definition(change->relid, origin));
			if (definition->before == definition->after &&
				(definition->after == 0 ||
				 is_member(change->relid, origin) == is_member(change->relid, now)))
				continue;
		}
		changes = lappend(changes, change);
	}
	return changes;
}

/*
 * Begins the watch with what is there, our own changes too, unless others would
 * have to wait for that, as they would for one that changed something and has
 * not ended, or for us, if we are being prepared.  Then it is left to a later
 * transaction, which cannot be before our own end: we hold RowExclusiveLock, and
 * what we changed is then there to be seen.
 */
static void
begin_watch(Relation seen, bool preparing)
{
	if (!preparing && ConditionalLockRelation(seen, ShareRowExclusiveLock))
		(void) take_stock(false);
}

void
seen_note(List *touched, Snapshot origin, Snapshot now, bool preparing)
{
	List	   *changes = changed_relations(touched, origin, now);
	Relation	seen = changes == NIL ? NULL : seen_open(RowExclusiveLock);
	Snapshot	fresh;
	ListCell   *lc;

	if (seen == NULL)
		return;

	/*
	 * somebody may have begun the watch, or accepted what there was, while we
	 * waited for our lock
	 */
	fresh = facts_snapshot_now();
	if (seen_watching(seen, fresh))
	{
		foreach(lc, changes)
			note(seen, (const SeenChange *) lfirst(lc), origin, fresh);
		CommandCounterIncrement();
	}
	else
		begin_watch(seen, preparing);
	table_close(seen, NoLock);
	UnregisterSnapshot(fresh);
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
