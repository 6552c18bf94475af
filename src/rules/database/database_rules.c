/*-------------------------------------------------------------------------
 *
 * database_rules.c
 *		Rules about the database as a whole: what runs out, what runs down.
 *
 * All are for audits only.  None of them has a finding of level warning for a
 * new database.
 * Sequences that run out are in sequence_exhaustion.c, what vacuum and analyze leave
 * undone is in stale_statistics.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_database.h"
#include "catalog/pg_trigger.h"
#include "facts/database/database.h"
#include "mb/pg_wchar.h"
#include "rules/database/database_rules.h"
#include "rules/describe.h"
#include "rules/rule.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

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

	finding = finding_database(rule, database->dbid);
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
		finding = finding_database(rule, database->dbid);
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
	finding = finding_database(rule, database->dbid);
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
	.name = name_, .category = "database", .kind = ON_DATABASE, .when = WHEN_AUDIT, \
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
		DATABASE_RULE("sequence_exhaustion", LEVEL_WARNING, "PH094", check_sequence_exhaustion),
		.title = "Sequence that is nearly used up",
		.why = "When a sequence or the integer column it feeds reaches its end, no further row can be inserted. "
		"Making the column wider rewrites the table, which takes long just when nobody can wait.",
		.cure = "Make the column and the sequence bigint in time.",
		.source = "PostgreSQL manual, \"Numeric Types\" and CREATE SEQUENCE",
	},
	{
		DATABASE_RULE("transaction_wraparound", LEVEL_WARNING, "PH095", check_transaction_wraparound),
		.title = "Transaction counter that may run out",
		.why = "Transactions are numbered by a counter of four billion, and old rows must be frozen before it comes round. "
		"If vacuum cannot keep up, the server refuses all writes rather than lose data.",
		.cure = "Find what holds vacuum back, and vacuum the oldest tables.",
		.source = "PostgreSQL manual, \"Preventing Transaction ID Wraparound Failures\"",
	},
	{
		DATABASE_RULE("autovacuum_off", LEVEL_AUDIT, "PH096", check_autovacuum_off),
		.title = "Autovacuum is off",
		.why = "Updated and deleted rows stay on disk until vacuum removes them. "
		"Without autovacuum tables grow without end, and queries are planned for data of long ago.",
		.cure = "Leave autovacuum on, and tune its pace where it disturbs.",
		.source = "PostgreSQL manual, \"The Autovacuum Daemon\"",
	},
	{
		DATABASE_RULE("stale_statistics", LEVEL_AUDIT, "PH097", check_stale_statistics),
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

const RuleFamily hygiene_family_database_rules = {rules, lengthof(rules)};
