/*-------------------------------------------------------------------------
 *
 * stale_statistics.c
 *		Rules about what vacuum and analyze have left undone.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "facts/database/database.h"
#include "lib/stringinfo.h"
#include "rules/database/database_rules.h"
#include "rules/describe.h"
#include "utils/builtins.h"

/*
 * Ages at which the transaction counter is warned about: half of what there
 * is.  The server stops taking writes at two billion.
 */
#define AGE_WARNED		INT64CONST(1000000000)

/* A smaller table is read fast whatever the planner believes. */
#define STALE_ROWS		10000

void
check_transaction_wraparound(const HygieneRule *rule, const DatabaseFacts *database,
							 const RuleContext *context, FindingSink *sink)
{
	bool		by_xid = database->xid_age - database->freeze_max_age >=
		database->multixact_age - database->multixact_freeze_max_age;
	int64		age = by_xid ? database->xid_age : database->multixact_age;
	int64		max_age = by_xid ? database->freeze_max_age : database->multixact_freeze_max_age;
	HygieneFinding *finding;
	StringInfoData remedy;
	ListCell   *lc;

	/* autovacuum begins at its limit, and may take a while */
	if (age < max_age + max_age / 2)
		return;

	finding = finding_database(rule, database->dbid);
	finding->message = psprintf("database \"%s\" holds %s that were not frozen for " INT64_FORMAT " %s; vacuum the oldest tables before the server stops accepting writes [%s]",
								database->datname, by_xid ? "rows" : "row locks", age,
								by_xid ? "transactions" : "multixacts", rule->name);
	finding->detail = psprintf("Autovacuum should have begun at " INT64_FORMAT ". What keeps it from freezing is a transaction left open, a prepared transaction, a replication slot, or a vacuum that fails. The server stops accepting writes shortly before two billion.",
							   max_age);
	if (by_xid && database->old_tables != NIL)
	{
		initStringInfo(&remedy);
		foreach(lc, database->old_tables)
		{
			OldTableFacts *old = lfirst(lc);

			appendStringInfo(&remedy, "%sVACUUM (FREEZE) %s;", remedy.len > 0 ? "\n" : "",
							 quote_qualified_identifier(old->nspname, old->relname));
		}
		finding->remedy = remedy.data;
	}
	if (age < AGE_WARNED)
		finding->cap = LEVEL_AUDIT;
	finding_evidence_number(finding, "transaction_age", database->xid_age);
	finding_evidence_number(finding, "multixact_age", database->multixact_age);
	finding_evidence_number(finding, "freeze_max_age", max_age);
	sink->add(finding, sink);
}

void
check_autovacuum_off(const HygieneRule *rule, const DatabaseFacts *database,
					 const RuleContext *context, FindingSink *sink)
{
	const char *setting = !database->autovacuum ? "autovacuum" :
		!database->track_counts ? "track_counts" : NULL;
	HygieneFinding *finding;
	ListCell   *lc;

	if (setting != NULL)
	{
		finding = finding_database(rule, database->dbid);
		finding->message = psprintf("autovacuum does not run, because %s is off; set it on [%s]",
									setting, rule->name);
		finding->detail = "Dead rows are not removed, tables and indexes grow, and the planner does not learn what the tables hold.";
		finding->remedy = psprintf("ALTER SYSTEM SET %s = on; SELECT pg_reload_conf();", setting);
		finding_evidence_text(finding, "setting", setting);
		sink->add(finding, sink);
	}

	foreach(lc, database->tables)
	{
		TableStateFacts *table = lfirst(lc);
		const char *name = quote_qualified_identifier(table->nspname, table->relname);

		if (!table->autovacuum_off)
			continue;
		finding = finding_named(rule, table->relid, table->nspname, table->relname, "table");
		finding->message = psprintf("autovacuum is off for table \"%s\"; reset its autovacuum_enabled [%s]",
									name, rule->name);
		finding->detail = "Its dead rows are not removed, and the planner does not learn what it holds, unless somebody runs VACUUM ANALYZE regularly.";
		finding->remedy = psprintf("ALTER %s %s RESET (autovacuum_enabled);",
								   table->relkind == RELKIND_MATVIEW ? "MATERIALIZED VIEW" : "TABLE",
								   name);
		sink->add(finding, sink);
	}
}

/*
 * Changes are counted a moment after they are made, those of a load that ends
 * in an ANALYZE perhaps after it and then twice as live rows: so half as many
 * changes as rows say nothing yet.
 */
static bool
is_stale(const TableStateFacts *table)
{
	if (!table->analyzed)
		return true;
	if (table->changed_rows <= table->live_rows / 2)
		return false;
	return table->changed_rows > table->live_rows ||
		table->planner_rows < table->live_rows - table->live_rows / 10 ||
		table->planner_rows > table->live_rows + table->live_rows / 10;
}

void
check_stale_statistics(const HygieneRule *rule, const DatabaseFacts *database,
					   const RuleContext *context, FindingSink *sink)
{
	ListCell   *lc;

	foreach(lc, database->tables)
	{
		TableStateFacts *table = lfirst(lc);
		const char *name = quote_qualified_identifier(table->nspname, table->relname);
		HygieneFinding *finding;

		if (table->live_rows < STALE_ROWS || !is_stale(table))
			continue;
		finding = finding_named(rule, table->relid, table->nspname, table->relname, "table");
		if (!table->analyzed)
			finding->message = psprintf("table \"%s\" has about " INT64_FORMAT " rows but was never analyzed; run ANALYZE [%s]",
										name, table->live_rows, rule->name);
		else
			finding->message = psprintf("table \"%s\" had " INT64_FORMAT " changes to its about " INT64_FORMAT " rows since it was analyzed; run ANALYZE [%s]",
										name, table->changed_rows, table->live_rows, rule->name);
		finding->detail = "The planner chooses by what it believes the table to hold.";
		finding->remedy = psprintf("ANALYZE %s;", name);
		finding_evidence_number(finding, "rows", table->live_rows);
		finding_evidence_number(finding, "changes", table->changed_rows);
		sink->add(finding, sink);
	}
}
