/*-------------------------------------------------------------------------
 *
 * database.c
 *		Rules about the database as a whole: what runs out, what runs down.
 *
 * All are told by audits alone.  Nothing here warns about a new database: it
 * takes a sequence or the transaction counter that is nearly used up.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_database.h"
#include "catalog/pg_trigger.h"
#include "facts/database.h"
#include "mb/pg_wchar.h"
#include "rules/describe.h"
#include "rules/rule.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

/* Parts of a sequence's range at which it is told, and warned about. */
#define SEQUENCE_TOLD	0.75
#define SEQUENCE_WARNED 0.90

/*
 * Ages at which the transaction counter is warned about: half of what there
 * is.  The server stops taking writes at two billion.
 */
#define AGE_WARNED		INT64CONST(1000000000)

/* A smaller table is read fast whatever the planner believes. */
#define STALE_ROWS		10000

static HygieneFinding *
finding_database(const HygieneRule *rule, const DatabaseFacts *database)
{
	HygieneFinding *finding = finding_new(rule, DatabaseRelationId, database->dbid, 0,
										  "database");

	finding->object = pstrdup(quote_identifier(database->datname));
	return finding;
}

static HygieneFinding *
finding_named(const HygieneRule *rule, Oid relid, const char *nspname, const char *relname,
			  const char *object_type)
{
	HygieneFinding *finding = finding_new(rule, RelationRelationId, relid, 0, object_type);

	finding_name(finding, nspname, relname, NULL, false);
	return finding;
}

static int
days_between(TimestampTz from, TimestampTz to)
{
	return to <= from ? 0 : (int) ((to - from) / USECS_PER_DAY);
}

/* ---------------------------------------------------------------------
 * backup_unconfirmed
 * ---------------------------------------------------------------------
 */

static void
check_backup(const HygieneRule *rule, const DatabaseFacts *database,
			 const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;
	const char *archiver;
	const char *recorded;

	/* a standby archives nothing and cannot tell what its primary does */
	if (database->in_recovery)
		return;
	if (database->last_backup != 0 &&
		database->now - database->last_backup <=
		(int64) context->backup_max_age * USECS_PER_MINUTE)
		return;

	if (!database->archiving)
		archiver = "WAL archiving is off";
	else if (!database->archive_configured)
		archiver = "WAL archiving is on, but neither archive_command nor archive_library is set";
	else if (database->last_archive_failure > database->last_archived)
		archiver = "WAL archiving fails";
	else
		return;
	recorded = database->last_backup == 0 ? "no backup is recorded" :
		psprintf("the last recorded backup is %d days old",
				 days_between(database->last_backup, database->now));

	finding = finding_database(rule, database);
	finding->message = psprintf("database \"%s\" has no confirmed backup: %s, and %s; archive its WAL, or record backups by hygiene.record_backup() [%s]",
								database->datname, archiver, recorded, rule->name);
	if (database->archiving && database->archive_failures > 0)
		finding->detail = psprintf("Of the attempts to archive WAL " INT64_FORMAT " failed, the last of them at %s.",
								   database->archive_failures,
								   timestamptz_to_str(database->last_archive_failure));
	finding_evidence_text(finding, "archiver", archiver);
	finding_evidence_number(finding, "archived", database->archived);
	finding_evidence_number(finding, "failures", database->archive_failures);
	if (database->last_backup_ref)
		finding_evidence_text(finding, "last_backup", database->last_backup_ref);
	sink->add(finding, sink);
}

/* ---------------------------------------------------------------------
 * sequence_exhaustion
 * ---------------------------------------------------------------------
 */

/* Statements that move the end farther away, or NULL. */
static char *
sequence_remedy(const SequenceFacts *sequence)
{
	const char *name = quote_qualified_identifier(sequence->nspname, sequence->relname);
	bool		by_column = sequence->end == sequence->column_last;
	StringInfoData buf;

	initStringInfo(&buf);
	if (by_column && sequence->relid != 0)
	{
		/* where a domain stands between, its own definition must change */
		if (!sequence->plain_column)
			return NULL;
		appendStringInfo(&buf, "ALTER TABLE %s ALTER COLUMN %s TYPE bigint;",
						 quote_qualified_identifier(sequence->owner_nspname,
													sequence->owner_relname),
						 quote_identifier(sequence->attname));
		if (sequence->identity)
			return buf.data;
		appendStringInfoChar(&buf, ' ');
	}
	appendStringInfo(&buf, "ALTER SEQUENCE %s AS bigint NO %s;", name,
					 sequence->descending ? "MINVALUE" : "MAXVALUE");
	return buf.data;
}

static void
check_sequence(const HygieneRule *rule, const SequenceFacts *sequence, FindingSink *sink)
{
	const char *name = quote_qualified_identifier(sequence->nspname, sequence->relname);
	bool		by_column = sequence->relid != 0 && sequence->end == sequence->column_last;
	int			percent = (int) Min(100, sequence->used * 100);
	HygieneFinding *finding;
	const char *end;

	if (sequence->used < SEQUENCE_TOLD)
		return;
	end = by_column ?
		psprintf("what type %s of column \"%s\" of table \"%s\" can hold",
				 sequence->column_type, sequence->attname,
				 quote_qualified_identifier(sequence->owner_nspname, sequence->owner_relname)) :
		psprintf("its range");

	finding = finding_named(rule, sequence->seqid, sequence->nspname, sequence->relname,
							"sequence");
	finding->message = psprintf("sequence \"%s\" has used %d %% of %s; widen %s before it is used up [%s]",
								name, percent, end, by_column ? "the column" : "it", rule->name);
	finding->detail = psprintf("It is at " INT64_FORMAT " of " INT64_FORMAT ". Beyond that every INSERT that needs a new value fails.",
							   sequence->value, sequence->end);
	if (by_column)
		finding->detail = psprintf("%s A wider type makes the server rewrite the table under a lock that nobody passes, so begin in time; columns that refer to it must become wider as well.",
								   finding->detail);
	finding->remedy = sequence_remedy(sequence);
	if (sequence->used < SEQUENCE_WARNED)
		finding->cap = LEVEL_AUDIT;
	finding_evidence_number(finding, "value", sequence->value);
	finding_evidence_number(finding, "end", sequence->end);
	finding_evidence_number(finding, "percent", percent);
	sink->add(finding, sink);
}

static void
check_sequences(const HygieneRule *rule, const DatabaseFacts *database,
				const RuleContext *context, FindingSink *sink)
{
	ListCell   *lc;

	foreach(lc, database->sequences)
		check_sequence(rule, lfirst(lc), sink);
}

/* ---------------------------------------------------------------------
 * transaction_wraparound
 * ---------------------------------------------------------------------
 */

static void
check_wraparound(const HygieneRule *rule, const DatabaseFacts *database,
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

	finding = finding_database(rule, database);
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

/* ---------------------------------------------------------------------
 * autovacuum_off, stale_statistics
 * ---------------------------------------------------------------------
 */

static void
check_autovacuum(const HygieneRule *rule, const DatabaseFacts *database,
				 const RuleContext *context, FindingSink *sink)
{
	const char *setting = !database->autovacuum ? "autovacuum" :
		!database->track_counts ? "track_counts" : NULL;
	HygieneFinding *finding;
	ListCell   *lc;

	if (setting != NULL)
	{
		finding = finding_database(rule, database);
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

static void
check_statistics(const HygieneRule *rule, const DatabaseFacts *database,
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

/* ---------------------------------------------------------------------
 * trigger_disabled, inactive_slot, sql_ascii
 * ---------------------------------------------------------------------
 */

static void
check_triggers(const HygieneRule *rule, const DatabaseFacts *database,
			   const RuleContext *context, FindingSink *sink)
{
	ListCell   *lc;

	foreach(lc, database->disabled_triggers)
	{
		DisabledTriggerFacts *trigger = lfirst(lc);
		const char *table = quote_qualified_identifier(trigger->nspname, trigger->relname);
		HygieneFinding *finding;

		if (trigger->tgname)
		{
			finding = finding_new(rule, TriggerRelationId, trigger->tgid, 0, "trigger");
			finding_name(finding, trigger->nspname, trigger->relname, trigger->tgname, false);
			finding->message = psprintf("trigger \"%s\" of table \"%s\" is disabled; enable it, or drop it if it is not needed [%s]",
										trigger->tgname, table, rule->name);
			finding->detail = "Whatever it kept in order has not been kept so since it was disabled.";
			finding->remedy = psprintf("ALTER TABLE %s ENABLE TRIGGER %s;", table,
									   quote_identifier(trigger->tgname));
		}
		else
		{
			finding = finding_named(rule, trigger->relid, trigger->nspname, trigger->relname,
									"table");
			finding->message = psprintf("triggers of constraints on table \"%s\" are disabled, so that its foreign keys are not enforced; enable them [%s]",
										table, rule->name);
			finding->detail = "Rows that came meanwhile were not checked: drop the foreign keys and add them anew to be sure of them.";
			finding->remedy = psprintf("ALTER TABLE %s ENABLE TRIGGER ALL;", table);
		}
		sink->add(finding, sink);
	}
}

static void
check_slots(const HygieneRule *rule, const DatabaseFacts *database,
			const RuleContext *context, FindingSink *sink)
{
	ListCell   *lc;

	foreach(lc, database->slots)
	{
		SlotFacts  *slot = lfirst(lc);
		HygieneFinding *finding;

		if (slot->active)
			continue;
		finding = finding_database(rule, database);
		finding->object_type = "replication slot";
		finding->object = pstrdup(quote_identifier(slot->name));
		if (slot->lost)
			finding->message = psprintf("replication slot \"%s\" has lost the WAL it needs and serves nobody; drop it and set its consumer up anew [%s]",
										slot->name, rule->name);
		else
		{
			finding->message = psprintf("replication slot \"%s\" has no consumer and keeps %s of WAL; connect its consumer, or drop it [%s]",
										slot->name,
										slot->retained < 0 ? "an unknown amount" :
										describe_bytes(slot->retained), rule->name);
			finding->detail = "As long as it is there the server removes no WAL and no dead rows that the slot's consumer might still want, until the disk is full.";
		}
		finding->remedy = psprintf("SELECT pg_drop_replication_slot(%s);",
								   quote_literal_cstr(slot->name));
		if (slot->retained > database->max_wal_size && !slot->lost)
			finding->raise = LEVEL_WARNING;
		finding_evidence_text(finding, "kind", slot->database ? "logical" : "physical");
		if (slot->retained >= 0)
			finding_evidence_number(finding, "retained", slot->retained);
		sink->add(finding, sink);
	}
}

static void
check_encoding(const HygieneRule *rule, const DatabaseFacts *database,
			   const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;

	if (database->encoding != PG_SQL_ASCII)
		return;
	finding = finding_database(rule, database);
	finding->message = psprintf("database \"%s\" has encoding SQL_ASCII, which checks and converts nothing; move it to a database of encoding UTF8 [%s]",
								database->datname, rule->name);
	finding->detail = "Clients of different encodings store different bytes for the same letter, and nothing tells them apart afterwards.";
	sink->add(finding, sink);
}

/* ---------------------------------------------------------------------
 * The family
 * ---------------------------------------------------------------------
 */

#define DATABASE_RULE(name_, level_, sqlstate_, check_) \
	.name = name_, .category = "database", .kind = RULE_STATE, .when = WHEN_AUDIT, \
	.level = level_, .sqlstate = sqlstate_, .check_database = check_

static const HygieneRule rules[] = {
	{
		DATABASE_RULE("backup_unconfirmed", LEVEL_AUDIT, "PH093", check_backup),
		.title = "Database without a backup that anybody confirmed",
		.why = "A dropped table, a failed disk or a bad migration can only be undone from a copy. "
		"The server does not know of your backups unless it archives its WAL or somebody records them.",
		.cure = "Set up WAL archiving, or let the backup job call hygiene.record_backup() when it is done.",
		.source = "PostgreSQL manual, \"Continuous Archiving and Point-in-Time Recovery\"",
	},
	{
		DATABASE_RULE("sequence_exhaustion", LEVEL_WARNING, "PH094", check_sequences),
		.title = "Sequence that is nearly used up",
		.why = "When a sequence or the integer column it feeds reaches its end, no further row can be inserted. "
		"Making the column wider rewrites the table, which takes long just when nobody can wait.",
		.cure = "Make the column and the sequence bigint in time.",
		.source = "PostgreSQL manual, \"Numeric Types\" and CREATE SEQUENCE",
	},
	{
		DATABASE_RULE("transaction_wraparound", LEVEL_WARNING, "PH095", check_wraparound),
		.title = "Transaction counter that may run out",
		.why = "Transactions are numbered by a counter of four billion, and old rows must be frozen before it comes round. "
		"If vacuum cannot keep up, the server refuses all writes rather than lose data.",
		.cure = "Find what holds vacuum back, and vacuum the oldest tables.",
		.source = "PostgreSQL manual, \"Preventing Transaction ID Wraparound Failures\"",
	},
	{
		DATABASE_RULE("autovacuum_off", LEVEL_AUDIT, "PH096", check_autovacuum),
		.title = "Autovacuum is off",
		.why = "Updated and deleted rows stay on disk until vacuum removes them. "
		"Without autovacuum tables grow without end, and queries are planned for data of long ago.",
		.cure = "Leave autovacuum on, and tune its pace where it disturbs.",
		.source = "PostgreSQL manual, \"The Autovacuum Daemon\"",
	},
	{
		DATABASE_RULE("stale_statistics", LEVEL_AUDIT, "PH097", check_statistics),
		.title = "Table whose statistics are missing or out of date",
		.why = "The planner chooses between indexes and joins by what it knows of the data. "
		"After a load or a large change it knows the wrong thing until the table is analyzed.",
		.cure = "Run ANALYZE after loading or changing much data.",
		.source = "PostgreSQL manual, \"Updating Planner Statistics\"",
	},
	{
		DATABASE_RULE("trigger_disabled", LEVEL_WARNING, "PH098", check_triggers),
		.title = "Disabled trigger",
		.why = "A trigger that was disabled for a data load keeps nothing in order until it is enabled again. "
		"The triggers behind foreign keys are among them: rows that refer to nothing come in unseen.",
		.cure = "Enable the trigger, or drop it if it is not needed.",
		.source = "PostgreSQL manual, ALTER TABLE, DISABLE TRIGGER",
	},
	{
		DATABASE_RULE("inactive_slot", LEVEL_AUDIT, "PH099", check_slots),
		.title = "Replication slot without a consumer",
		.why = "A slot makes the server keep its WAL and old rows until the consumer has read them. "
		"If the consumer is gone for good, that goes on until the disk is full.",
		.cure = "Drop slots whose consumer does not come back, and limit max_slot_wal_keep_size.",
		.source = "PostgreSQL manual, \"Replication Slots\"",
	},
	{
		DATABASE_RULE("sql_ascii", LEVEL_AUDIT, "PH09D", check_encoding),
		.title = "Database of encoding SQL_ASCII",
		.why = "In this encoding the server takes any bytes for text and never converts them. "
		"Sooner or later one column holds several encodings, and nobody can tell which is which.",
		.cure = "Dump the database, mend the text, and restore it into a database of encoding UTF8.",
		.source = "PostgreSQL manual, \"Supported Character Sets\"",
	},
};

const RuleFamily hygiene_family_database = {rules, lengthof(rules)};
