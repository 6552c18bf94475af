/*-------------------------------------------------------------------------
 *
 * foreign_keys.c
 *		Family of links: foreign keys that are said twice or not checked.
 *
 * Foreign keys whose two sides do not fit are in foreign_key_type_mismatch.c, what null values
 * do to keys is in nullable.c, keys that run out of numbers in short_primary_key.c,
 * links that nobody declared in missing_foreign_key.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "rules/describe.h"
#include "rules/keys/foreign_keys.h"
#include "utils/builtins.h"

HygieneFinding *
links_finding(const HygieneRule *rule, const RelationFacts *rel, const ConstraintFacts *con)
{
	return finding_part(rule, rel, ConstraintRelationId, con->conid, con->conname,
						con->contype == CONSTRAINT_FOREIGN ? "foreign key" : "constraint");
}

/* ---------------------------------------------------------------------
 * duplicate_foreign_key
 * ---------------------------------------------------------------------
 */

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
		finding = links_finding(rule, rel, con);
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

/* ---------------------------------------------------------------------
 * unvalidated_constraint
 * ---------------------------------------------------------------------
 */

static void
tell_unvalidated(const HygieneRule *rule, const RelationFacts *rel,
				 const ConstraintFacts *con, FindingSink *sink)
{
	HygieneFinding *finding = links_finding(rule, rel, con);
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

/* ---------------------------------------------------------------------
 * The family
 * ---------------------------------------------------------------------
 */

static const HygieneRule rules[] = {
	{
		.name = "foreign_key_type_mismatch",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_WARNING,
		.sqlstate = "PH022",
		.title = "Foreign key whose two sides have different types",
		.why = "A referencing column that is narrower than the key it refers to fails on the first key that does not fit. "
		"Other differences make every check convert values, which can keep it from using an index.",
		.cure = "Give both columns the same type, the wider of the two.",
		.source = "PostgreSQL manual, \"Foreign Keys\": the number and type of the constrained columns need to match those of the referenced columns",
		.check = check_foreign_key_type_mismatch,
		.needs.parts = FACTS_ATTRIBUTES | FACTS_FOREIGN_KEYS,
		.arises_with = FACTS_CONSTRAINTS,
	},
	{
		.name = "missing_foreign_key",
		.category = "keys",
		.kind = ACROSS,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH023",
		.title = "Column that refers to a table by its name only",
		.why = "A column such as customer_id promises that the customer exists, but without a foreign key nothing keeps that promise. "
		"Deleted rows leave orphans behind that queries lose or count wrongly.",
		.cure = "Add a foreign key NOT VALID, clean up the orphans, and validate it.",
		.source = "PostgreSQL manual, \"Foreign Keys\", on referential integrity",
		.across.begin = missing_link_begin,
		.across.observe = missing_link_observe,
		.across.finish = missing_link_finish,
		.needs.columns = missing_link_wants,
	},
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
	{
		.name = "short_primary_key",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH025",
		.title = "Primary key of a type that runs out of numbers",
		.why = "An integer key ends at about two thousand million rows, counting those that were deleted or rolled back. "
		"Widening it later rewrites the table and every table that refers to it.",
		.cure = "Make it bigint, best while the table is small.",
		.source = "PostgreSQL manual, \"Integer Types\": ranges of smallint, integer and bigint",
		.check = check_short_primary_key,
		.needs.parts = FACTS_ATTRIBUTES | FACTS_CONSTRAINTS | FACTS_INDEXES,
		.arises_with = FACTS_INDEXES,
		.raises_above = PG_INT16_MAX / 2,
		.needs.sequence = wants_key_sequence,
		.needs.linked = wants_key_references,
	},
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
	{
		.name = "nullable_composite_foreign_key",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_COMMIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH027",
		.title = "Foreign key of several columns that a single null switches off",
		.why = "With MATCH SIMPLE a row is not checked at all as soon as one of the columns is null, even if the others refer to nothing. "
		"Such rows look linked and are not.",
		.cure = "Make the columns NOT NULL, use MATCH FULL, or check that all or none of them are null.",
		.source = "PostgreSQL manual, \"CREATE TABLE\", on MATCH SIMPLE and MATCH FULL",
		.check = check_nullable_composite_foreign_key,
	},
	{
		.name = "unique_over_nullable",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_COMMIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH028",
		.title = "Uniqueness of several columns that a single null switches off",
		.why = "Nulls count as different from each other, so that rows which agree in all other columns can be stored any number of times. "
		"A unique optional column by itself is fine: there null means that there is no value.",
		.cure = "Make the columns NOT NULL, or the index NULLS NOT DISTINCT.",
		.source = "PostgreSQL manual, \"Unique Constraints\", on null values and NULLS NOT DISTINCT",
		.check = check_unique_over_nullable,
	},
	{
		.name = "all_columns_nullable",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_COMMIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH029",
		.title = "Table that requires nothing of its rows but a key",
		.why = "If every column may be null, a row that says nothing at all can be stored, and every reader must be prepared for it. "
		"Mostly nobody has decided yet which columns are required.",
		.cure = "Declare NOT NULL what every row must have.",
		.source = "PostgreSQL manual, \"Not-Null Constraints\": in most database designs the majority of columns should be marked not null",
		.check = check_all_columns_nullable,
	},
};

const RuleFamily hygiene_family_foreign_keys = {rules, lengthof(rules)};
