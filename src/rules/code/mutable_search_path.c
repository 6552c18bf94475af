/*-------------------------------------------------------------------------
 *
 * mutable_search_path.c
 *		Family of code: functions that run with their owner's rights.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "facts/code/functions.h"
#include "rules/describe.h"
#include "rules/rule.h"
#include "utils/builtins.h"

/*
 * The names in a body of SQL that the server has already bound (BEGIN ATOMIC)
 * are not looked up again, and a function in C looks up none.
 */
static void
check_mutable_search_path(const HygieneRule *rule, const FunctionFacts *function,
						  const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;

	if (!function->prosecdef || function->search_path != NULL || function->has_sql_body ||
		strcmp(function->language, "c") == 0 || strcmp(function->language, "internal") == 0)
		return;

	finding = finding_function(rule, function);
	finding->message = psprintf("%s \"%s\" runs with its owner's rights and its caller's search_path; fix the search_path [%s]",
								finding->object_type, finding->object, rule->name);
	finding->detail = "The caller chooses in which schemas the names in the body are looked up, and can put objects of their own there.";
	finding->remedy = psprintf("ALTER %s %s SET search_path = %s, pg_temp;",
							   function->prokind == PROKIND_PROCEDURE ? "PROCEDURE" : "FUNCTION",
							   finding->object, quote_identifier(function->nspname));
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		.name = "mutable_search_path",
		.category = "code",
		.kind = ON_FUNCTION,
		.when = WHEN_NOW,
		.level = LEVEL_WARNING,
		.sqlstate = "PH083",
		.title = "a SECURITY DEFINER function does not fix its search_path",
		.why = "The names in its body are looked up in the schemas of whoever calls it. "
		"A caller who creates a table or function of the same name there has it used with the owner's rights.",
		.cure = "Give the function a SET search_path of its own, with pg_temp last.",
		.source = "https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY",
		.check_function = check_mutable_search_path,
	},
};

const RuleFamily hygiene_family_mutable_search_path = {rules, lengthof(rules)};
