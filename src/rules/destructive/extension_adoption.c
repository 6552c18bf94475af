/*-------------------------------------------------------------------------
 *
 * extension_adoption.c
 *		Rule: an object of the user's becomes a member of an extension.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "rules/describe.h"
#include "utils/builtins.h"
#include "utils/formatting.h"

/* The word that ALTER EXTENSION has for a relation of that kind. */
static const char *
relation_keyword(char relkind)
{
	switch (relkind)
	{
		case RELKIND_VIEW:
			return "VIEW";
		case RELKIND_MATVIEW:
			return "MATERIALIZED VIEW";
		case RELKIND_FOREIGN_TABLE:
			return "FOREIGN TABLE";
		case RELKIND_SEQUENCE:
			return "SEQUENCE";
		default:
			return "TABLE";
	}
}

static void
judge_adoption(const HygieneRule *rule, const Change *change,
			   const RuleContext *context, FindingSink *sink)
{
	const RelationFacts *rel = change->before;
	const ObjectFacts *object = change->object;
	const char *parts = "its definition is";
	const char *keyword;
	const char *described;
	HygieneFinding *finding;

	if (rel != NULL)
	{
		finding = finding_relation(rule, rel);
		described = describe_relation(rel);
		keyword = relation_keyword(rel->relkind);
		if (rel->relkind == RELKIND_SEQUENCE)
			parts = "its definition and its value are";
		else if (rel->relkind != RELKIND_VIEW && rel->relkind != RELKIND_FOREIGN_TABLE)
			parts = "its definition and its rows are";
	}
	else
	{
		finding = finding_new(rule, object->classid, object->objid, 0, object->kind);
		if (object->nspname == NULL)
			finding_name(finding, object->name, NULL, NULL, false);
		else
			finding_name(finding, object->nspname, object->name, NULL, false);
		described = psprintf("%s \"%s%s%s\"", object->kind,
							 object->nspname ? object->nspname : "",
							 object->nspname ? "." : "", object->name);
		keyword = asc_toupper(object->kind, strlen(object->kind));
	}

	finding->message = psprintf("%s becomes a member of extension \"%s\": pg_dump omits it, and DROP EXTENSION drops it; take it out again [%s]",
								described, change->what, rule->name);
	finding->detail = psprintf("pg_dump writes CREATE EXTENSION and none of an extension's members: %s in no dump. Later changes of a member are not checked.",
							   parts);
	finding->remedy = psprintf("ALTER EXTENSION %s DROP %s %s;", quote_identifier(change->what),
							   keyword, finding->object);
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		CHANGE_RULE("extension_adoption", WHEN_NOW, LEVEL_WARNING, "PH0X1",
					CHANGE_BIT(CHANGE_ADOPTED), judge_adoption),
		.title = "An object is made a member of an extension",
		.why = "pg_dump leaves the members of an extension out, the rows of tables too, so that a restored database does not have them. "
		"DROP EXTENSION drops them, and what becomes of a member is not checked.",
		.cure = "Take the object out again with ALTER EXTENSION ... DROP, or make it in the extension's own script.",
		.source = "https://www.postgresql.org/docs/current/sql-alterextension.html",
	},
};

const RuleFamily hygiene_family_extension_adoption = {rules, lengthof(rules)};
