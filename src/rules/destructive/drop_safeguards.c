/*-------------------------------------------------------------------------
 *
 * drop_safeguards.c
 *		Rules about what keeps data right, private, fast or safe going away.
 *
 * No stored row is lost.  All are judged at commit, so that whatever is put
 * back in the same transaction is no finding.  What only mirrors a parent's
 * constraint, column or trigger is told with the parent.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_trigger.h"
#include "rules/describe.h"
#include "utils/builtins.h"

/* What most of these end in. */
#define PUT_BACK "replace it in the same transaction, or say why it is meant"

static void
judge_drop_view(const HygieneRule *rule, const Change *change,
				const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	HygieneFinding *finding;

	if (rel->relkind != RELKIND_VIEW || change->replaced)
		return;

	finding = finding_relation(rule, rel);
	finding->message = psprintf("dropping %s breaks code that reads it; " SAY_WHY " [%s]",
								describe_relation(rel), rule->name);
	finding->detail = describe_circumstances(change, &rel->size);
	sink->add(finding, sink);
}

static void
judge_drop_function(const HygieneRule *rule, const Change *change,
					const RuleContext *context, FindingSink *sink)
{
	const ObjectFacts *object = change->object;
	HygieneFinding *finding;

	if (object->classid != ProcedureRelationId || change->replaced)
		return;

	finding = finding_new(rule, object->classid, object->objid, 0, object->kind);
	finding_name(finding, object->nspname, object->name, NULL, false);
	finding->message = psprintf("dropping %s \"%s\" breaks code that calls it; " SAY_WHY " [%s]",
								object->kind, finding->object, rule->name);
	finding->detail = describe_circumstances(change, NULL);
	sink->add(finding, sink);
}

static void
judge_drop_constraint(const HygieneRule *rule, const Change *change,
					  const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	const ConstraintFacts *con = change->constraint;
	const char *table = describe_relation(rel);
	const char *columns;
	const char *kind;
	const char *what;
	const char *verb = "dropping";
	HygieneFinding *finding;

	if (change->replaced || !facts_is_own(con))
		return;

	columns = describe_columns(rel, con->nkeys, con->conkey);
	switch (con->contype)
	{
		case CONSTRAINT_PRIMARY:
			kind = "primary key";
			what = psprintf("lets duplicate rows into %s by %s", table, columns);
			break;
		case CONSTRAINT_UNIQUE:
			kind = "unique constraint";
			what = psprintf("lets duplicates into %s by %s", table, columns);
			break;
		case CONSTRAINT_FOREIGN:
			kind = "foreign key";
			what = psprintf("lets %s of %s point to rows of \"%s\" that are not there",
							columns, table,
							con->confrelname == NULL ? "another table" :
							quote_qualified_identifier(con->confnspname, con->confrelname));
			break;
		case CONSTRAINT_CHECK:
			kind = "check constraint";
			what = psprintf("lets values into %s that it kept out", table);
			break;
		case CONSTRAINT_EXCLUSION:
			kind = "exclusion constraint";
			what = psprintf("lets conflicting rows into %s", table);
			break;
		default:
			return;
	}
	if (facts_constraint(change->after, con->conid) != NULL)
		verb = "no longer enforcing";

	finding = finding_part(rule, rel, ConstraintRelationId, con->conid,
						   con->conname, kind);
	finding->message = psprintf("%s %s \"%s\" %s; " PUT_BACK " [%s]",
								verb, kind, con->conname, what, rule->name);
	finding->detail = describe_circumstances(change, NULL);
	sink->add(finding, sink);
}

static void
judge_drop_not_null(const HygieneRule *rule, const Change *change,
					const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	const AttributeFacts *att = change->att_before;
	HygieneFinding *finding;

	if (att->attinhcount > 0)
		return;

	finding = finding_column(rule, rel, att);
	finding->message = psprintf("dropping NOT NULL lets missing values into %s; "
								"keep it, or say why it is meant [%s]",
								describe_column(rel, att), rule->name);
	finding->remedy = psprintf("ALTER TABLE %s ALTER COLUMN %s SET NOT NULL;",
							   facts_relation_name(rel),
							   quote_identifier(change->att_after->attname));
	sink->add(finding, sink);
}

static void
judge_drop_default(const HygieneRule *rule, const Change *change,
				   const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	const AttributeFacts *att = change->att_before;
	const char *kind = "default";
	HygieneFinding *finding;

	if (att->attinhcount > 0)
		return;
	if (att->attidentity != '\0')
		kind = "identity";
	else if (att->attgenerated != '\0')
		kind = "generation expression";

	finding = finding_column(rule, rel, att);
	if (att->attnotnull && change->att_after->attnotnull)
		finding->message = psprintf("dropping the %s of %s makes inserts that leave it out fail; "
									PUT_BACK " [%s]",
									kind, describe_column(rel, att), rule->name);
	else
		finding->message = psprintf("dropping the %s of %s makes inserts that leave it out store NULL; "
									PUT_BACK " [%s]",
									kind, describe_column(rel, att), rule->name);
	if (att->attidentity != '\0')
		finding->remedy = psprintf("ALTER TABLE %s ALTER COLUMN %s ADD GENERATED %s AS IDENTITY;",
								   facts_relation_name(rel),
								   quote_identifier(change->att_after->attname),
								   att->attidentity == ATTRIBUTE_IDENTITY_ALWAYS ?
								   "ALWAYS" : "BY DEFAULT");
	sink->add(finding, sink);
}

static void
judge_drop_trigger(const HygieneRule *rule, const Change *change,
				   const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	const TriggerFacts *trigger = change->trigger;
	HygieneFinding *finding;

	if (change->replaced || OidIsValid(trigger->tgparentid))
		return;

	finding = finding_part(rule, rel, TriggerRelationId, trigger->tgid,
						   trigger->tgname, "trigger");
	finding->message = psprintf("dropping trigger \"%s\" of %s ends what it did at every write; "
								PUT_BACK " [%s]",
								trigger->tgname, describe_relation(rel), rule->name);
	sink->add(finding, sink);
}

static void
judge_drop_policy(const HygieneRule *rule, const Change *change,
				  const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	const PolicyFacts *policy = change->policy;
	HygieneFinding *finding;

	if (change->replaced)
		return;

	finding = finding_part(rule, rel, PolicyRelationId, policy->polid,
						   policy->polname, "policy");
	finding->message = psprintf("dropping policy \"%s\" of %s changes who may see and write which rows; "
								PUT_BACK " [%s]",
								policy->polname, describe_relation(rel), rule->name);
	sink->add(finding, sink);
}

static void
judge_drop_index(const HygieneRule *rule, const Change *change,
				 const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	const IndexFacts *index = change->index;
	HygieneFinding *finding;
	const char *what;

	if (change->replaced || OidIsValid(index->constraintid))
		return;

	finding = finding_named(rule, index->indexrelid, index->nspname,
							index->relname, "index");
	if (index->indisunique && index->indisvalid)
	{
		/* a guarantee as good as a unique constraint's */
		finding->raise = LEVEL_WARNING;
		what = "lets duplicates in";
	}
	else if (change->fk_uncovered != NULL)
	{
		finding->raise = LEVEL_WARNING;
		what = psprintf("leaves foreign key \"%s\" without an index", change->fk_uncovered);
	}
	else if (change->index_busy)
	{
		finding->raise = LEVEL_WARNING;
		what = "slows down queries, statistics show it in use";
	}
	else
		what = "slows down queries that use it";
	finding->message = psprintf("dropping index \"%s\" of %s %s; " SAY_WHY " [%s]",
								finding->object, describe_relation(rel), what, rule->name);
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		GUARDRAIL("drop_view", LEVEL_WARNING, "PH057",
				  CHANGE_RELATION_DROPPED, judge_drop_view),
		.title = "a view is dropped",
		.why = "A view is an interface: clients and reports read it by name. "
		"They fail as soon as it is gone.",
		.cure = "Replace it in the same transaction, or make sure that nothing reads it.",
		.source = "https://www.postgresql.org/docs/current/sql-dropview.html",
	},
	{
		GUARDRAIL("drop_function", LEVEL_WARNING, "PH058",
				  CHANGE_OBJECT_DROPPED, judge_drop_function),
		.title = "a function, procedure or aggregate is dropped",
		.why = "A function is an interface: clients and other functions call it by name. "
		"The server does not know of calls in function bodies and cannot refuse the drop because of them.",
		.cure = "Replace it in the same transaction, or make sure that nothing calls it.",
		.source = "https://www.postgresql.org/docs/current/sql-dropfunction.html",
	},
	{
		GUARDRAIL("drop_constraint", LEVEL_WARNING, "PH059",
				  CHANGE_CONSTRAINT_DROPPED, judge_drop_constraint),
		.title = "a constraint is dropped",
		.why = "A constraint is the only thing that keeps wrong rows out, whatever the application does. "
		"Rows that break it may arrive the moment it is gone and make it hard to bring back.",
		.cure = "Add its replacement in the same transaction.",
		.source = "https://www.postgresql.org/docs/current/ddl-constraints.html",
	},
	{
		GUARDRAIL("drop_not_null", LEVEL_WARNING, "PH060",
				  CHANGE_NOT_NULL_DROPPED, judge_drop_not_null),
		.title = "a column may become NULL",
		.why = "Code that reads the column has never met a missing value in it. "
		"Once there are some, NOT NULL cannot come back until they are filled in.",
		.cure = "Keep NOT NULL, or make sure that all readers cope with NULL.",
		.source = "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL",
	},
	{
		GUARDRAIL("drop_default", LEVEL_WARNING, "PH061",
				  CHANGE_DEFAULT_DROPPED, judge_drop_default),
		.title = "a column loses its default, identity or generation expression",
		.why = "Inserts that leave the column out count on its default. "
		"Without it they store NULL, or fail where the column is NOT NULL.",
		.cure = "Set the new default in the same transaction.",
		.source = "https://www.postgresql.org/docs/current/ddl-default.html",
	},
	{
		GUARDRAIL("drop_trigger", LEVEL_WARNING, "PH062",
				  CHANGE_TRIGGER_DROPPED, judge_drop_trigger),
		.title = "a trigger is dropped",
		.why = "Triggers keep histories, totals and checks that applications do not know about. "
		"What they did stops silently when they go.",
		.cure = "Create its replacement in the same transaction.",
		.source = "https://www.postgresql.org/docs/current/sql-droptrigger.html",
	},
	{
		GUARDRAIL("drop_policy", LEVEL_WARNING, "PH063",
				  CHANGE_POLICY_DROPPED, judge_drop_policy),
		.title = "a row security policy is dropped",
		.why = "A policy decides which rows a role may see and write. "
		"Without it too much is shown, or nothing at all.",
		.cure = "Create its replacement in the same transaction.",
		.source = "https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
	},
	{
		GUARDRAIL("drop_index", LEVEL_AUDIT, "PH064",
				  CHANGE_INDEX_DROPPED, judge_drop_index),
		.title = "an index is dropped",
		.why = "Queries that used the index read the whole table instead. "
		"It is told loudly only where the index was unique, in use, or the only one that served a foreign key.",
		.cure = "Create its replacement first.",
		.source = "https://www.postgresql.org/docs/current/sql-dropindex.html",
	},
};

const RuleFamily hygiene_family_drop_safeguards = {rules, lengthof(rules)};
