/*-------------------------------------------------------------------------
 *
 * injection.c
 *		Family of code: dynamic SQL that somebody else may write.
 *
 * Where the text of an EXECUTE comes from is found out by plpgsql_flow.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/describe.h"
#include "rules/plpgsql.h"
#include "rules/rule.h"

#define QUOTING "use format() with %%I for names and %%L for values, or USING"

static void
check_dynamic_sql_injection(const HygieneRule *rule, const FunctionFacts *function,
							const RuleContext *context, FindingSink *sink)
{
	Plpgsql    *body;
	HygieneFinding *finding;
	StringInfoData detail;

	if (function->ntokens == 0)
		return;
	body = palloc(sizeof(Plpgsql));
	plpgsql_follow(body, function);
	if (body->nplaces == 0)
		return;

	finding = finding_function(rule, function);
	finding_evidence_number(finding, "line", body->line);
	finding_evidence_text(finding, "variable", body->taint.culprit);
	finding_evidence_number(finding, "places", body->nplaces);
	finding->places = body->places;

	initStringInfo(&detail);
	if (body->taint.level == TAINT_GLUED)
	{
		finding->message = psprintf("%s \"%s\" executes SQL glued from \"%s\" in line %d; " QUOTING " [%s]",
									finding->object_type, finding->object,
									body->taint.culprit, body->line, rule->name);
		if (body->taint.line != body->line)
			appendStringInfo(&detail, "It is glued in line %d.  ", body->taint.line);
		appendStringInfo(&detail, "Whoever has a say in \"%s\" can put SQL of their own into the statement.",
						 body->taint.culprit);
	}
	else
	{
		finding->message = psprintf("%s \"%s\" executes whatever \"%s\" says in line %d; " QUOTING " [%s]",
									finding->object_type, finding->object,
									body->taint.culprit, body->line, rule->name);
		appendStringInfo(&detail, "Whoever has a say in \"%s\" chooses the whole statement.",
						 body->taint.culprit);
	}
	if (body->nplaces > 1)
		appendStringInfo(&detail, "  So %s %d more %s in the function.",
						 body->nplaces == 2 ? "does" : "do", body->nplaces - 1,
						 body->nplaces == 2 ? "statement" : "statements");
	finding->detail = detail.data;
	finding->hint = "Write EXECUTE format('SELECT ... FROM %I WHERE c = %L', name, value), or EXECUTE '... WHERE c = $1' USING value.";
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		.name = "dynamic_sql_injection",
		.category = "code",
		.kind = RULE_STATE,
		.when = WHEN_NOW,
		.level = LEVEL_WARNING,
		.sqlstate = "PH082",
		.title = "a function executes SQL that it glues together from variables",
		.why = "Text that is glued into a statement is read as SQL, whatever it was meant to be. "
		"Whoever chooses the text can then run statements of their own with the function's rights.",
		.cure = "Use format() with %I for names and %L for values, or hand values over by USING.",
		.source = "https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-QUOTE-LITERAL-EXAMPLE",
		.check_function = check_dynamic_sql_injection,
	},
};

const RuleFamily hygiene_family_injection = {rules, lengthof(rules)};
