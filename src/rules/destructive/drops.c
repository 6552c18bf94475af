/*-------------------------------------------------------------------------
 *
 * drops.c
 *		Rules about what takes stored data away.
 *
 * Judged by outcome, whatever command or CASCADE brought it about.  An object
 * that certainly held no rows is marked empty; how much that excuses is for
 * settings to say.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "rules/describe.h"

static void
judge_drop_table(const HygieneRule *rule, const Change *change,
				 const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	HygieneFinding *finding;
	const char *what;

	if (rel->relkind != RELKIND_RELATION &&
		rel->relkind != RELKIND_PARTITIONED_TABLE &&
		rel->relkind != RELKIND_FOREIGN_TABLE)
		return;

	finding = finding_relation(rule, rel);
	if (rel->relkind == RELKIND_FOREIGN_TABLE)
	{
		/* the rows live elsewhere and stay there */
		what = "loses access to its remote rows, which stay";
		finding->cap = LEVEL_WARNING;
	}
	else
	{
		finding_measure(finding, &rel->size);
		finding->data_loss = !finding->empty;
		if (finding->empty)
			what = "loses no rows, it is empty";
		else if (finding->bytes > 0)
			what = psprintf("loses %s (%s)", describe_rows(finding->rows, "its"),
							describe_bytes(finding->bytes));
		else
			what = psprintf("loses %s", describe_rows(finding->rows, "its"));
	}
	finding->message = psprintf("dropping %s %s; " SAY_WHY " [%s]",
								describe_relation(rel), what, rule->name);
	finding->detail = describe_circumstances(change, &rel->size);
	sink->add(finding, sink);
}

static void
judge_drop_column(const HygieneRule *rule, const Change *change,
				  const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	const AttributeFacts *att = change->att_before;
	HygieneFinding *finding;
	const char *what;

	/* what a parent gave is told with the parent */
	if (!att->attislocal)
		return;

	finding = finding_column(rule, rel, att);
	if (rel->relkind == RELKIND_FOREIGN_TABLE)
	{
		what = "loses access to its remote values, which stay";
		finding->cap = LEVEL_WARNING;
	}
	else if (rel->relkind == RELKIND_COMPOSITE_TYPE)
	{
		/* measured are the tables that use the type */
		finding_measure(finding, &rel->size);
		finding->bytes = -1;
		finding->data_loss = !finding->empty;
		what = finding->empty ? "loses no values, no row uses it" :
			psprintf("loses its values in %s of tables that use the type",
					 describe_rows(finding->rows, "all"));
	}
	else
	{
		finding_measure(finding, &rel->size);
		finding->bytes = -1;	/* the column's share is not known */
		if (att->attgenerated != '\0')
		{
			what = "loses what is computed from other columns";
			finding->cap = LEVEL_WARNING;
		}
		else if (finding->empty)
			what = "loses no values, the table is empty";
		else
		{
			what = psprintf("loses its values in %s", describe_rows(finding->rows, "all"));
			finding->data_loss = true;
		}
	}
	finding->message = psprintf("dropping %s %s; " SAY_WHY " [%s]",
								describe_column(rel, att), what, rule->name);
	finding->detail = describe_circumstances(change, NULL);
	sink->add(finding, sink);
}

static void
judge_drop_materialized_view(const HygieneRule *rule, const Change *change,
							 const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	HygieneFinding *finding;
	const char *what;

	if (rel->relkind != RELKIND_MATVIEW)
		return;

	finding = finding_relation(rule, rel);
	finding_measure(finding, &rel->size);
	finding->data_loss = !finding->empty;
	what = finding->empty ? "loses its query, it holds no rows" :
		psprintf("loses its query and %s", describe_rows(finding->rows, "its"));
	finding->message = psprintf("dropping %s %s; " SAY_WHY " [%s]",
								describe_relation(rel), what, rule->name);
	finding->detail = describe_circumstances(change, &rel->size);
	sink->add(finding, sink);
}

static void
judge_drop_sequence(const HygieneRule *rule, const Change *change,
					const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	HygieneFinding *finding;

	if (rel->relkind != RELKIND_SEQUENCE)
		return;

	finding = finding_relation(rule, rel);
	finding->data_loss = true;
	finding->message = psprintf("dropping %s loses its counter, and numbers may be given out twice; "
								SAY_WHY " [%s]",
								describe_relation(rel), rule->name);
	finding->detail = describe_circumstances(change, NULL);
	sink->add(finding, sink);
}

static void
judge_truncate(const HygieneRule *rule, const Change *change,
			   const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	HygieneFinding *finding = finding_relation(rule, rel);
	const char *what;

	if (rel->relkind == RELKIND_FOREIGN_TABLE)
	{
		what = "deletes all its remote rows";
		finding->data_loss = true;
	}
	else
	{
		finding_measure(finding, &rel->size);
		finding->data_loss = !finding->empty;

		/* unlike a drop, this loses nothing at all where there is nothing */
		if (finding->empty)
			finding->cap = LEVEL_AUDIT;
		if (finding->empty)
			what = "loses no rows, it is empty";
		else if (finding->bytes > 0)
			what = psprintf("loses %s (%s)", describe_rows(finding->rows, "all"),
							describe_bytes(finding->bytes));
		else
			what = psprintf("loses %s", describe_rows(finding->rows, "all"));
	}
	finding->message = psprintf("truncating %s %s and fires no row trigger; "
								"say why it is meant, or delete what may go [%s]",
								describe_relation(rel), what, rule->name);
	finding->detail = describe_circumstances(change, &rel->size);
	sink->add(finding, sink);
}

/*
 * Same object and measures as the allowed finding, own rule and wording.  The
 * guard adds the hint.
 */
static HygieneFinding *
follow_allowed_loss(const HygieneRule *rule, const HygieneFinding *allowed)
{
	HygieneFinding *finding = palloc(sizeof(HygieneFinding));

	*finding = *allowed;
	finding->rule = rule;
	finding->message = psprintf("%s of \"%s\" cannot be undone and names no backup; "
								"add \"backup\" and a reference to its annotation [%s]",
								allowed->rule->name, allowed->object, rule->name);
	finding->remedy = NULL;
	finding->hint = NULL;
	finding->cap = LEVEL_ERROR;
	finding->raise = LEVEL_OFF;
	return finding;
}

static const HygieneRule rules[] = {
	{
		CHANGE_RULE("drop_table", WHEN_NOW, LEVEL_ERROR, "PH040",
					CHANGE_BIT(CHANGE_RELATION_DROPPED), judge_drop_table),
		.title = "a table is dropped with its rows",
		.why = "A dropped table cannot be brought back except from a backup. "
		"Code that still reads it fails at once.",
		.cure = "Rename it out of the way for a while, or say why its rows may go.",
		.source = "https://www.postgresql.org/docs/current/sql-droptable.html",
	},
	{
		CHANGE_RULE("drop_column", WHEN_NOW, LEVEL_ERROR, "PH041",
					CHANGE_BIT(CHANGE_COLUMN_DROPPED), judge_drop_column),
		.title = "a column is dropped with its values",
		.why = "The values of a dropped column cannot be read again, even though their bytes stay for a while. "
		"Code that still names the column fails at once.",
		.cure = "Stop using the column first, and say where its values live on or why they may go.",
		.source = "https://www.postgresql.org/docs/current/sql-altertable.html",
	},
	{
		CHANGE_RULE("drop_materialized_view", WHEN_NOW, LEVEL_ERROR, "PH043",
					CHANGE_BIT(CHANGE_RELATION_DROPPED), judge_drop_materialized_view),
		.title = "a materialized view is dropped with its stored result",
		.why = "The stored result may have taken hours to compute, and its sources may have changed since. "
		"Queries that read it fail at once.",
		.cure = "Build the new one under another name first, or say why the result may go.",
		.source = "https://www.postgresql.org/docs/current/sql-dropmaterializedview.html",
	},
	{
		CHANGE_RULE("drop_sequence", WHEN_NOW, LEVEL_ERROR, "PH044",
					CHANGE_BIT(CHANGE_RELATION_DROPPED), judge_drop_sequence),
		.title = "a sequence is dropped with its counter",
		.why = "Only the sequence knows which number it gave out last. "
		"Made again, it starts over and hands out numbers that are already taken.",
		.cure = "Keep the sequence, or say why its numbers are needed no more.",
		.source = "https://www.postgresql.org/docs/current/sql-dropsequence.html",
	},
	{
		CHANGE_RULE("truncate", WHEN_HOOK, LEVEL_ERROR, "PH049",
					CHANGE_BIT(CHANGE_TRUNCATED), judge_truncate),
		.title = "a table is truncated",
		.why = "TRUNCATE removes every row at once and runs no DELETE trigger. "
		"With CASCADE it empties every table that points here as well.",
		.cure = "Delete the rows that may go, or say why all of them may.",
		.source = "https://www.postgresql.org/docs/current/sql-truncate.html",
	},
	{
		/* 52 to 70 are in the other families */
		.name = "irreversible_without_backup",
		.category = "destructive",
		.kind = ON_ALLOWED,
		.when = WHEN_NOW,
		.level = LEVEL_OFF,
		.sqlstate = "PH071",
		.follow = follow_allowed_loss,
		.title = "data goes for good and no backup is named",
		.why = "An annotation says that a loss is meant, not that it can be undone. "
		"With a backup named beside it somebody has looked.",
		.cure = "Add \"backup\" and a reference to the annotation.",
		.source = "https://www.postgresql.org/docs/current/backup.html",
	},
};

const RuleFamily hygiene_family_drops = {rules, lengthof(rules)};
