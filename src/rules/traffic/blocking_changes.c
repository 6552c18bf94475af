/*-------------------------------------------------------------------------
 *
 * blocking_changes.c
 *		Rules about changes that stop the traffic on a large relation.
 *
 * The guard calls them for relations that existed before the transaction and
 * are over hygiene.large_table only, and for what the server has done or
 * counted, not for what a statement says.  Each message has the size, an
 * estimate of the time, who is kept waiting, and the recipe that avoids it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "rules/describe.h"
#include "utils/builtins.h"

/* "reads and writes" or "writes" */
static const char *
what_waits(const TrafficFacts *traffic)
{
	return traffic->blocks_reads ? "reads and writes" : "writes";
}

static char *
seconds_text(const TrafficFacts *traffic)
{
	return psprintf("%.0f s", Max(traffic->seconds, 1.0));
}

/*
 * DETAIL: "Reading of 80 GB takes about 800 s at 100 MB/s under a lock of mode
 * ..."; "work" is what is done with the rows.
 */
static char *
traffic_detail(const TrafficFacts *traffic, const char *work)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "%s of %s takes about %s at %.0f MB/s under a lock of mode %s, which keeps %s waiting.",
					 work, describe_bytes(traffic->bytes), seconds_text(traffic),
					 TRAFFIC_BYTES_PER_SECOND / (1024 * 1024), traffic->lock,
					 what_waits(traffic));
	if (traffic->reason)
		appendStringInfo(&buf, " The table is rewritten because %s.", traffic->reason);
	return buf.data;
}

static HygieneFinding *
traffic_finding(const HygieneRule *rule, const Change *change)
{
	HygieneFinding *finding = finding_relation(rule, change->before);

	finding->bytes = change->traffic->bytes;
	finding_evidence_number(finding, "bytes", change->traffic->bytes);
	finding_evidence_number(finding, "seconds", (int64) change->traffic->seconds);
	finding_evidence_text(finding, "lock", change->traffic->lock);
	return finding;
}

static void
judge_table_rewrite(const HygieneRule *rule, const Change *change,
					const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding = traffic_finding(rule, change);
	const char *table = facts_relation_name(change->before);

	finding->message = psprintf("rewriting %s (%s) keeps reads and writes waiting for about %s; do it in steps, or say why it is meant [%s]",
								describe_relation(change->before),
								describe_bytes(change->traffic->bytes),
								seconds_text(change->traffic), rule->name);
	finding->detail = traffic_detail(change->traffic, "Reading and writing");
	finding->hint = psprintf("1. ALTER TABLE %s ADD COLUMN new_column ...; without a default that differs from row to row.  2. Fill it in batches: UPDATE %s SET new_column = ... WHERE id BETWEEN ... AND ...;  3. Let code use it, then drop the old column.",
							 table, table);
	sink->add(finding, sink);
}

/* CREATE INDEX CONCURRENTLY, or what stands for it on a partitioned table. */
static char *
index_recipe(const RelationFacts *rel, const IndexFacts *index)
{
	const char *table = facts_relation_name(rel);
	StringInfoData keys;

	initStringInfo(&keys);
	for (int k = 0; k < index->indnkeyatts; k++)
	{
		const AttributeFacts *att = facts_attribute(rel, index->indkey[k]);

		appendStringInfo(&keys, "%s%s", k > 0 ? ", " : "",
						 att ? quote_identifier(att->attname) : "(expression)");
	}
	if (rel->relkind == RELKIND_PARTITIONED_TABLE)
		return psprintf("On each partition: CREATE INDEX CONCURRENTLY ON partition (%s);  then CREATE INDEX ON %s (%s); which adopts them.",
						keys.data, table, keys.data);
	return psprintf("CREATE %sINDEX CONCURRENTLY %s ON %s (%s);",
					index->indisunique ? "UNIQUE " : "", quote_identifier(index->relname),
					table, keys.data);
}

static void
judge_index_build(const HygieneRule *rule, const Change *change,
				  const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding = traffic_finding(rule, change);

	finding->message = psprintf("building index \"%s\" on %s (%s) keeps %s waiting for about %s; create it CONCURRENTLY [%s]",
								change->index->relname, describe_relation(change->before),
								describe_bytes(change->traffic->bytes),
								what_waits(change->traffic), seconds_text(change->traffic), rule->name);
	finding->detail = traffic_detail(change->traffic, "Reading");
	finding->hint = psprintf("Outside of a transaction block: %s",
							 index_recipe(change->after, change->index));
	sink->add(finding, sink);
}

static void
judge_unique(const HygieneRule *rule, const Change *change,
			 const RuleContext *context, FindingSink *sink)
{
	const ConstraintFacts *con = change->constraint;
	const char *table = facts_relation_name(change->before);
	const char *name = quote_identifier(con->conname);
	const char *kind = con->contype == CONSTRAINT_PRIMARY ? "primary key" :
		con->contype == CONSTRAINT_UNIQUE ? "unique constraint" : "exclusion constraint";
	HygieneFinding *finding = traffic_finding(rule, change);

	finding->message = psprintf("adding %s \"%s\" to %s (%s) builds its index while reads and writes wait for about %s; %s [%s]",
								kind, con->conname, describe_relation(change->before),
								describe_bytes(change->traffic->bytes),
								seconds_text(change->traffic),
								con->contype == CONSTRAINT_EXCLUSION ?
								"say why it is meant" :
								"build the index first, then add it USING INDEX",
								rule->name);
	finding->detail = traffic_detail(change->traffic, "Reading");
	if (con->contype == CONSTRAINT_EXCLUSION)
		finding->hint = "There is no way to add an exclusion constraint that does not lock: choose an hour with little traffic and set lock_timeout.";
	else if (change->before->relkind == RELKIND_PARTITIONED_TABLE)
		finding->hint = psprintf("%s  Then add the constraint to each partition USING INDEX, and to the parent with ONLY.",
								 index_recipe(change->after, change->index));
	else
		finding->hint = psprintf("%s  Then, in a transaction of its own: ALTER TABLE %s ADD CONSTRAINT %s %s USING INDEX %s;",
								 index_recipe(change->after, change->index), table, name,
								 con->contype == CONSTRAINT_PRIMARY ? "PRIMARY KEY" : "UNIQUE",
								 quote_identifier(change->index->relname));
	sink->add(finding, sink);
}

/* The way to the same end that reads the rows without keeping others out. */
static char *
validation_recipe(const Change *change)
{
	const char *table = facts_relation_name(change->before);

	if (change->constraint)
	{
		const char *name = quote_identifier(change->constraint->conname);

		if (change->constraint->contype == CONSTRAINT_FOREIGN &&
			change->before->relkind == RELKIND_PARTITIONED_TABLE)
			return psprintf("Add the foreign key to each partition with NOT VALID and validate it there, then add it to %s.", table);
		return psprintf("ALTER TABLE %s ADD CONSTRAINT %s ... NOT VALID;  and in a later transaction: ALTER TABLE %s VALIDATE CONSTRAINT %s;",
						table, name, table, name);
	}
	if (change->att_after)
	{
		const char *column = quote_identifier(change->att_after->attname);
		char	   *check = psprintf("%s_%s_not_null", change->before->relname,
									 change->att_after->attname);

		return psprintf("ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s IS NOT NULL) NOT VALID;  ALTER TABLE %s VALIDATE CONSTRAINT %s;  then ALTER TABLE %s ALTER COLUMN %s SET NOT NULL; reads nothing, and the check can be dropped.",
						table, quote_identifier(check), column, table,
						quote_identifier(check), table, column);
	}
	return psprintf("Add a CHECK to %s that says what the partition's bounds say, NOT VALID, validate it, and attach then: the bounds are proved by it and nothing is read.",
					table);
}

static void
judge_validation(const HygieneRule *rule, const Change *change,
				 const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding = traffic_finding(rule, change);
	const char *what;

	if (change->constraint)
		what = psprintf("checking %s \"%s\" against all rows of %s",
						change->constraint->contype == CONSTRAINT_FOREIGN ?
						"foreign key" : "constraint",
						change->constraint->conname, describe_relation(change->before));
	else if (change->att_after)
		what = psprintf("checking all rows of %s for SET NOT NULL of column \"%s\"",
						describe_relation(change->before), change->att_after->attname);
	else
		what = psprintf("checking all rows of %s against the bounds of the partition it becomes",
						describe_relation(change->before));

	finding->message = psprintf("%s (%s) keeps %s waiting for about %s; validate in a step of its own [%s]",
								what, describe_bytes(change->traffic->bytes),
								what_waits(change->traffic), seconds_text(change->traffic),
								rule->name);
	finding->detail = traffic_detail(change->traffic, "Reading");
	finding->hint = validation_recipe(change);
	sink->add(finding, sink);
}

static void
judge_required(const HygieneRule *rule, const Change *change,
			   const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding = finding_column(rule, change->after, change->att_after);
	const char *table = facts_relation_name(change->after);
	const char *column = quote_identifier(change->att_after->attname);

	finding->message = psprintf("%s must be given by every insert from now on, and code that does not know it fails; give it a default until the code does [%s]",
								describe_column(change->after, change->att_after), rule->name);
	finding->detail = psprintf("The column is NOT NULL and has no default; the table holds %s.",
							   describe_bytes(change->traffic->bytes));
	finding->remedy = psprintf("ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL;", table, column);
	finding->bytes = change->traffic->bytes;
	sink->add(finding, sink);
}

#define TRAFFIC_RULE(name_, when_, sqlstate_, kind_, judge_) \
	.name = name_, .category = "traffic", .kind = ON_CHANGE, \
	.when = when_, .level = LEVEL_WARNING, .sqlstate = sqlstate_, \
	.change_kinds = CHANGE_BIT(kind_), .judge = judge_

static const HygieneRule rules[] = {
	{
		TRAFFIC_RULE("table_rewrite", WHEN_NOW, "PH0T1", CHANGE_REWRITE_DUE,
					 judge_table_rewrite),
		.title = "A large table is about to be rewritten",
		.why = "Some changes copy every row into a new file, and nobody can read or write the table until the last one is copied.  On a large table that is an outage, and the disk must hold the table twice.",
		.cure = "Add a new column, fill it in batches, let the code use it, then drop the old one.",
		.source = "PostgreSQL manual, ALTER TABLE, Notes; event trigger table_rewrite",
	},
	{
		TRAFFIC_RULE("blocking_index_build", WHEN_NOW, "PH0T2", CHANGE_INDEX_BUILT,
					 judge_index_build),
		.title = "An index was built on a large table without CONCURRENTLY",
		.why = "CREATE INDEX lets nobody write to the table until the index is done.  CREATE INDEX CONCURRENTLY takes longer and lets everybody write.",
		.cure = "Create the index CONCURRENTLY, outside of a transaction block.",
		.source = "PostgreSQL manual, CREATE INDEX, Building Indexes Concurrently",
	},
	{
		TRAFFIC_RULE("blocking_validation", WHEN_NOW, "PH0T3", CHANGE_VALIDATED,
					 judge_validation),
		.title = "All rows of a large table were checked under a lock that stops others",
		.why = "Before a constraint can be trusted, every row is read and checked, and meanwhile the lock of ALTER TABLE keeps others out.  Added as NOT VALID and validated in a second step, the same check lets everybody work.",
		.cure = "Add the constraint NOT VALID, then VALIDATE it in a transaction of its own.",
		.source = "PostgreSQL manual, ALTER TABLE, ADD table_constraint NOT VALID and SET NOT NULL",
	},
	{
		TRAFFIC_RULE("blocking_unique", WHEN_NOW, "PH0T4", CHANGE_UNIQUE_BUILT,
					 judge_unique),
		.title = "A unique or primary key built its index while a large table was locked",
		.why = "Adding a primary key, unique or exclusion constraint builds an index under a lock that stops reads as well.  An index built CONCURRENTLY before can be turned into the constraint in an instant.",
		.cure = "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... USING INDEX.",
		.source = "PostgreSQL manual, ALTER TABLE, ADD table_constraint_using_index",
	},
	{
		TRAFFIC_RULE("required_column", WHEN_COMMIT, "PH0T7", CHANGE_COLUMN_REQUIRED,
					 judge_required),
		.title = "A new column of a large table is NOT NULL and has no default",
		.why = "Code that runs while the migration is deployed does not know the column and leaves it out of its inserts.  Without a default every one of these inserts fails.",
		.cure = "Keep a default until all running code gives the column a value.",
		.source = "PostgreSQL manual, ALTER TABLE, Description of ADD COLUMN and SET DEFAULT",
	},
};

const RuleFamily hygiene_family_blocking_changes = {rules, lengthof(rules)};
