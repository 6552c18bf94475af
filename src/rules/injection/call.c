/*-------------------------------------------------------------------------
 *
 * call.c
 *		The result of a function called in a function's body.
 *
 * Quoting functions make anything harmless; what a function returns is harmless
 * if its type is; all others hand on what they are given.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/injection/follow.h"
#include "utils/formatting.h"

/* Results that the arguments do not decide, or not so that they could be SQL. */
static const char *const harmless_functions[] = {
	"md5", "sha224", "sha256", "sha384", "sha512", "digest", "hmac", "to_hex", "format_type",
	"pg_get_viewdef", "pg_get_indexdef", "pg_get_constraintdef", "pg_get_functiondef",
	"pg_get_triggerdef", "pg_get_ruledef", "pg_get_expr", "pg_get_function_arguments",
	"pg_get_function_identity_arguments", "pg_get_function_result", "pg_get_partkeydef",
	"pg_get_serial_sequence", "pg_get_statisticsobjdef", "pg_describe_object", "pg_size_pretty",
	"gen_salt", "soundex", "metaphone",
};

/* Results that are somebody's text, whatever the arguments. */
static const char *const source_functions[] = {
	"current_database", "current_schema", "current_schemas", "current_query", "pg_read_file",
	"pg_read_binary_file", "pg_ls_dir", "pg_get_userbyid", "obj_description",
	"col_description", "shobj_description", "lo_get", "pg_tablespace_location",
};

/* Settings that whoever is connected can give any text. */
static const char *const free_settings[] = {
	"application_name", "search_path", "role", "session_authorization", "default_tablespace",
	"temp_tablespaces", "dynamic_library_path", "local_preload_libraries", "timezone",
	"default_text_search_config",
};

/* Results that are one of the arguments, or all of them behind each other. */
static const char *const choosing_functions[] = {
	"unnest", "array_agg", "min", "max", "any_value", "first_value", "last_value", "lag", "lead",
	"text", "varchar", "name", "bpchar", "array_append", "array_prepend", "array_cat",
	"array_remove",
};
static const char *const gluing_functions[] = {
	"concat", "concat_ws", "string_agg", "array_to_string", "textcat", "replace", "regexp_replace",
	"overlay", "lpad", "rpad", "translate",
};

/* They may take the quotes off what was quoted. */
static const char *const cutting_functions[] = {
	"substr", "substring", "left", "right", "btrim", "ltrim", "rtrim", "replace", "translate",
	"overlay", "split_part", "regexp_replace", "regexp_substr",
};

/* They match a pattern and return what matched. */
static const char *const matching_functions[] = {
	"substring", "regexp_substr", "regexp_match", "regexp_matches",
};

/* Functions that run a text as SQL: which argument it is, if there are so many, or the last. */
typedef struct TextRunner
{
	const char *nspname;		/* NULL: any */
	const char *name;
	int			argument;
	int			least;			/* arguments, for that one; else the first */
} TextRunner;

static const TextRunner text_runners[] = {
	{NULL, "dblink", 1, 2}, {NULL, "dblink_exec", 1, 2}, {NULL, "dblink_send_query", 1, 2},
	{NULL, "dblink_open", 2, 3}, {NULL, "dblink_open", 1, 2},
	{NULL, "query_to_xml", 0, 1}, {NULL, "query_to_xmlschema", 0, 1},
	{NULL, "query_to_xml_and_xmlschema", 0, 1},
	{"cron", "schedule", 2, 3}, {"cron", "schedule", 1, 2}, {"cron", "alter_job", 2, 3},
	{"cron", "schedule_in_database", 2, 3},
	{NULL, "crosstab", 0, 1}, {NULL, "crosstab", 1, 2}, {NULL, "ts_stat", 0, 1},
	{NULL, "ts_rewrite", 1, 2},
};

/* Names of such an argument. */
static const char *const text_arguments[] = {"query", "command", "sql"};

static void
run_texts(Body *body, const char *nspname, const char *name, FuncCall *call, int nargs,
		  const Value *args)
{
	bool		done = false;

	for (int i = 0; i < lengthof(text_runners); i++)
	{
		const TextRunner *runner = &text_runners[i];
		int			number = nargs >= runner->least ? runner->argument : 0;
		int			line = body->line;

		if (strcmp(runner->name, name) != 0 || nargs == 0 ||
			(runner->nspname != NULL && (nspname == NULL || strcmp(runner->nspname, nspname) != 0)))
			continue;
		/* dblink(text, boolean) */
		if (number == 1 && nargs == 2 && strncmp(name, "dblink", 6) == 0 &&
			args[1].taint == NULL && args[1].texts == &texts_plain)
			number = 0;
		for (int arg = 0; arg < nargs; arg++)
		{
			Node	   *node = list_nth(call->args, arg);

			if (IsA(node, NamedArgExpr) &&
				WORD_IN(((NamedArgExpr *) node)->name, text_arguments))
				number = arg;
		}
		for (int at = 0; at < call->location && body->piece[at] != '\0'; at++)
			line += body->piece[at] == '\n';
		if (!done || strcmp(name, "crosstab") == 0)
			statement_runs(body, args[number], runner->name, line);
		done = true;
	}
}

/* What is done to the characters: all that is not harmless is taken out. */
static bool
is_cleansing(const char *name, int nargs, const Value *args)
{
	const char *texts[4] = {NULL, NULL, NULL, NULL};

	if (strcmp(name, "regexp_replace") != 0 || nargs != 4)
		return false;
	for (int i = 1; i < nargs; i++)
	{
		texts[i] = value_text(args[i]);
		if (texts[i] == NULL)
			return false;
	}
	return pattern_is_rest(texts[1]) && strchr(texts[3], 'g') != NULL &&
		(texts[2][0] == '\0' || pattern_is_strict(texts[2], PATTERN_PART));
}

/* replace(text, what, by) where all is known but what it is replaced by. */
static Value
replaced(Body *body, const Value *args)
{
	const char *text = value_text(args[0]);
	const char *what = value_text(args[1]);
	Value		result = value_null;
	const char *found;

	if (text == NULL || what == NULL || what[0] == '\0')
		return value_glue(&body->budget, args[0], args[2], body->line);
	for (; (found = strstr(text, what)) != NULL; text = found + strlen(what))
	{
		result = value_glue(&body->budget, result, value_constant(pnstrdup(text, found - text)),
							body->line);
		result = value_glue(&body->budget, result, args[2], body->line);
	}
	return value_glue(&body->budget, result, value_constant(text), body->line);
}

static Value
glued(Body *body, const char *name, int nargs, const Value *args)
{
	Value		result = nargs > 0 ? args[0] : value_clean;
	bool		others = strcmp(name, "translate") == 0;

	if (strcmp(name, "replace") == 0 && nargs == 3)
		return replaced(body, args);
	for (int i = 1; i < nargs; i++)
	{
		/* what is looked for does not get in */
		if (i == 1 && (strcmp(name, "regexp_replace") == 0 || others))
			continue;
		result = value_glue(&body->budget, result, args[i], body->line);
	}
	/* many values, with others between them */
	if (strcmp(name, "string_agg") == 0 || strcmp(name, "array_to_string") == 0)
		result = value_glue(&body->budget, result, args[0], body->line);
	if (strcmp(name, "concat") != 0 && strcmp(name, "textcat") != 0)
		result.texts = texts_insert(result.texts) ? &texts_any : &texts_other;
	return result;
}

Type
call_type(const NamedFacts *named)
{
	Type		all = {named != NULL && named->results != NIL, false, NULL};
	ListCell   *lc;

	foreach(lc, all.harmless ? named->results : NIL)
	{
		Type		type = type_of_facts(lfirst(lc), NULL);

		all.harmless &= type.harmless;
		all.name |= type.name;
	}
	all.name &= all.harmless;
	return all;
}

/* Any function: what its type has room for of what it is given. */
static Value
other_function(const char *name, const NamedFacts *named, int nargs, const Value *args)
{
	Value		value = nargs > 0 ? args[0] : value_clean;
	bool		text = false;
	Type		type = call_type(named);

	for (int i = 0; i < nargs; i++)
	{
		if (i > 0)
			value = value_join(value, args[i], false);
		text |= args[i].taint != NULL || args[i].texts != &texts_plain;
	}
	if (type.harmless)
		return value_typed(value, type);
	if (WORD_IN(name, choosing_functions))
		return value;
	/* what is given no text reads one somewhere */
	if (named != NULL && named->user_function && !text)
		return value_source(TAINT_STORED, name);
	return value_derived(value);
}

static Value
function_value(Body *body, const char *name, const NamedFacts *named, FuncCall *call, int nargs,
			   const Value *args)
{
	const char *text = nargs > 1 ? value_text(args[1]) : NULL;

	if (WORD_IN(name, harmless_functions) || is_cleansing(name, nargs, args))
		return value_clean;
	if (named != NULL && named->user_function)
		return other_function(name, named, nargs, args);
	if (strcmp(name, "format") == 0)
		return format_value(body, nargs, args, call->func_variadic);
	if (strcmp(name, "quote_ident") == 0 && nargs == 1)
		return value_quoted(args[0], HOLE_IDENT);
	if ((strcmp(name, "quote_literal") == 0 || strcmp(name, "quote_nullable") == 0) && nargs == 1)
		return value_quoted(args[0], HOLE_LITERAL);
	if (strcmp(name, "encode") == 0 && text != NULL &&
		(strcmp(text, "hex") == 0 || strcmp(text, "base64") == 0))
		return value_clean;
	if (WORD_IN(name, matching_functions) && text != NULL && pattern_is_strict(text, PATTERN_PART))
		return value_clean;
	if (WORD_IN(name, source_functions))
		return value_source(TAINT_STORED, name);
	if (strcmp(name, "current_setting") == 0 && nargs > 0)
	{
		text = value_text(args[0]);
		return text != NULL && strchr(text, '.') == NULL &&
			!WORD_IN(asc_tolower(text, strlen(text)), free_settings) ?
			value_clean : value_source(TAINT_PARAMETER, name);
	}
	/* any text is made of such characters */
	if (strcmp(name, "chr") == 0 && nargs == 1 && !IsA(linitial(call->args), A_Const))
		return value_source(TAINT_STORED, name);
	if (WORD_IN(name, gluing_functions))
		return glued(body, name, nargs, args);
	return other_function(name, named, nargs, args);
}

Value
call_value(Body *body, FuncCall *call)
{
	const char *name = pstrdup(strVal(llast(call->funcname)));
	int			n = list_length(call->funcname);
	const char *nspname = n > 1 ? strVal(list_nth(call->funcname, n - 2)) : NULL;
	int			nargs = Min(list_length(call->args), FUNC_MAX_ARGS);
	Value	   *args = palloc((nargs + 1) * sizeof(Value));
	const NamedFacts *named = facts_code_name(body->function->names, nspname, name);
	Value		value;

	/* what the grammar makes a call of is not qualified in the text */
	if (named == NULL && nspname != NULL && strcmp(nspname, "pg_catalog") == 0)
		named = facts_code_name(body->function->names, NULL, name);
	for (int i = 0; i < nargs; i++)
		args[i] = expression_value(body, list_nth(call->args, i));
	(void) expression_value(body, call->agg_filter);
	/* what has lost its quotes may be anything */
	if (nargs > 1 && args[0].taint == NULL && args[0].quoted != NULL && args[0].texts->n == 1 &&
		strlen(args[0].texts->text[0]) == 1 && WORD_IN(name, cutting_functions))
	{
		args[0].taint = args[0].quoted;
		args[0].texts = &texts_any;
	}
	run_texts(body, nspname, name, call, nargs, args);
	value = function_value(body, name, named, call, nargs, args);
	pfree(args);
	return value;
}
