/*-------------------------------------------------------------------------
 *
 * plpgsql_query.c
 *		What the result of a query in a PL/pgSQL body is made of.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/plpgsql_parts.h"

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

NameSource
plpgsql_query_names(Plpgsql *body, int at, int end)
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
		return plpgsql_part(body, source, plpgsql_close(body, source + 1, end),
							NAMES_VARIABLES).level == TAINT_NONE ? NAMES_CONSTANTS : NAMES_COLUMNS;
	if (plpgsql_is(body, source, end, "(") && plpgsql_is(body, source + 1, end, "values"))
		return plpgsql_part(body, source + 2, plpgsql_close(body, source, end) - 1,
							NAMES_VARIABLES).level == TAINT_NONE ? NAMES_CONSTANTS : NAMES_COLUMNS;
	return NAMES_COLUMNS;
}

int
plpgsql_item_end(const Plpgsql *body, int at, int end)
{
	return plpgsql_find(body, at, end, ",", NULL);
}

Taint
plpgsql_item(Plpgsql *body, NameSource names, int at, int end)
{
	return plpgsql_part(body, at, plpgsql_find(body, at, end, "as", NULL), names);
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
Taint
plpgsql_query(Plpgsql *body, int at, int end)
{
	Taint		worst = plpgsql_clean;

	/* the queries of a UNION, one by one */
	while (at < end)
	{
		int			stop = plpgsql_find(body, at, end, "union", "intersect", "except", NULL);
		int			first;
		int			last;

		if (plpgsql_select_list(body, at, stop, &first, &last))
		{
			NameSource	names = plpgsql_query_names(body, at, stop);

			while (first < last)
			{
				int			comma = plpgsql_item_end(body, first, last);

				worst = plpgsql_worse(worst, plpgsql_item(body, names, first, comma));
				first = comma + 1;
			}
		}
		else if (plpgsql_is(body, at, stop, "values"))
			worst = plpgsql_worse(worst, plpgsql_part(body, at + 1, stop, NAMES_COLUMNS));
		at = stop + 1;
	}
	return worst;
}
