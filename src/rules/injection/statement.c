/*-------------------------------------------------------------------------
 *
 * statement.c
 *		One statement of a function's body: what it assigns, and what it runs.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/injection/follow.h"

void
statement_runs(Body *body, Value text, const char *sink, int line)
{
	const Taint *taint = text.taint;
	bool		misquoted = taint == NULL && text.quoted != NULL && texts_misquote(text.texts);

	if (misquoted)
		taint = text.quoted;
	if (taint == NULL || body->dead)
		return;
	body->places = lappend(body->places,
						   psprintf("%s %s", misquoted || taint->level == TAINT_GLUED ?
									"glued" : "whole", taint->culprit));
	if (body->nplaces++ > 0)
		return;
	body->sink = sink;
	body->sink_line = line;
	body->taint = taint;
	body->misquoted = misquoted;
}

/* The text that is executed is in [at, end), with USING and INTO. */
void
statement_execute(Body *body, int at, int end)
{
	int			stop = words_find(body, at, end, "using", "into", NULL);
	int			using = words_find(body, at, end, "using", NULL);
	Value		text = expression_read(body, at, stop);

	if (at < end)
		statement_runs(body, text, NULL, body->tokens[at].line);
	if (using < end)
		(void) expression_read(body, using + 1, words_find(body, using, end, "into", NULL));
}

/* What comes from a query or cursor is named after where it goes. */
static Value
received(Value value, const char *target)
{
	if (value.taint != NULL && value.taint->level == TAINT_STORED)
	{
		Value		named = value_source(TAINT_STORED, target);

		value.taint = named.taint;
	}
	return value;
}

/* The variable, and field of it, at *at; or -1.  *element: only a part is assigned. */
int
statement_target(Body *body, int *at, int end, const char **field, bool *element)
{
	const char *parts[MAX_PARTS];
	int			nparts = 1;
	int			number;
	int			used;

	if (*at < end && body->tokens[*at].kind == TOKEN_PARAMETER)
		parts[0] = psprintf("$%d", body->tokens[(*at)++].number);
	else if (word_is_name(body, *at, end))
		nparts = words_name(body, at, end, parts);
	else
		return -1;
	number = scope_variable(body, parts, nparts, &used);
	*field = number >= 0 && used < nparts ? parts[used] : NULL;
	*element = number >= 0 && used + 1 < nparts;
	for (; word_is(body, *at, end, "["); *at = words_close(body, *at, end))
		*element = true;
	if (word_is(body, *at, end, ".") && *element)
		*at += 2;				/* a[1].b */
	return number;
}

/* Gives the row to the targets in [at, end): INTO's, or a loop's. */
void
statement_assign(Body *body, int at, int end, const Row *row)
{
	int			line = body->line;

	if (word_is(body, at, end, "strict"))
		at++;
	for (int column = 0; at < end; column++)
	{
		int			first = at;
		const char *field;
		bool		element;
		int			number = statement_target(body, &at, end, &field, &element);
		bool		more = word_is(body, at, end, ",");
		const char *name = number >= 0 ? body->variables[number].name : NULL;

		body->line = line;
		if (number < 0)
		{
			if (at == first)
				break;
		}
		else if (column == 0 && !more && field == NULL && !element &&
				 (body->variables[number].record || body->variables[number].type.row != NULL))
		{
			const Row  *of = row->n == 1 && row->fields[0].value.row != NULL ?
				row->fields[0].value.row : row;
			Row		   *copy = row_new();

			copy->open = of->open;
			copy->rest = received(of->rest, name);
			for (int i = 0; i < of->n; i++)
				row_add(copy, of->fields[i].name,
						received(of->fields[i].value, psprintf("%s.%s", name, of->fields[i].name)));
			scope_assign(body, number, NULL, false, value_of_row(copy));
		}
		else
			scope_assign(body, number, field, element,
						 received(row_column(row, column),
								  field != NULL ? psprintf("%s.%s", name, field) : name));
		if (!more)
			break;
		at++;
	}
}

/* The relation that INSERT, UPDATE, DELETE or MERGE changes, with RETURNING's names. */
static Row *
returned_row(Body *body, int at, int returning, int end)
{
	int			name = words_find(body, at, returning, "insert", "update", "delete", "merge",
								  NULL) + 1;
	Scope	   *scope = palloc0(sizeof(Scope));
	Row		   *row;
	const char *parts[MAX_PARTS] = {""};
	int			nparts;
	const NamedFacts *named = NULL;

	while (word_is(body, name, returning, "into") || word_is(body, name, returning, "from") ||
		   word_is(body, name, returning, "only"))
		name++;
	if (word_is_name(body, name, returning))
	{
		nparts = words_name(body, &name, returning, parts);
		named = facts_code_name(body->function->names, nparts > 1 ? parts[nparts - 2] : NULL,
								parts[nparts - 1]);
		parts[0] = parts[nparts - 1];
		if (word_is(body, name, returning, "as"))
			name++;
		if (word_is_name(body, name, returning) && !body->tokens[name].reserved &&
			!word_is(body, name, returning, "set"))
			parts[0] = body->tokens[name].text;
	}
	scope->outer = body->scope;
	scope->nitems = 1;
	scope->items[0] = (FromItem) {parts[0], named != NULL && named->row != NULL ?
		row_of_relation(named->row, TAINT_STORED, NULL) : row_stored()};
	body->scope = scope;
	row = query_read(body, returning + 1, end, 0, 0, RAW_PARSE_PLPGSQL_EXPR);
	body->scope = scope->outer;
	return row;
}

/* SELECT … INTO, INSERT … RETURNING … INTO and the like, and what runs text in them. */
static void
sql_statement(Body *body, int at, int end)
{
	int			changes = words_find(body, at, end, "insert", "update", "delete", "merge", NULL);
	int			returning = words_find(body, changes, end, "returning", NULL);
	int			into = words_find(body, changes < end ? returning : at, end, "into", NULL);
	int			into_end = into;
	const Row  *row;

	if (into < end)
	{
		const char *field;
		bool		element;

		into_end = into + 1;
		if (word_is(body, into_end, end, "strict"))
			into_end++;
		for (;; into_end++)
		{
			(void) statement_target(body, &into_end, end, &field, &element);
			if (!word_is(body, into_end, end, ","))
				break;
		}
	}
	row = query_read(body, at, end, into, into_end, RAW_PARSE_DEFAULT);
	if (into < end)
	{
		if (changes < end)
			row = returned_row(body, at, returning, into);
		statement_assign(body, into + 1, into_end, row);
	}
}

/* CALL procedure(arguments): OUT arguments are assigned. */
static void
call(Body *body, int at, int end)
{
	const char *parts[MAX_PARTS];
	int			next = at;
	int			nparts = word_is_name(body, at, end) ? words_name(body, &next, end, parts) : 0;
	const NamedFacts *named = nparts == 0 ? NULL :
		facts_code_name(body->function->names, nparts > 1 ? parts[nparts - 2] : NULL,
						parts[nparts - 1]);
	Value		value = expression_read(body, at, end);
	int			close = words_close(body, next, end) - 1;

	if (named == NULL || !named->out_arguments || !word_is(body, next, end, "("))
		return;
	value = value_join(value, value_source(TAINT_STORED, parts[nparts - 1]), false);
	for (at = next + 1; at < close; at = words_find(body, at, close, ",", NULL) + 1)
	{
		const char *field;
		bool		element;
		int			target = at;
		int			number = statement_target(body, &target, close, &field, &element);

		if (number >= 0 && (target == close || word_is(body, target, close, ",")))
			scope_assign(body, number, field, true, value);
	}
}

/* GET [CURRENT | STACKED] DIAGNOSTICS variable {= | :=} item [, …] */
static void
get_diagnostics(Body *body, int at, int end)
{
	static const char *const harmless[] = {
		"row_count", "returned_sqlstate", "pg_routine_oid",
	};

	at = words_find(body, at, end, "diagnostics", NULL) + 1;
	while (at < end)
	{
		const char *field;
		bool		element;
		int			number = statement_target(body, &at, end, &field, &element);

		if (number >= 0 && word_is_name(body, at + 1, end))
			scope_assign(body, number, field, element,
						 WORD_IN(body->tokens[at + 1].text, harmless) ? value_clean :
						 value_source(TAINT_STORED, body->tokens[at + 1].text));
		at = words_find(body, at, end, ",", NULL) + 1;
	}
}

static void
assignment(Body *body, int at, int end)
{
	const char *field = NULL;
	bool		element = false;
	int			number = statement_target(body, &at, end, &field, &element);
	Value		value;

	if (!word_is(body, at, end, ":=") && !word_is(body, at, end, "="))
		return;
	value = expression_read(body, at + 1, end);
	if (number >= 0)
		scope_assign(body, number, field, element, value);
}

/* The dynamic parts of RETURN QUERY, OPEN and EXECUTE; assignments; the rest. */
void
statement_read(Body *body, int at, int end)
{
	static const char *const sql[] = {
		"select", "with", "values", "insert", "update", "delete", "merge", "table",
	};
	static const char *const mild[] = {"notice", "warning", "info", "log", "debug"};
	const char *word = word_is_name(body, at, end) ? body->tokens[at].text : "";
	int			next = at + 1;

	if (word_is(body, next, end, ":=") || word_is(body, next, end, "=") ||
		word_is(body, next, end, "[") || word_is(body, next, end, ".") ||
		(at < end && body->tokens[at].kind == TOKEN_PARAMETER))
		assignment(body, at, end);
	else if (strcmp(word, "execute") == 0)
	{
		int			into = words_find(body, at, end, "into", NULL);

		statement_execute(body, next, end);
		if (into < end)
			statement_assign(body, into + 1, words_find(body, into, end, "using", NULL),
							 row_stored());
	}
	else if (strcmp(word, "return") == 0)
	{
		if (!word_is(body, next, end, "query"))
			(void) expression_read(body, word_is(body, next, end, "next") ? next + 1 : next, end);
		else if (word_is(body, next + 1, end, "execute"))
			statement_execute(body, next + 2, end);
		else
			(void) query_read(body, next + 1, end, 0, 0, RAW_PARSE_DEFAULT);
		if (!word_is(body, next, end, "next") && !word_is(body, next, end, "query"))
			body->dead = true;
	}
	else if (strcmp(word, "open") == 0)
		cursor_open(body, next, end);
	else if (strcmp(word, "fetch") == 0)
		cursor_fetch(body, next, end);
	else if (strcmp(word, "get") == 0)
		get_diagnostics(body, next, end);
	else if (strcmp(word, "perform") == 0)
		(void) expression_read(body, next, end);
	else if (strcmp(word, "call") == 0)
		call(body, next, end);
	else if (strcmp(word, "raise") == 0)
		body->dead = body->dead || !word_is_name(body, next, end) ||
			!WORD_IN(body->tokens[next].text, mild);
	else if (WORD_IN(word, sql) || word_is(body, at, end, "("))
		sql_statement(body, at, end);
}
