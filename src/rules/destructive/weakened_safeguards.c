/*-------------------------------------------------------------------------
 *
 * weakened_safeguards.c
 *		Rules about what is still there and no longer does its work: triggers
 *		disabled, row security off, tables unlogged or detached.
 *
 * No stored row is lost.  All are judged at commit, so that whatever is put
 * back in the same transaction is no finding.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "rules/describe.h"
#include "utils/builtins.h"

/*
 * A foreign key is enforced by internal triggers; several of them make one
 * finding, about the table.
 */
static void
judge_disable_trigger(const HygieneRule *rule, const Change *change,
					  const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	const TriggerFacts *trigger = change->trigger;
	HygieneFinding *finding;

	if (OidIsValid(trigger->tgparentid))
		return;

	if (trigger->tgisinternal)
	{
		finding = finding_relation(rule, rel);
		finding->message = psprintf("disabling internal triggers of %s stops its foreign keys and deferrable constraints "
									"from being enforced; enable them in the same transaction, or say why it is meant [%s]",
									describe_relation(rel), rule->name);
		finding->detail = "Rows written meanwhile are never checked, not even when the triggers are enabled again.";
		finding->remedy = psprintf("ALTER TABLE %s ENABLE TRIGGER ALL;",
								   facts_relation_name(change->after));
	}
	else
	{
		finding = finding_part(rule, rel, TriggerRelationId, trigger->tgid,
							   trigger->tgname, "trigger");
		finding->message = psprintf("disabling trigger \"%s\" of %s ends what it did at every write; "
									"enable it in the same transaction, or say why it is meant [%s]",
									trigger->tgname, describe_relation(rel), rule->name);
		finding->remedy = psprintf("ALTER TABLE %s ENABLE %sTRIGGER %s;",
								   facts_relation_name(change->after),
								   trigger->tgenabled == TRIGGER_FIRES_ALWAYS ? "ALWAYS " :
								   trigger->tgenabled == TRIGGER_FIRES_ON_REPLICA ? "REPLICA " : "",
								   quote_identifier(trigger->tgname));
	}
	sink->add(finding, sink);
}

static void
judge_disable_row_security(const HygieneRule *rule, const Change *change,
						   const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	HygieneFinding *finding = finding_relation(rule, rel);

	if (!change->after->relrowsecurity)
	{
		finding->message = psprintf("disabling row security of %s shows all its rows to all who may read it; "
									"enable it in the same transaction, or say why it is meant [%s]",
									describe_relation(rel), rule->name);
		finding->remedy = psprintf("ALTER TABLE %s ENABLE ROW LEVEL SECURITY;",
								   facts_relation_name(change->after));
	}
	else
	{
		finding->message = psprintf("row security of %s no longer holds for its owner; "
									"force it in the same transaction, or say why it is meant [%s]",
									describe_relation(rel), rule->name);
		finding->remedy = psprintf("ALTER TABLE %s FORCE ROW LEVEL SECURITY;",
								   facts_relation_name(change->after));
	}
	sink->add(finding, sink);
}

static void
judge_set_unlogged(const HygieneRule *rule, const Change *change,
				   const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	HygieneFinding *finding;

	/* sequences follow their table */
	if (rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_MATVIEW)
		return;

	finding = finding_relation(rule, rel);
	finding_measure(finding, &rel->size);
	finding->message = psprintf("%s becomes unlogged, so that a crash empties it and standbys have no rows of it; "
								"keep it logged, or say why it is meant [%s]",
								describe_relation(rel), rule->name);
	finding->detail = describe_circumstances(change, &rel->size);
	finding->remedy = psprintf("ALTER TABLE %s SET LOGGED;",
							   facts_relation_name(change->after));
	sink->add(finding, sink);
}

static void
judge_detach_partition(const HygieneRule *rule, const Change *change,
					   const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	HygieneFinding *finding = finding_relation(rule, rel);

	finding_measure(finding, &rel->size);
	finding->message = psprintf("detaching %s takes %s out of what its parent shows; "
								"say why it is meant, or keep it attached [%s]",
								describe_relation(rel),
								finding->empty ? "no rows" : describe_rows(finding->rows, "its"),
								rule->name);
	finding->detail = describe_circumstances(change, &rel->size);
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		GUARDRAIL("disable_trigger", LEVEL_WARNING, "PH065",
				  CHANGE_TRIGGER_DISABLED, judge_disable_trigger),
		.title = "a trigger is disabled, perhaps one that enforces a foreign key",
		.why = "While a trigger is disabled, rows are written without what it does or checks. "
		"DISABLE TRIGGER ALL switches foreign keys off as well, and nothing checks the rows later.",
		.cure = "Enable it again in the same transaction.",
		.source = "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER",
	},
	{
		GUARDRAIL("disable_row_security", LEVEL_WARNING, "PH066",
				  CHANGE_ROW_SECURITY_OFF, judge_disable_row_security),
		.title = "row security is disabled or no longer forced",
		.why = "Policies count for nothing while row security is disabled. "
		"Every role with SELECT then sees every row.",
		.cure = "Leave it enabled and give the role that needs more a policy of its own.",
		.source = "https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
	},
	{
		GUARDRAIL("set_unlogged", LEVEL_WARNING, "PH067",
				  CHANGE_RELATION_UNLOGGED, judge_set_unlogged),
		.title = "a table becomes unlogged",
		.why = "An unlogged table is emptied after a crash and is not replicated. "
		"It is no place for data that cannot be made again.",
		.cure = "Keep it logged unless its rows can be lost at any time.",
		.source = "https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-UNLOGGED",
	},
	{
		GUARDRAIL("detach_partition", LEVEL_WARNING, "PH068",
				  CHANGE_PARTITION_DETACHED, judge_detach_partition),
		.title = "a partition or inheritance child leaves its parent",
		.why = "Queries over the parent no longer find the rows. "
		"Nothing fails, so a wrong result is easily overlooked.",
		.cure = "Say why the rows need not be found any more.",
		.source = "https://www.postgresql.org/docs/current/ddl-partitioning.html",
	},
};

const RuleFamily hygiene_family_weakened_safeguards = {rules, lengthof(rules)};
