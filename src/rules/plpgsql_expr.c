/*-------------------------------------------------------------------------
 *
 * plpgsql_expr.c
 *		What an expression in a PL/pgSQL body is made of.
 *
 * An expression is as bad as the worst of its parts, unless a part is quoted,
 * cast to a type without room for SQL, or only decides between others.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "rules/plpgsql.h"

/* Where the names in an expression come from. */
typedef enum NameSource
{
	NAMES_VARIABLES,			/* variables only */
	NAMES_COLUMNS,				/* of a query: what is no variable is a column */
	NAMES_CONSTANTS				/* of a query over constants only */
} NameSource;

static Taint expression(Plpgsql *body, int at, int end, NameSource names);

static const Taint clean = {TAINT_NONE, NULL, 0};

/* Types whose text form holds no SQL, or is quoted by itself. */
static const char *const harmless_types[] = {
	"int", "integer", "int2", "int4", "int8", "smallint", "bigint", "smallserial", "serial",
	"bigserial", "real", "float", "float4", "float8", "double", "numeric", "decimal", "dec",
	"money", "boolean", "bool", "uuid", "date", "time", "timetz", "timestamp", "timestamptz",
	"interval", "oid", "oidvector", "int2vector", "xid", "xid8", "cid", "tid", "pg_lsn", "inet",
	"cidr", "macaddr", "macaddr8", "bit", "varbit", "bytea", "regclass", "regtype", "regproc",
	"regprocedure", "regnamespace", "regrole", "regoper", "regoperator", "regconfig",
	"regdictionary", "regcollation", "int4range", "int8range", "numrange", "daterange",
	"tsrange", "tstzrange",
};

/* Functions that hand on what they are given. */
static const char *const passing_functions[] = {
	"lower", "upper", "initcap", "trim", "btrim", "ltrim", "rtrim", "substr", "substring",
	"left", "right", "lpad", "rpad", "repeat", "reverse", "split_part", "translate",
	"overlay", "normalize", "convert_from", "coalesce", "nullif", "greatest", "least", "min",
	"max", "unnest", "array_agg", "array_append", "array_prepend", "array_cat",
	"array_remove", "array_replace", "string_to_array", "string_to_table",
	"regexp_split_to_array", "regexp_split_to_table", "regexp_match", "regexp_matches",
	"regexp_substr", "text", "varchar", "name", "row", "any", "all", "some", "array",
	"first_value", "last_value", "lag", "lead", "json_extract_path_text",
	"jsonb_extract_path_text", "json_array_elements_text", "jsonb_array_elements_text",
	"json_object_keys", "jsonb_object_keys", "replace", "regexp_replace",
};

/* Functions that make one text of several. */
static const char *const gluing_functions[] = {
	"concat", "concat_ws", "string_agg", "array_to_string",
};

/* Variables that hold names or messages as they were stored. */
static const char *const stored_variables[] = {
	"tg_table_name", "tg_table_schema", "tg_relname", "tg_name", "tg_argv", "sqlerrm",
};

static bool
is_one_of(const char *word, const char *const *list, int n)
{
	for (int i = 0; i < n; i++)
	{
		if (strcmp(word, list[i]) == 0)
			return true;
	}
	return false;
}

#define IS_ONE_OF(word, list) is_one_of(word, list, lengthof(list))

Taint
plpgsql_worse(Taint a, Taint b)
{
	return b.level > a.level ? b : a;
}

/* ---------------------------------------------------------------------
 * Tokens
 * ---------------------------------------------------------------------
 */

bool
plpgsql_is(const Plpgsql *body, int at, int end, const char *text)
{
	const Token *token = &body->tokens[at];

	return at < end && (token->kind == TOKEN_WORD || token->kind == TOKEN_OPERATOR) &&
		!token->quoted && strcmp(token->text, text) == 0;
}

bool
plpgsql_is_word(const Plpgsql *body, int at, int end)
{
	return at < end && body->tokens[at].kind == TOKEN_WORD;
}

static bool
opens(const Plpgsql *body, int at, int end)
{
	return plpgsql_is(body, at, end, "(") || plpgsql_is(body, at, end, "[");
}

int
plpgsql_close(const Plpgsql *body, int at, int end)
{
	int			depth = 0;

	for (; at < end; at++)
	{
		if (opens(body, at, end))
			depth++;
		else if (plpgsql_is(body, at, end, ")") || plpgsql_is(body, at, end, "]"))
		{
			if (--depth == 0)
				return at + 1;
		}
	}
	return end;
}

int
plpgsql_find(const Plpgsql *body, int at, int end, ...)
{
	int			cases = 0;

	while (at < end)
	{
		if (cases == 0)
		{
			va_list		args;
			const char *text;
			bool		found = false;

			va_start(args, end);
			while (!found && (text = va_arg(args, const char *)) != NULL)
				found = plpgsql_is(body, at, end, text);
			va_end(args);
			if (found)
				return at;
		}
		if (opens(body, at, end))
		{
			at = plpgsql_close(body, at, end);
			continue;
		}
		if (plpgsql_is(body, at, end, "case"))
			cases++;
		else if (plpgsql_is(body, at, end, "end") && cases > 0)
			cases--;
		at++;
	}
	return end;
}

char *
plpgsql_qualified(const Plpgsql *body, int at, int end, int *next)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoString(&buf, body->tokens[at++].text);
	while (plpgsql_is(body, at, end, ".") && plpgsql_is_word(body, at + 1, end))
	{
		appendStringInfo(&buf, ".%s", body->tokens[at + 1].text);
		at += 2;
	}
	*next = at;
	return buf.data;
}

bool
plpgsql_harmless_type(const Plpgsql *body, int at, int end)
{
	if (plpgsql_is(body, at, end, "pg_catalog") && plpgsql_is(body, at + 1, end, "."))
		at += 2;
	return plpgsql_is_word(body, at, end) && !plpgsql_is(body, at + 1, end, ".") &&
		IS_ONE_OF(body->tokens[at].text, harmless_types);
}

/* ---------------------------------------------------------------------
 * Names
 * ---------------------------------------------------------------------
 */

int
plpgsql_variable(const Plpgsql *body, const char *name)
{
	for (int i = 0; i < body->nvariables; i++)
	{
		if (strcmp(body->variables[i].name, name) == 0)
			return i;
	}
	return -1;
}

int
plpgsql_add_variable(Plpgsql *body, const char *name)
{
	int			number = plpgsql_variable(body, name);

	if (number >= 0 || body->nvariables == PLPGSQL_MAX_VARIABLES)
		return number;
	number = body->nvariables++;
	body->variables[number].name = name;
	body->variables[number].harmless = false;
	body->variables[number].record = false;
	body->values[number].taint = clean;
	body->values[number].constant = NULL;
	return number;
}

/* A field or column that is a number or uuid in nearly every schema. */
static bool
is_number_name(const char *name)
{
	int			length = strlen(name);

	return strcmp(name, "id") == 0 || strcmp(name, "oid") == 0 ||
		strcmp(name, "relid") == 0 || strcmp(name, "attnum") == 0 ||
		strcmp(name, "count") == 0 || (length > 3 && strcmp(name + length - 3, "_id") == 0);
}

static Taint
stored(const char *name)
{
	Taint		taint = {TAINT_STORED, name, 0};

	return taint;
}

static Taint
column(const char *name, NameSource names)
{
	const char *last = strrchr(name, '.');

	if (names != NAMES_COLUMNS || is_number_name(last ? last + 1 : name))
		return clean;
	return stored(name);
}

/* What a name stands for; "reserved" where it is a keyword. */
static Taint
name_taint(Plpgsql *body, const char *name, bool reserved, NameSource names)
{
	const char *dot = strchr(name, '.');
	int			number = plpgsql_variable(body, name);
	const char *rest;
	char	   *head;

	if (number >= 0)
		return body->variables[number].harmless ? clean : body->values[number].taint;
	if (IS_ONE_OF(name, stored_variables))
		return stored(name);
	if (dot == NULL)
		return reserved ? clean : column(name, names);

	head = pnstrdup(name, dot - name);
	rest = dot + 1;
	number = plpgsql_variable(body, head);
	if (number >= 0)
	{
		Taint		taint = body->values[number].taint;

		if (body->variables[number].harmless || is_number_name(strrchr(name, '.') + 1))
			return clean;
		if (taint.level == TAINT_NONE && !body->variables[number].record)
			return clean;
		taint.level = Max(taint.level, TAINT_STORED);
		taint.culprit = name;
		return taint;
	}
	if (strcmp(head, "new") == 0 || strcmp(head, "old") == 0)
		return is_number_name(rest) ? clean : stored(name);
	/* function.parameter, or label.variable */
	number = names == NAMES_VARIABLES || strcmp(head, body->function->proname) == 0 ?
		plpgsql_variable(body, rest) : -1;
	if (number >= 0)
		return body->variables[number].harmless ? clean : body->values[number].taint;
	return column(name, names);
}

/* ---------------------------------------------------------------------
 * Constants
 * ---------------------------------------------------------------------
 */

const char *
plpgsql_constant(Plpgsql *body, int at, int end)
{
	StringInfoData buf;
	bool		any = false;

	initStringInfo(&buf);
	while (at < end)
	{
		const Token *token = &body->tokens[at];

		if (token->kind == TOKEN_STRING)
		{
			appendStringInfoString(&buf, token->text);
			any = true;
			at++;
		}
		else if (plpgsql_is(body, at, end, "||"))
			at++;
		else if (plpgsql_is(body, at, end, "::") && plpgsql_is(body, at + 1, end, "text"))
			at += 2;
		else if (token->kind == TOKEN_WORD)
		{
			int			number = plpgsql_variable(body, token->text);

			if (number < 0 || body->values[number].constant == NULL)
				return NULL;
			appendStringInfoString(&buf, body->values[number].constant);
			any = true;
			at++;
		}
		else
			return NULL;
	}
	return any ? buf.data : NULL;
}

/* ---------------------------------------------------------------------
 * Queries
 * ---------------------------------------------------------------------
 */

bool
plpgsql_select_list(const Plpgsql *body, int at, int end, int *first, int *last)
{
	at = plpgsql_find(body, at, end, "select", NULL);
	if (at >= end)
		return false;
	at++;
	if (plpgsql_is(body, at, end, "all"))
		at++;
	else if (plpgsql_is(body, at, end, "distinct"))
	{
		at++;
		if (plpgsql_is(body, at, end, "on"))
			at = plpgsql_close(body, at + 1, end);
	}
	*first = at;
	*last = plpgsql_find(body, at, end, "into", "from", "where", "group", "having", "order",
						 "limit", "offset", "fetch", "union", "intersect", "except", "window",
						 "for", NULL);
	return true;
}

/* Does the query take its columns from constants only? */
static NameSource
query_names(Plpgsql *body, int at, int end)
{
	int			from = plpgsql_find(body, at, end, "from", NULL);
	int			source = from + 1;

	if (from >= end)
		return NAMES_COLUMNS;
	if (plpgsql_find(body, source, end, "join", ",", NULL) < end)
		return NAMES_COLUMNS;
	if (plpgsql_is(body, source, end, "generate_series"))
		return NAMES_CONSTANTS;
	if (plpgsql_is(body, source, end, "unnest") && plpgsql_is(body, source + 1, end, "("))
		return expression(body, source, plpgsql_close(body, source + 1, end),
						  NAMES_VARIABLES).level == TAINT_NONE ? NAMES_CONSTANTS : NAMES_COLUMNS;
	if (plpgsql_is(body, source, end, "(") && plpgsql_is(body, source + 1, end, "values"))
		return expression(body, source + 2, plpgsql_close(body, source, end) - 1,
						  NAMES_VARIABLES).level == TAINT_NONE ? NAMES_CONSTANTS : NAMES_COLUMNS;
	return NAMES_COLUMNS;
}

static int
item_end(const Plpgsql *body, int at, int end)
{
	return plpgsql_find(body, at, end, ",", NULL);
}

Taint
plpgsql_item(Plpgsql *body, int query, int query_end, int at, int end)
{
	return expression(body, at, plpgsql_find(body, at, end, "as", NULL),
					  query_names(body, query, query_end));
}

const char *
plpgsql_item_name(const Plpgsql *body, int at, int end)
{
	int			as = plpgsql_find(body, at, end, "as", NULL);
	int			next;

	if (as < end)
		return plpgsql_is_word(body, as + 1, end) ? body->tokens[as + 1].text : NULL;
	if (!plpgsql_is_word(body, end - 1, end))
	{
		/* a function's name is that of its result */
		if (!plpgsql_is_word(body, at, end))
			return NULL;
		(void) plpgsql_qualified(body, at, end, &next);
		if (plpgsql_is(body, next, end, "(") && plpgsql_close(body, next, end) == end)
			return body->tokens[next - 1].text;
		return NULL;
	}
	return body->tokens[end - 1].text;
}

/* What the one column of a query's result is made of. */
static Taint
query(Plpgsql *body, int at, int end)
{
	Taint		worst = clean;

	/* the queries of a UNION, one by one */
	while (at < end)
	{
		int			stop = plpgsql_find(body, at, end, "union", "intersect", "except", NULL);
		int			first;
		int			last;

		if (plpgsql_select_list(body, at, stop, &first, &last))
		{
			while (first < last)
			{
				int			comma = item_end(body, first, last);

				worst = plpgsql_worse(worst, plpgsql_item(body, at, stop, first, comma));
				first = comma + 1;
			}
		}
		else if (plpgsql_is(body, at, stop, "values"))
			worst = plpgsql_worse(worst, expression(body, at + 1, stop, NAMES_COLUMNS));
		at = stop + 1;
	}
	return worst;
}

/* ---------------------------------------------------------------------
 * Calls
 * ---------------------------------------------------------------------
 */

/* Text put among other text. */
static Taint
glued(Plpgsql *body, Taint taint, int at)
{
	if (taint.level == TAINT_STORED || taint.level == TAINT_PARAMETER)
	{
		taint.level = TAINT_GLUED;
		taint.line = body->tokens[at].line;
	}
	return taint;
}

/* The numbered argument of [at, end), from 0; an empty range if there is none. */
static int
argument(const Plpgsql *body, int at, int end, int number, int *argument_end)
{
	for (; number > 0 && at < end; number--)
		at = item_end(body, at, end) + 1;
	at = Min(at, end);
	*argument_end = item_end(body, at, end);
	return at;
}

/* One argument of format() that goes in as it is. */
static Taint
format_argument(Plpgsql *body, int at, int end, int number, NameSource names)
{
	int			stop;
	int			start;

	/* VARIADIC array: any of its elements */
	for (int i = 1; i <= number; i++)
	{
		start = argument(body, at, end, i, &stop);
		if (plpgsql_is(body, start, stop, "variadic"))
			return glued(body, expression(body, start + 1, stop, names), at);
	}
	start = argument(body, at, end, number, &stop);
	return glued(body, expression(body, start, stop, names), at);
}

/* format(text, ...): only %s hands on what it is given. */
static Taint
format_taint(Plpgsql *body, int at, int end, NameSource names)
{
	int			stop;
	const char *format;
	Taint		worst;
	int			next = 1;

	(void) argument(body, at, end, 0, &stop);
	worst = expression(body, at, stop, names);
	format = plpgsql_constant(body, at, stop);
	if (format == NULL)
		return worst;

	while ((format = strchr(format, '%')) != NULL)
	{
		int			position = 0;
		const char *digits;

		format++;
		for (digits = format; isdigit((unsigned char) *digits); digits++)
			position = Min(position * 10 + (*digits - '0'), 1000);
		if (digits > format && *digits == '$')
			format = digits + 1;
		else
			position = 0;
		while (*format == '-')
			format++;
		if (*format == '*')
		{
			format++;
			for (digits = format; isdigit((unsigned char) *digits); digits++)
				 /* the width's own position */ ;
			if (digits > format && *digits == '$')
				format = digits + 1;
			else
				next++;
		}
		while (isdigit((unsigned char) *format))
			format++;
		if (*format == '\0')
			break;
		if (*format != '%')
		{
			if (position == 0)
				position = next++;
			else
				next = position + 1;
			if (*format == 's')
				worst = plpgsql_worse(worst, format_argument(body, at, end, position, names));
		}
		format++;
	}
	return worst;
}

/* Does regexp_replace() take out all but a few harmless characters? */
static bool
is_cleansing(Plpgsql *body, int at, int end)
{
	int			stop;
	int			start = argument(body, at, end, 1, &stop);
	const char *pattern = plpgsql_constant(body, start, stop);
	const char *flags;

	start = argument(body, at, end, 3, &stop);
	flags = start < stop ? plpgsql_constant(body, start, stop) : NULL;
	return pattern != NULL && flags != NULL && strchr(flags, 'g') != NULL &&
		(strncmp(pattern, "[^", 2) == 0 || strncmp(pattern, "\\W", 2) == 0) &&
		strpbrk(pattern, "'\";") == NULL;
}

/* The call of a function; its arguments are in [at, end). */
static Taint
call(Plpgsql *body, const char *name, int at, int end, NameSource names)
{
	bool		glues;
	Taint		worst = clean;
	int			number = 0;

	if (strcmp(name, "format") == 0)
		return format_taint(body, at, end, names);
	if (strcmp(name, "current_setting") == 0)
		return stored(name);
	if (strcmp(name, "cast") == 0)
	{
		int			as = plpgsql_find(body, at, end, "as", NULL);

		return plpgsql_harmless_type(body, as + 1, end) ? clean :
			expression(body, at, as, names);
	}
	if (strcmp(name, "regexp_replace") == 0 && is_cleansing(body, at, end))
		return clean;
	glues = IS_ONE_OF(name, gluing_functions);
	if (!glues && !IS_ONE_OF(name, passing_functions))
		return clean;

	for (int start = at; start < end; number++)
	{
		int			stop = item_end(body, start, end);
		int			order = plpgsql_find(body, start, stop, "order", NULL);
		Taint		taint = expression(body, plpgsql_is(body, start, stop, "variadic") ||
									   plpgsql_is(body, start, stop, "distinct") ?
									   start + 1 : start, order, names);

		if (glues || (number > 1 && (strcmp(name, "replace") == 0 ||
									 strcmp(name, "regexp_replace") == 0)))
			taint = glued(body, taint, at);
		worst = plpgsql_worse(worst, taint);
		start = stop + 1;
	}
	return worst;
}

/* ---------------------------------------------------------------------
 * Expressions
 * ---------------------------------------------------------------------
 */

/* CASE … END: the results only; the conditions decide but do not get in. */
static int
case_expression(Plpgsql *body, int at, int end, NameSource names, Taint *taint)
{
	int			depth = 0;
	int			stop = at;

	do
	{
		if (opens(body, stop, end))
		{
			stop = plpgsql_close(body, stop, end);
			continue;
		}
		if (plpgsql_is(body, stop, end, "case"))
			depth++;
		else if (plpgsql_is(body, stop, end, "end"))
			depth--;
		stop++;
	} while (stop < end && depth > 0);

	*taint = clean;
	at++;
	while (at < stop - 1)
	{
		int			result = plpgsql_find(body, at, stop - 1, "then", "else", NULL);
		int			result_end = plpgsql_find(body, result + 1, stop - 1, "when", "else", NULL);
		int			sure;
		Taint		result_taint;
		PlpgsqlValue saved;

		if (result >= stop - 1)
			break;
		/* CASE WHEN v IN ('a', 'b') THEN v … */
		sure = plpgsql_is(body, at, end, "when") ?
			plpgsql_vouched(body, at + 1, result, false) : -1;
		if (sure >= 0)
		{
			saved = body->values[sure];
			body->values[sure].taint = clean;
		}
		result_taint = expression(body, result + 1, result_end, names);
		if (sure >= 0)
			body->values[sure] = saved;
		*taint = plpgsql_worse(*taint, result_taint);
		at = result_end;
	}
	return stop;
}

/* A comma-separated list, or a query, in brackets. */
static Taint
bracketed(Plpgsql *body, int at, int end, NameSource names)
{
	Taint		worst = clean;

	if (plpgsql_is(body, at, end, "select") || plpgsql_is(body, at, end, "with"))
		return query(body, at, end);
	while (at < end)
	{
		int			stop = item_end(body, at, end);

		worst = plpgsql_worse(worst, expression(body, at, stop, names));
		at = stop + 1;
	}
	return worst;
}

/* A parameter by its number. */
static Taint
parameter(Plpgsql *body, int number)
{
	char		name[16];
	int			variable;

	snprintf(name, sizeof(name), "$%d", number);
	variable = plpgsql_variable(body, name);
	if (variable < 0 || body->variables[variable].harmless)
		return clean;
	return body->values[variable].taint;
}

/* One operand; returns what is behind it. */
static int
operand(Plpgsql *body, int at, int end, NameSource names, Taint *taint)
{
	const Token *token = &body->tokens[at];
	char	   *name;
	int			next;

	*taint = clean;
	if (plpgsql_is(body, at, end, "case"))
		return case_expression(body, at, end, names, taint);
	if (opens(body, at, end))
	{
		next = plpgsql_close(body, at, end);
		*taint = bracketed(body, at + 1, next - 1, names);
		return next;
	}
	if (token->kind == TOKEN_PARAMETER)
	{
		*taint = parameter(body, token->number);
		return at + 1;
	}
	if (token->kind != TOKEN_WORD)
		return at + 1;

	name = plpgsql_qualified(body, at, end, &next);
	if (next < end && body->tokens[next].kind == TOKEN_STRING)
		return next + 1;		/* interval '1 day' */
	if (plpgsql_is(body, next, end, "(") || (plpgsql_is(body, next, end, "[") &&
											 strcmp(name, "array") == 0))
	{
		int			close = plpgsql_close(body, next, end);
		const char *function = body->tokens[next - 1].text;

		if (plpgsql_is(body, next + 1, close, "select") &&
			(strcmp(name, "array") == 0 || strcmp(name, "any") == 0 ||
			 strcmp(name, "all") == 0))
			*taint = query(body, next + 1, close - 1);
		else
			*taint = call(body, function, next + 1, close - 1, names);
		return close;
	}
	*taint = name_taint(body, name, token->reserved, names);
	return next;
}

/* Casts and subscripts behind an operand. */
static int
suffixes(Plpgsql *body, int at, int end, Taint *taint)
{
	for (;;)
	{
		if (plpgsql_is(body, at, end, "["))
			at = plpgsql_close(body, at, end);
		else if (plpgsql_is(body, at, end, "::"))
		{
			if (plpgsql_harmless_type(body, at + 1, end))
				*taint = clean;
			if (!plpgsql_is_word(body, at + 1, end))
				return at + 1;
			(void) plpgsql_qualified(body, at + 1, end, &at);
			if (plpgsql_is(body, at, end, "("))
				at = plpgsql_close(body, at, end);
		}
		else
			return at;
	}
}

static Taint
expression(Plpgsql *body, int at, int end, NameSource names)
{
	Taint		worst = clean;
	bool		glue = false;
	bool		after_operand = false;
	int			first = at;

	if (body->depth > PLPGSQL_MAX_DEPTH)
		return clean;
	if (plpgsql_is(body, at, end, "select") || plpgsql_is(body, at, end, "with"))
		return query(body, at, end);

	body->depth++;
	while (at < end)
	{
		const Token *token = &body->tokens[at];
		Taint		taint;

		if (token->kind == TOKEN_OPERATOR && !opens(body, at, end))
		{
			glue = glue || strcmp(token->text, "||") == 0;
			after_operand = false;
			at++;
			continue;
		}
		if (token->reserved && !plpgsql_is(body, at, end, "case") &&
			!plpgsql_is(body, at + 1, end, "(") && !plpgsql_is(body, at + 1, end, "[") &&
			!plpgsql_is(body, at + 1, end, "."))
		{
			/* NULL, AND, NOT, FROM … */
			after_operand = false;
			at++;
			continue;
		}
		if (after_operand && token->kind == TOKEN_WORD)
		{
			/* a column's alias, AT TIME ZONE, a unit … */
			at++;
			continue;
		}
		at = operand(body, at, end, names, &taint);
		at = suffixes(body, at, end, &taint);
		worst = plpgsql_worse(worst, taint);
		after_operand = true;
	}
	body->depth--;
	return glue ? glued(body, worst, first) : worst;
}

Taint
plpgsql_expression(Plpgsql *body, int at, int end)
{
	return expression(body, at, end, NAMES_VARIABLES);
}
