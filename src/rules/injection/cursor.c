/*-------------------------------------------------------------------------
 *
 * cursor.c
 *		Cursors of a function's body, and loops over what they and queries return.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/injection/follow.h"

/* What a bound cursor's query, or the query behind FOR, returns; at "at" are its arguments. */
static const Row *
cursor_row(Body *body, int number, int at, int end)
{
	const Variable *cursor = &body->variables[number];
	int			query = cursor->query;
	int			query_end = cursor->query_end;
	int			nnames = body->nnames;
	int			nvariables = body->nvariables;
	int			line = body->line;
	Row		   *row;

	if (query == 0)
		return body->values[number].row != NULL ? body->values[number].row : row_stored();
	if (word_is(body, query, query_end, "("))
	{
		int			stop = words_close(body, query, query_end);
		int			close = words_close(body, at, end);
		int			item = query + 1;

		/* its parameters, with the values that are given in order or by name */
		for (int given = at + 1; item < stop - 1;)
		{
			int			item_end = words_find(body, item, stop - 1, ",", NULL);
			int			given_end = word_is(body, at, end, "(") ?
				words_find(body, given, close - 1, ",", NULL) : given;

			scope_declare_item(body, item, item_end);
			if (given < given_end && body->nvariables > nvariables)
			{
				int			named = words_find(body, given, given_end, ":=", "=>", NULL);
				Value		value = expression_read(body, named < given_end ? named + 1 : given,
													given_end);

				scope_assign(body, body->nvariables - 1, NULL, false, value);
			}
			given = Min(given_end + 1, end);
			item = item_end + 1;
		}
		query = stop;
	}
	query = words_find(body, query, query_end, "for", "is", NULL) + 1;
	row = query < query_end ?
		query_read(body, query, query_end, 0, 0, RAW_PARSE_DEFAULT) : row_stored();
	body->nnames = nnames;
	body->nvariables = nvariables;
	body->line = line;
	return row;
}

/* OPEN cursor [(arguments)] [[NO] SCROLL] [FOR query | FOR EXECUTE text] */
void
cursor_open(Body *body, int at, int end)
{
	int			by = words_find(body, at, end, "for", NULL);
	const char *field;
	bool		element;
	int			number = statement_target(body, &at, end, &field, &element);
	const Row  *row;

	if (word_is(body, by + 1, end, "execute"))
	{
		statement_execute(body, by + 2, end);
		row = row_stored();
	}
	else if (by < end)
		row = query_read(body, by + 1, end, 0, 0, RAW_PARSE_DEFAULT);
	else
		row = number >= 0 ? cursor_row(body, number, at, end) : row_stored();
	if (number >= 0 && field == NULL)
		body->values[number].row = row;
}

/* FETCH … [FROM | IN] cursor INTO targets */
void
cursor_fetch(Body *body, int at, int end)
{
	int			into = words_find(body, at, end, "into", NULL);
	int			cursor = into - 1;
	int			number;
	const char *field;
	bool		element;

	if (into >= end || cursor < at)
		return;
	number = statement_target(body, &cursor, into, &field, &element);
	statement_assign(body, into + 1, end, number >= 0 && body->values[number].row != NULL ?
			   body->values[number].row : row_stored());
}

/* FOR targets IN …; "at" is behind FOR, "end" at LOOP. */
void
cursor_for(Body *body, int at, int end)
{
	static const Type integer = {true, false, NULL};
	int			in = words_find(body, at, end, "in", NULL);
	int			query = in + 1;
	const char *parts[1];
	int			number = -1;
	int			used;

	if (word_is(body, query, end, "execute"))
	{
		statement_execute(body, query + 1, end);
		statement_assign(body, at, in, row_stored());
	}
	else if (words_find(body, query, end, "..", NULL) < end)
	{
		if (word_is_name(body, at, in))
			(void) scope_declare(body, body->tokens[at].text, integer, value_clean);
	}
	else
	{
		if (word_is_name(body, query, end))
		{
			parts[0] = body->tokens[query].text;
			number = scope_variable(body, parts, 1, &used);
		}
		if (number >= 0 && (query + 1 == end || word_is(body, query + 1, end, "(")))
			statement_assign(body, at, in, cursor_row(body, number, query + 1, end));
		else
			statement_assign(body, at, in, query_read(body, query, end, 0, 0, RAW_PARSE_DEFAULT));
	}
}

/* FOREACH target [SLICE number] IN ARRAY expression */
void
cursor_foreach(Body *body, int at, int end)
{
	int			in = words_find(body, at, end, "in", NULL);
	Value		value = expression_read(body, in + 2, end);
	Row		   *row = row_new();

	if (value.row != NULL)
		statement_assign(body, at, in, value.row);
	else
	{
		row_add(row, "", value);
		statement_assign(body, at, words_find(body, at, in, "slice", NULL), row);
	}
}
