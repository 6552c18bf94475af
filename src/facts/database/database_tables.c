/*-------------------------------------------------------------------------
 *
 * database_tables.c
 *		How large, old and well known to the planner tables are, for audits of the whole database.
 *
 * Looks at the rows of pg_class while the audit reads them.  The cumulative
 * statistics are asked for those tables alone whose size says that the answer
 * may matter.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/reloptions.h"
#include "access/transam.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_statistic.h"
#include "compat.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/dependency.h"
#include "facts/database/database.h"
#include "pgstat.h"
#include "postmaster/autovacuum.h"
#include "utils/memutils.h"
#include "utils/rel.h"

struct TableReading
{
	Snapshot	snapshot;
	MemoryContext context;		/* of the facts */
	MemoryContext waste;		/* of what is needed for a row only */
	TransactionId next_xid;
	List	   *old_tables;		/* as in DatabaseFacts */
	List	   *tables;
};

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

/* Records the oldest few, the oldest first. */
static void
add_if_old(TableReading *reading, Form_pg_class form, const char *nspname)
{
	MemoryContext context;
	OldTableFacts *old;
	int64		age;
	int			i;

	if (!TransactionIdIsNormal(form->relfrozenxid))
		return;
	age = (int32) (reading->next_xid - form->relfrozenxid);
	if (age <= autovacuum_freeze_max_age)
		return;
	if (list_length(reading->old_tables) == OLD_TABLES)
	{
		if (age <= ((OldTableFacts *) llast(reading->old_tables))->age)
			return;
		reading->old_tables = list_delete_last(reading->old_tables);
	}
	context = MemoryContextSwitchTo(reading->context);
	old = palloc0(sizeof(OldTableFacts));
	old->relid = form->oid;
	old->nspname = pstrdup(nspname);
	old->relname = pstrdup(NameStr(form->relname));
	old->age = age;
	for (i = 0; i < list_length(reading->old_tables); i++)
	{
		if (((OldTableFacts *) list_nth(reading->old_tables, i))->age < age)
			break;
	}
	reading->old_tables = list_insert_nth(reading->old_tables, i, old);
	MemoryContextSwitchTo(context);
}

/*
 * The counters of a table, or NULL.  A copy of each entry kept for the
 * transaction, as that setting has it, would be as many as tables.
 */
static PgStat_StatTabEntry *
counters(Oid relid)
{
	int			consistency = pgstat_fetch_consistency;
	PgStat_StatTabEntry *entry;

	if (consistency != PGSTAT_FETCH_CONSISTENCY_CACHE)
		return hygiene_stat_table(false, relid);
	PG_TRY();
	{
		pgstat_fetch_consistency = PGSTAT_FETCH_CONSISTENCY_NONE;
		entry = hygiene_stat_table(false, relid);
	}
	PG_FINALLY();
	{
		pgstat_fetch_consistency = consistency;
	}
	PG_END_TRY();
	return entry;
}

/*
 * The number of rows comes with an index or a VACUUM too; what the columns hold,
 * from an ANALYZE only.  Its count may have been reset, and is not carried over
 * by an upgrade.
 */
static bool
was_analyzed(Oid relid, const PgStat_StatTabEntry *entry, Snapshot snapshot)
{
	CatalogScan scan;
	bool		found;

	if (entry != NULL && hygiene_stat_analyzed(entry))
		return true;
	catalog_scan_oid(&scan, StatisticRelationId, StatisticRelidAttnumInhIndexId,
					 Anum_pg_statistic_starelid, relid, snapshot);
	found = HeapTupleIsValid(catalog_scan_next(&scan));
	catalog_scan_end(&scan);
	return found;
}

static void
add_state(TableReading *reading, Form_pg_class form, const char *nspname, bool autovacuum_off)
{
	bool		large = form->relpages >= TABLE_FACTS_PAGES;
	PgStat_StatTabEntry *entry = NULL;
	TableStateFacts *table;
	MemoryContext old;
	bool		analyzed;

	if (large || form->reltuples < 0 || form->reltuples >= TABLE_FACTS_ROWS)
		entry = counters(form->oid);
	if (!autovacuum_off && !large &&
		(entry == NULL || hygiene_stat_live_rows(entry) < TABLE_FACTS_ROWS))
		return;
	if (OidIsValid(facts_extension_of(RelationRelationId, form->oid, reading->snapshot)))
		return;

	analyzed = form->reltuples >= 0 && was_analyzed(form->oid, entry, reading->snapshot);
	old = MemoryContextSwitchTo(reading->context);
	table = palloc0(sizeof(TableStateFacts));
	table->relid = form->oid;
	table->nspname = pstrdup(nspname);
	table->relname = pstrdup(NameStr(form->relname));
	table->relkind = form->relkind;
	table->autovacuum_off = autovacuum_off;
	table->analyzed = analyzed;
	table->planner_rows = (int64) Max(form->reltuples, 0);
	table->live_rows = table->changed_rows = -1;
	if (entry != NULL)
	{
		table->live_rows = hygiene_stat_live_rows(entry);
		table->changed_rows = hygiene_stat_changed_rows(entry);
	}
	reading->tables = lappend(reading->tables, table);
	MemoryContextSwitchTo(old);
}

TableReading *
facts_tables_begin(Snapshot snapshot)
{
	TableReading *reading = palloc0(sizeof(TableReading));

	reading->snapshot = snapshot;
	reading->context = CurrentMemoryContext;
	reading->waste = AllocSetContextCreate(CurrentMemoryContext, "hygiene tables",
										   ALLOCSET_DEFAULT_SIZES);
	reading->next_xid = XidFromFullTransactionId(ReadNextFullTransactionId());
	return reading;
}

void
facts_tables_observe(HeapTuple tuple, Relation pg_class, const char *nspname, void *arg)
{
	TableReading *reading = arg;
	Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);
	MemoryContext old;

	if (nspname == NULL ||
		(form->relkind != RELKIND_RELATION && form->relkind != RELKIND_MATVIEW) ||
		form->relpersistence == RELPERSISTENCE_TEMP)
		return;

	old = MemoryContextSwitchTo(reading->waste);
	add_if_old(reading, form, nspname);
	add_state(reading, form, nspname, has_autovacuum_off(tuple, pg_class));
	MemoryContextSwitchTo(old);
	MemoryContextReset(reading->waste);
}

void
facts_fill_tables(DatabaseFacts *database, const TableReading *tables)
{
	database->old_tables = tables->old_tables;
	database->tables = tables->tables;
}
