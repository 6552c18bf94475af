/*-------------------------------------------------------------------------
 *
 * unlogged_table.c
 *		unlogged_table: tables that a crash empties.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "rules/describe.h"

/* Does a foreign key of the table refer to another table? */
static bool
refers_to_others(const RelationFacts *rel)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		if (rel->constraints[i].contype == CONSTRAINT_FOREIGN &&
			rel->constraints[i].confrelid != rel->relid)
			return true;
	}
	return false;
}

/* A logged table cannot refer to an unlogged one, so these come first. */
static void
check_unlogged_table(const HygieneRule *rule, const RelationFacts *rel,
					 const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;
	const char *set_logged;

	if (rel->relkind != RELKIND_RELATION || rel->relpersistence != RELPERSISTENCE_UNLOGGED)
		return;
	set_logged = psprintf("ALTER TABLE %s SET LOGGED;", facts_relation_name(rel));
	finding = finding_relation(rule, rel);
	finding->message = psprintf("%s is unlogged: a crash empties it, and standbys and backups lack its rows; make it logged if they matter [%s]",
								describe_relation(rel), rule->name);
	finding->detail = "SET LOGGED writes the whole table to the WAL under an ACCESS EXCLUSIVE lock.";
	if (refers_to_others(rel))
		finding->hint = psprintf("Make the unlogged tables that its foreign keys refer to logged first.\n%s",
								 set_logged);
	else
		finding->remedy = set_logged;
	finding_evidence_number(finding, "pages", rel->relpages);
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		.name = "unlogged_table",
		.category = "usage",
		.kind = ON_RELATION,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH090",
		.title = "Table that a crash empties",
		.why = "Changes of an unlogged table are not written to the WAL: after a crash the server truncates the table. "
		"Its rows are not on standbys and not in physical backups either.",
		.cure = "Make the table logged, unless its rows can be made anew at any time.",
		.source = "PostgreSQL manual, CREATE TABLE, UNLOGGED",
		.check = check_unlogged_table,
	},
};

const RuleFamily hygiene_family_unlogged_table = {rules, lengthof(rules)};
