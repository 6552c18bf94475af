/*-------------------------------------------------------------------------
 *
 * unvalidated_constraint.c
 *		unvalidated_constraint: constraints that existing rows may violate.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "rules/describe.h"
#include "utils/builtins.h"

static void
tell_unvalidated(const HygieneRule *rule, const RelationFacts *rel,
				 const ConstraintFacts *con, FindingSink *sink)
{
	HygieneFinding *finding = finding_constraint(rule, rel, con);
	const char *table = facts_relation_name(rel);
	const char *kind = con->contype == CONSTRAINT_FOREIGN ? "foreign key" : "constraint";

	if (!con->conenforced)
	{
		finding->message = psprintf("%s \"%s\" of table \"%s\" is not enforced, so that rows can break it; enforce or drop it [%s]",
									kind, con->conname, table, rule->name);
		finding->detail = "Readers of the schema take it for a promise that nobody keeps.";

		/* what a check allows can only be enforced by making it anew */
		if (con->contype == CONSTRAINT_FOREIGN)
			finding->remedy = psprintf("ALTER TABLE %s ALTER CONSTRAINT %s ENFORCED;", table,
									   quote_identifier(con->conname));
		else
			finding->hint = psprintf("ALTER TABLE %s DROP CONSTRAINT %s; and add it again without NOT ENFORCED.",
									 table, quote_identifier(con->conname));
	}
	else
	{
		finding->message = psprintf("%s \"%s\" of table \"%s\" has never been validated%s; validate it [%s]",
									kind, con->conname, table,
									con->days > 0 ? psprintf(" in %d days", con->days) : "",
									rule->name);
		finding->detail = "Rows that were there before it may break it, and the planner cannot rely on it. Validating reads the table without blocking writes.";
		finding->remedy = psprintf("ALTER TABLE %s VALIDATE CONSTRAINT %s;", table,
								   quote_identifier(con->conname));
	}
	if (con->days >= 0)
		finding_evidence_number(finding, "days", con->days);
	finding_evidence_text(finding, "enforced", con->conenforced ? "yes" : "no");
	sink->add(finding, sink);
}

static void
check_unvalidated_constraint(const HygieneRule *rule, const RelationFacts *rel,
							 const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];

		/* adding it first and validating it later is how it should be done */
		if (con->convalidated || !facts_is_own(con) || con->contype == CONSTRAINT_TRIGGER ||
			(con->conenforced && con->days == 0))
			continue;

		/* a foreign table's are never validated: its rows are elsewhere */
		if (rel->relkind == RELKIND_FOREIGN_TABLE)
			continue;
		tell_unvalidated(rule, rel, con, sink);
	}
}

static const HygieneRule rules[] = {
	{
		.name = "unvalidated_constraint",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH026",
		.title = "Constraint that was never checked against the rows that are there",
		.why = "A constraint added NOT VALID holds for new rows only, so that old ones may still break it. "
		"The second step, VALIDATE CONSTRAINT, is easily forgotten, because nothing fails without it.",
		.cure = "Validate it, after mending the rows that break it.",
		.source = "PostgreSQL manual, \"ALTER TABLE\", on NOT VALID and VALIDATE CONSTRAINT",
		.check = check_unvalidated_constraint,
	},
};

const RuleFamily hygiene_family_unvalidated_constraint = {rules, lengthof(rules)};
