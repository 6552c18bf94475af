/*-------------------------------------------------------------------------
 *
 * duplicate_foreign_key.c
 *		duplicate_foreign_key: foreign keys that repeat another one of their table.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_constraint.h"
#include "rules/describe.h"
#include "utils/builtins.h"

/* The same pairs of columns, in whatever order they are written? */
static bool
same_link(const ConstraintFacts *a, const ConstraintFacts *b)
{
	if (a->confrelid != b->confrelid || a->nkeys != b->nkeys || a->conperiod != b->conperiod)
		return false;
	for (int i = 0; i < a->nkeys; i++)
	{
		bool		found = false;

		for (int j = 0; j < b->nkeys && !found; j++)
			found = a->conkey[i] == b->conkey[j] && a->confkey[i] == b->confkey[j];
		if (!found)
			return false;
	}
	return true;
}

/* Is "a" the one to keep?  By name, as a dump brings them in that order. */
static bool
better_link(const ConstraintFacts *a, const ConstraintFacts *b)
{
	if (a->conenforced != b->conenforced)
		return a->conenforced;
	if (a->convalidated != b->convalidated)
		return a->convalidated;
	return strcmp(a->conname, b->conname) < 0;
}

static void
check_duplicate_foreign_key(const HygieneRule *rule, const RelationFacts *rel,
							const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];
		const ConstraintFacts *kept = NULL;
		HygieneFinding *finding;
		bool		same_actions;

		if (con->contype != CONSTRAINT_FOREIGN || !facts_is_own(con))
			continue;
		for (int j = 0; j < rel->nconstraints; j++)
		{
			const ConstraintFacts *other = &rel->constraints[j];

			if (i != j && other->contype == CONSTRAINT_FOREIGN &&
				!OidIsValid(other->conparentid) &&
				same_link(con, other) && better_link(other, con) &&
				(kept == NULL || better_link(other, kept)))
				kept = other;
		}
		if (kept == NULL)
			continue;

		same_actions = con->confdeltype == kept->confdeltype &&
			con->confupdtype == kept->confupdtype &&
			con->confmatchtype == kept->confmatchtype;
		finding = finding_constraint(rule, rel, con);
		finding->message = psprintf("foreign key \"%s\" of table \"%s\" repeats foreign key \"%s\"%s; drop one of them [%s]",
									con->conname, facts_relation_name(rel), kept->conname,
									same_actions ? "" : " with other actions", rule->name);
		finding->detail = same_actions ?
			"Each change of a row on either side is checked twice." :
			"Each change of a row on either side is checked twice, and which of the two actions comes first depends on the names of the constraints.";
		if (same_actions)
			finding->remedy = psprintf("ALTER TABLE %s DROP CONSTRAINT %s;",
									   facts_relation_name(rel), quote_identifier(con->conname));
		else
			finding->hint = psprintf("ALTER TABLE %s DROP CONSTRAINT ...; with the one of %s and %s whose actions are not meant.",
									 facts_relation_name(rel), quote_identifier(con->conname),
									 quote_identifier(kept->conname));
		finding_evidence_text(finding, "repeats", kept->conname);
		sink->add(finding, sink);
	}
}

static const HygieneRule rules[] = {
	{
		.name = "duplicate_foreign_key",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_WARNING,
		.sqlstate = "PH024",
		.title = "Foreign key that says what another one says",
		.why = "Every insert, update and delete is checked once for each of them, and the second check can find nothing new. "
		"Where their actions differ, nobody can tell what a delete will do.",
		.cure = "Drop one of the two.",
		.source = "PostgreSQL manual, \"CREATE TABLE\", on REFERENCES: constraints are independent of each other",
		.check = check_duplicate_foreign_key,
		.needs.parts = FACTS_ATTRIBUTES | FACTS_FOREIGN_KEYS,
		.arises_with = FACTS_CONSTRAINTS,
	},
};

const RuleFamily hygiene_family_duplicate_foreign_key = {rules, lengthof(rules)};
