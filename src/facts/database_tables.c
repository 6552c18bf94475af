/*-------------------------------------------------------------------------
 *
 * database_tables.c
 *		How large, old and well known to the planner tables are, for audits of the whole database.
 *
 * One sequential read of pg_class.  The cumulative statistics are asked for
 * those tables alone whose size says that the answer may matter.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/reloptions.h"
#include "access/table.h"
#include "access/transam.h"
#include "catalog/pg_class.h"
#include "catalog/pg_statistic.h"
#include "compat.h"
#include "facts/database.h"
#include "facts/reader.h"
#include "facts/stream_records.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

typedef struct TableReading
{
	DatabaseFacts *database;
	Snapshot	snapshot;
	MemoryContext context;		/* of the facts; the current one is for waste */
	TransactionId next_xid;
	Oid			nspoid;			/* the schema met last */
	NameData	nspname;
	bool		looked_at;
} TableReading;

static bool
has_autovacuum_off(HeapTuple tuple, Relation catalog)
{
	Datum		options;
	bool		isnull;
	StdRdOptions *parsed;

	if (heap_attisnull(tuple, Anum_pg_class_reloptions, RelationGetDescr(catalog)))
		return false;
	options = heap_getattr(tuple, Anum_pg_class_reloptions, RelationGetDescr(catalog), &isnull);
	parsed = (StdRdOptions *) heap_reloptions(RELKIND_RELATION, options, false);
	return parsed != NULL && !parsed->autovacuum.enabled;
}

/* Keeps the oldest few, the oldest first. */
static void
note_age(TableReading *reading, Form_pg_class form)
{
	DatabaseFacts *database = reading->database;
	OldTableFacts *old;
	int64		age;
	int			place;

	if (!TransactionIdIsNormal(form->relfrozenxid))
		return;
	age = (int32) (reading->next_xid - form->relfrozenxid);
	if (age <= database->freeze_max_age)
		return;
	if (list_length(database->old_tables) == OLD_TABLES)
	{
		if (age <= ((OldTableFacts *) llast(database->old_tables))->age)
			return;
		database->old_tables = list_delete_last(database->old_tables);
	}
	old = palloc0(sizeof(OldTableFacts));
	old->relid = form->oid;
	old->nspname = pstrdup(NameStr(reading->nspname));
	old->relname = pstrdup(NameStr(form->relname));
	old->age = age;
	for (place = 0; place < list_length(database->old_tables); place++)
	{
		if (((OldTableFacts *) list_nth(database->old_tables, place))->age < age)
			break;
	}
	database->old_tables = list_insert_nth(database->old_tables, place, old);
}

/*
 * The number of rows comes with an index or a VACUUM too; what the columns hold,
 * from an ANALYZE only.  Its count may have been reset, and is not carried over
 * by an upgrade.
 */
static bool
was_analyzed(Oid relid, const PgStat_StatTabEntry *entry, Snapshot snapshot)
{
	Relation	catalog;
	ScanKeyData key;
	SysScanDesc scan;
	bool		found;

	if (entry != NULL && hygiene_stat_analyzed(entry))
		return true;
	catalog = table_open(StatisticRelationId, AccessShareLock);
	ScanKeyInit(&key, Anum_pg_statistic_starelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	scan = systable_beginscan(catalog, StatisticRelidAttnumInhIndexId, true, snapshot, 1, &key);
	found = HeapTupleIsValid(systable_getnext(scan));
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return found;
}

static void
note_state(TableReading *reading, Form_pg_class form, bool autovacuum_off)
{
	bool		large = form->relpages >= TABLE_FACTS_PAGES;
	PgStat_StatTabEntry *entry = NULL;
	TableStateFacts *table;
	MemoryContext old;

	if (large || form->reltuples < 0 || form->reltuples >= TABLE_FACTS_ROWS)
		entry = pgstat_fetch_stat_tabentry_ext(false, form->oid);
	if (!autovacuum_off && !large &&
		(entry == NULL || hygiene_stat_live_rows(entry) < TABLE_FACTS_ROWS))
		return;
	if (OidIsValid(facts_extension_of(RelationRelationId, form->oid, reading->snapshot)))
		return;

	old = MemoryContextSwitchTo(reading->context);
	table = palloc0(sizeof(TableStateFacts));
	table->relid = form->oid;
	table->nspname = pstrdup(NameStr(reading->nspname));
	table->relname = pstrdup(NameStr(form->relname));
	MemoryContextSwitchTo(old);

	table->relkind = form->relkind;
	table->pages = form->relpages;
	table->autovacuum_off = autovacuum_off;
	table->analyzed = form->reltuples >= 0 && was_analyzed(form->oid, entry, reading->snapshot);
	table->planner_rows = (int64) Max(form->reltuples, 0);
	table->live_rows = table->changed_rows = -1;
	if (entry != NULL)
	{
		table->live_rows = hygiene_stat_live_rows(entry);
		table->changed_rows = hygiene_stat_changed_rows(entry);
	}

	old = MemoryContextSwitchTo(reading->context);
	reading->database->tables = lappend(reading->database->tables, table);
	MemoryContextSwitchTo(old);
}

static void
read_table(TableReading *reading, HeapTuple tuple, Relation catalog)
{
	Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);
	MemoryContext old;

	if ((form->relkind != RELKIND_RELATION && form->relkind != RELKIND_MATVIEW) ||
		form->relpersistence == RELPERSISTENCE_TEMP)
		return;
	if (form->relnamespace != reading->nspoid)
	{
		char	   *nspname = get_namespace_name(form->relnamespace);

		reading->nspoid = form->relnamespace;
		reading->looked_at = nspname != NULL && stream_looks_at_schema(nspname);
		if (reading->looked_at)
			namestrcpy(&reading->nspname, nspname);
	}
	if (!reading->looked_at)
		return;

	old = MemoryContextSwitchTo(reading->context);
	note_age(reading, form);
	MemoryContextSwitchTo(old);
	note_state(reading, form, has_autovacuum_off(tuple, catalog));
}

void
facts_read_tables(DatabaseFacts *database, Snapshot snapshot)
{
	TableReading reading = {0};
	MemoryContext waste = AllocSetContextCreate(CurrentMemoryContext, "hygiene tables",
												ALLOCSET_DEFAULT_SIZES);
	Relation	catalog = table_open(RelationRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	int			consistency = pgstat_fetch_consistency;
	HeapTuple	tuple;

	reading.database = database;
	reading.snapshot = snapshot;
	reading.context = CurrentMemoryContext;
	reading.next_xid = XidFromFullTransactionId(ReadNextFullTransactionId());

	/* a copy of each entry kept for the transaction would be as many as tables */
	if (consistency == PGSTAT_FETCH_CONSISTENCY_CACHE)
		pgstat_fetch_consistency = PGSTAT_FETCH_CONSISTENCY_NONE;
	PG_TRY();
	{
		while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		{
			MemoryContext old = MemoryContextSwitchTo(waste);

			CHECK_FOR_INTERRUPTS();
			read_table(&reading, tuple, catalog);
			MemoryContextSwitchTo(old);
			MemoryContextReset(waste);
		}
	}
	PG_FINALLY();
	{
		pgstat_fetch_consistency = consistency;
	}
	PG_END_TRY();
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	MemoryContextDelete(waste);
}
