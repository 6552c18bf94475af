/*-------------------------------------------------------------------------
 *
 * plpgsql.c
 *		Fuzz target: tokens of PL/pgSQL and what they say (facts/code/tokens.c,
 *		rules/injection/*.c).
 *
 * The text is a function's body; it has two parameters, a text and an integer.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "facts/code/functions.h"
#include "facts/code/tokens.h"
#include "harness.h"
#include "parser/scansup.h"
#include "rules/rule.h"
#include "settings.h"

/* Between two tokens there are blanks and comments, as the scanner is handed the text. */
static void
check_gap(const char *text, int from, int to)
{
	while (from < to && scanner_isspace(text[from]))
		from++;
	PROPERTY(from == to ||
			 (from + 1 < to && (strncmp(text + from, "--", 2) == 0 ||
								strncmp(text + from, "/*", 2) == 0)));
}

static void
check_tokens(const char *text, int len, const Token *tokens, int ntokens)
{
	int			line = 1;
	int			at = 0;

	for (int i = 0; i < ntokens; i++)
	{
		const Token *token = &tokens[i];

		PROPERTY(token->location >= at && token->length > 0);
		PROPERTY(token->location + token->length <= len);
		check_gap(text, at, token->location);
		for (; at < token->location; at++)
			line += text[at] == '\n';
		PROPERTY(token->line == line);
		for (; at < token->location + token->length; at++)
			line += text[at] == '\n';
		PROPERTY(token->text != NULL);
		if (token->kind == TOKEN_WORD && !token->quoted)
			PROPERTY(token->length >= NAMEDATALEN || strlen(token->text) == token->length ||
					 strcmp(token->text, "nchar") == 0);	/* N'...' begins with one */
		if (token->kind == TOKEN_OPERATOR)
			PROPERTY(strncmp(token->text, text + token->location, token->length) == 0);
		PROPERTY(!token->reserved || (token->kind == TOKEN_WORD && !token->quoted));
		PROPERTY(fuzz_is_valid(token->text));
	}
}

static void
count_finding(HygieneFinding *finding, FindingSink *sink)
{
	const FunctionFacts *function = sink->arg;

	PROPERTY(strcmp(finding->rule->name, "dynamic_sql_injection") != 0 || function->ntokens > 0);
	PROPERTY(finding->message != NULL && fuzz_is_valid(finding->message));
	PROPERTY(finding->detail == NULL || fuzz_is_valid(finding->detail));
}

static void
one(const char *text, int len, int choice)
{
	static const TypeFacts text_type = {.typid = TEXTOID, .base = TEXTOID, .name = "text"};
	static const TypeFacts int_type = {.typid = INT4OID, .base = INT4OID, .name = "integer"};
	ArgumentFacts args[] = {
		{.name = "v", .type = &text_type, .mode = PROARGMODE_IN},
		{.name = "n", .type = &int_type, .mode = PROARGMODE_IN}
	};
	FunctionFacts function = {0};
	FindingSink sink = {count_finding, &function};
	bool		slow;

	(void) fuzz_scans(text, &slow);
	if (slow)
		return;
	function.oid = 1;
	function.proname = "f";
	function.name = "f(text, integer)";
	function.nspname = "public";
	function.prokind = PROKIND_FUNCTION;
	function.language = "plpgsql";
	function.prosrc = pstrdup(text);
	function.nargs = lengthof(args);
	function.args = args;
	function.runs_text = true;
	function.tokens = facts_tokens(text, &function.ntokens);
	if (facts_readable(text) != NULL)
		check_tokens(facts_readable(text), len, function.tokens, function.ntokens);
	rules_check_function(&function, WHEN_ALL, settings_rule_context(), &sink);
}

const FuzzTarget fuzz_plpgsql = {"plpgsql", one, false};
