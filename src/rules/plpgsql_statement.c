/*-------------------------------------------------------------------------
 *
 * plpgsql_statement.c
 *		One statement of a PL/pgSQL body: what it assigns, and what it executes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/plpgsql_parts.h"

/* The text that is executed is in [at, end). */
static void
execute(Plpgsql *body, int at, int end)
{
	Taint		taint;

	if (!body->counting)
		return;
	taint = plpgsql_expression(body, at,
							   plpgsql_find(body, at, end, "using", "into", "loop", NULL));
	if (taint.level < TAINT_PARAMETER)
		return;
	body->places = lappend(body->places,
						   psprintf("%s %s", taint.level == TAINT_GLUED ? "glued" : "whole",
									taint.culprit));
	if (body->nplaces++ == 0)
	{
		body->line = body->tokens[at].line;
		body->taint = taint;
	}
}

/*
 * Assigns the columns of the query in [query, query_end), which are in
 * [items, items_end), to INTO's targets.
 */
static void
assign_targets(Plpgsql *body, int at, int end, int query, int query_end, int items,
			   int items_end)
{
	NameSource	names = items < items_end ? plpgsql_query_names(body, query, query_end) :
		NAMES_COLUMNS;
	int			ntargets = 0;
	bool		record;

	if (plpgsql_is(body, at, end, "strict"))
		at++;
	for (int i = at; plpgsql_is_word(body, i, end); i++)
	{
		ntargets++;
		(void) plpgsql_qualified(body, i, end, &i);
		if (!plpgsql_is(body, i, end, ","))
			break;
	}
	while (plpgsql_is_word(body, at, end) && ntargets > 0)
	{
		const char *target = plpgsql_without_label(body, plpgsql_qualified(body, at, end, &at));
		int			number = plpgsql_variable(body, target);
		int			stop = plpgsql_find(body, items, items_end, ",", NULL);
		bool		star = items < stop && plpgsql_is(body, stop - 1, stop, "*");

		record = number >= 0 && body->variables[number].record && ntargets == 1 &&
			(stop < items_end || star || plpgsql_item_name(body, items, stop) != NULL);
		if (items >= stop || star)
			plpgsql_assign(body, target, plpgsql_stored(target), NULL);
		else
		{
			Taint		taint = plpgsql_item(body, names, items, stop);

			plpgsql_assign(body, target, taint.level == TAINT_STORED ? plpgsql_stored(target) : taint,
						   plpgsql_constant(body, items, stop));
		}
		for (int item = items; record && item < items_end;)
		{
			const char *name;

			stop = plpgsql_find(body, item, items_end, ",", NULL);
			name = plpgsql_item_name(body, item, stop);
			if (name != NULL && !plpgsql_is(body, stop - 1, stop, "*"))
			{
				char	   *field = psprintf("%s.%s", target, name);
				Taint		taint = plpgsql_item(body, names, item, stop);

				plpgsql_assign(body, field,
							   taint.level == TAINT_STORED ? plpgsql_stored(field) : taint,
							   NULL);
			}
			item = stop + 1;
		}
		if (record)
		{
			/* fields speak for themselves; what is not among them is stored */
			number = plpgsql_variable(body, target);
			body->values[number].taint = plpgsql_stored(target);
		}
		items = Min(stop + 1, items_end);
		if (!plpgsql_is(body, at, end, ","))
			break;
		at++;
	}
}

/* SELECT … INTO, INSERT … RETURNING … INTO, FETCH … INTO and the like. */
static void
sql_statement(Plpgsql *body, int at, int end)
{
	int			changes = plpgsql_find(body, at, end, "insert", "update", "delete", "merge", NULL);
	int			into;
	int			first = end;
	int			last = end;

	if (changes < end)
	{
		first = plpgsql_find(body, changes, end, "returning", NULL) + 1;
		if (first > end)
			return;
		into = plpgsql_find(body, first, end, "into", NULL);
		last = into;
	}
	else
	{
		into = plpgsql_find(body, at, end, "into", NULL);
		if (!plpgsql_select_list(body, at, end, &first, &last))
			first = last = end;
		/* INTO may stand before the list */
		if (first == last && plpgsql_is(body, first, end, "into"))
			first = last = end;
	}
	if (into < end)
		assign_targets(body, into + 1, end, at, end, first, last);
}

/* The dynamic parts of RETURN QUERY, OPEN and EXECUTE; assignments; the rest. */
void
plpgsql_statement(Plpgsql *body, int at, int end)
{
	int			next;

	if (plpgsql_is(body, at, end, "execute"))
	{
		execute(body, at + 1, end);
		next = plpgsql_find(body, at, end, "into", NULL);
		if (next < end)
			assign_targets(body, next + 1, end, end, end, end, end);
	}
	else if (plpgsql_is(body, at, end, "return"))
	{
		if (plpgsql_is(body, at + 1, end, "query"))
		{
			if (plpgsql_is(body, at + 2, end, "execute"))
				execute(body, at + 3, end);
		}
		else if (!plpgsql_is(body, at + 1, end, "next"))
			body->dead = true;
	}
	else if (plpgsql_is(body, at, end, "open"))
	{
		next = plpgsql_find(body, at, end, "for", NULL);
		if (plpgsql_is(body, next + 1, end, "execute"))
			execute(body, next + 2, end);
	}
	else if (plpgsql_is(body, at, end, "raise"))
	{
		static const char *const mild[] = {"notice", "warning", "info", "log", "debug"};

		body->dead = true;
		for (int i = 0; i < lengthof(mild); i++)
		{
			if (plpgsql_is(body, at + 1, end, mild[i]))
				body->dead = false;
		}
	}
	else if (plpgsql_is(body, at, end, "select") || plpgsql_is(body, at, end, "with") ||
			 plpgsql_is(body, at, end, "insert") || plpgsql_is(body, at, end, "update") ||
			 plpgsql_is(body, at, end, "delete") || plpgsql_is(body, at, end, "merge") ||
			 plpgsql_is(body, at, end, "fetch"))
		sql_statement(body, at, end);
	else if (plpgsql_is_word(body, at, end))
	{
		const char *target = plpgsql_without_label(body, plpgsql_qualified(body, at, end, &next));
		bool		element = plpgsql_is(body, next, end, "[");
		Taint		taint;
		int			number;

		if (element)
			next = plpgsql_close(body, next, end);
		if (!plpgsql_is(body, next, end, ":=") && !plpgsql_is(body, next, end, "="))
			return;
		taint = plpgsql_expression(body, next + 1, end);
		number = plpgsql_variable(body, target);
		if (element && number >= 0)
			taint = plpgsql_worse(body->values[number].taint, taint);
		plpgsql_assign(body, target, taint, element ? NULL : plpgsql_constant(body, next + 1, end));
	}
}

/* FOR targets IN …; "at" is behind FOR, "end" at LOOP. */
void
plpgsql_for_targets(Plpgsql *body, int at, int end)
{
	int			in = plpgsql_find(body, at, end, "in", NULL);
	int			first;
	int			last;
	int			number;

	if (plpgsql_is(body, in + 1, end, "execute"))
	{
		execute(body, in + 2, end);
		assign_targets(body, at, in, end, end, end, end);
	}
	else if (plpgsql_find(body, in, end, "..", NULL) < end)
	{
		number = plpgsql_add_variable(body, body->tokens[at].text);
		if (number >= 0)
		{
			body->variables[number].harmless = true;
			body->values[number].taint = plpgsql_clean;
		}
	}
	else
	{
		/* a loop's own variable is a record unless declared otherwise */
		if (plpgsql_is_word(body, at, in) && at + 1 == in &&
			plpgsql_variable(body, body->tokens[at].text) < 0 &&
			(number = plpgsql_add_variable(body, body->tokens[at].text)) >= 0)
			body->variables[number].record = true;
		if (plpgsql_select_list(body, in + 1, end, &first, &last))
			assign_targets(body, at, in, in + 1, end, first, last);
		else
			assign_targets(body, at, in, end, end, end, end);
	}
}

/* FOREACH target [SLICE number] IN ARRAY expression */
void
plpgsql_foreach_target(Plpgsql *body, int at, int end)
{
	int			in = plpgsql_find(body, at, end, "in", NULL);
	int			next;

	if (in < end && plpgsql_is_word(body, at, end))
		plpgsql_assign(body, plpgsql_qualified(body, at, in, &next),
					   plpgsql_expression(body, in + 2, end), NULL);
}
