/*-------------------------------------------------------------------------
 *
 * injection.c
 *		Family of code: dynamic SQL that somebody else may write.
 *
 * Where the text of the dynamic SQL comes from is found out by flow.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/database/database.h"
#include "rules/describe.h"
#include "rules/injection/follow.h"
#include "rules/rule.h"

#define QUOTING "use format() with %%I for names and %%L for values, or USING"

/* "p" goes into "v_where" in line 3, and from there into "v_sql" in line 5. */
static void
describe_way(StringInfo detail, const Taint *taint)
{
	const Way  *ways[8];
	int			n = 0;

	for (const Way *way = taint->way; way != NULL && n < lengthof(ways); way = way->before)
		ways[n++] = way;
	for (int i = n - 1; i >= 0; i--)
	{
		if (i == n - 1)
			appendStringInfo(detail, "\"%s\" goes", taint->culprit);
		else
			appendStringInfoString(detail, i == 0 ? ", and from there" : ", from there");
		appendStringInfo(detail, " into \"%s\" in line %d", ways[i]->variable, ways[i]->line);
	}
	if (n > 0)
		appendStringInfoString(detail, ".  ");
}

static void
check_dynamic_sql_injection(const HygieneRule *rule, const FunctionFacts *function,
							const RuleContext *context, FindingSink *sink)
{
	const Body *body;
	const char *culprit;
	const char *by = "";
	bool		glued;
	HygieneFinding *finding;
	StringInfoData detail;

	if (function->ntokens == 0)
		return;
	body = flow_follow(function);
	if (body->nplaces == 0)
		return;

	culprit = body->taint->culprit[0] != '\0' ? body->taint->culprit : "?";
	glued = body->misquoted || body->taint->level == TAINT_GLUED;
	if (body->sink != NULL)
		by = psprintf(" by %s()", body->sink);
	finding = finding_function(rule, function);
	finding_evidence_number(finding, "line", body->sink_line);
	finding_evidence_text(finding, "variable", culprit);
	finding_evidence_number(finding, "places", body->nplaces);
	finding->places = body->places;

	initStringInfo(&detail);
	describe_way(&detail, body->taint);
	if (glued)
	{
		finding->message = psprintf("%s \"%s\" executes SQL glued from \"%s\"%s in line %d; " QUOTING " [%s]",
									finding->object_type, finding->object, culprit, by,
									body->sink_line, rule->name);
		if (body->misquoted)
			appendStringInfoString(&detail, "The text is quoted, but stands within other quotes or a comment, where its quotes have no effect.  ");
		appendStringInfo(&detail, "Whoever has a say in \"%s\" can put SQL of their own into the statement.",
						 culprit);
	}
	else
	{
		finding->message = psprintf("%s \"%s\" executes whatever \"%s\" says%s in line %d; " QUOTING " [%s]",
									finding->object_type, finding->object, culprit, by,
									body->sink_line, rule->name);
		appendStringInfo(&detail, "Whoever has a say in \"%s\" chooses the whole statement.", culprit);
	}
	if (body->nplaces > 1)
		appendStringInfo(&detail, "  So %s %d more %s in the function.",
						 body->nplaces == 2 ? "does" : "do", body->nplaces - 1,
						 body->nplaces == 2 ? "statement" : "statements");
	finding->detail = detail.data;
	finding->hint = "Write EXECUTE format('SELECT ... FROM %I WHERE c = %L', name, value), or EXECUTE '... WHERE c = $1' USING value.";
	sink->add(finding, sink);
}

/* Once for all functions whose bodies nobody reads. */
static void
check_unread_functions(const HygieneRule *rule, const DatabaseFacts *database,
					   const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;
	StringInfoData languages;
	ListCell   *lc;

	if (database->unread_functions == 0)
		return;
	initStringInfo(&languages);
	foreach(lc, database->unread_languages)
		appendStringInfo(&languages, "%s%s", languages.len > 0 ? ", " : "", (char *) lfirst(lc));
	finding = finding_database(rule, database->dbid);
	finding->cap = LEVEL_AUDIT;
	finding_evidence_number(finding, "functions", database->unread_functions);
	finding_evidence_text(finding, "languages", languages.data);
	finding->message = psprintf("database \"%s\" has " INT64_FORMAT " function%s whose dynamic SQL is not checked, in %s [%s]",
								database->datname, database->unread_functions,
								database->unread_functions == 1 ? "" : "s", languages.data,
								rule->name);
	finding->detail = "Only bodies in PL/pgSQL and SQL are read.";
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		.name = "dynamic_sql_injection",
		.category = "code",
		.kind = ON_FUNCTION | ON_DATABASE,
		.when = WHEN_NOW,
		.level = LEVEL_WARNING,
		.sqlstate = "PH082",
		.title = "a function executes SQL that it glues together from variables",
		.why = "Text that is glued into a statement is read as SQL, whatever it was meant to be. "
		"Whoever chooses the text can then run statements of their own with the function's rights.",
		.cure = "Use format() with %I for names and %L for values, or hand values over by USING.",
		.source = "https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-QUOTE-LITERAL-EXAMPLE",
		.check_function = check_dynamic_sql_injection,
		.check_database = check_unread_functions,
	},
};

const RuleFamily hygiene_family_injection = {rules, lengthof(rules)};
