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

#include "rules/plpgsql_parts.h"

/* CASE … END: the results only; the conditions decide but do not get in. */
static int
case_expression(Plpgsql *body, int at, int end, NameSource names, Taint *taint)
{
	int			depth = 0;
	int			stop = at;

	do
	{
		if (plpgsql_opens(body, stop, end))
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

	*taint = plpgsql_clean;
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
			body->values[sure].taint = plpgsql_clean;
		}
		result_taint = plpgsql_part(body, result + 1, result_end, names);
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
	Taint		worst = plpgsql_clean;

	if (plpgsql_is(body, at, end, "select") || plpgsql_is(body, at, end, "with"))
		return plpgsql_query(body, at, end);
	while (at < end)
	{
		int			stop = plpgsql_item_end(body, at, end);

		worst = plpgsql_worse(worst, plpgsql_part(body, at, stop, names));
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
		return plpgsql_clean;
	return body->values[variable].taint;
}

/* One operand; returns what is behind it. */
static int
operand(Plpgsql *body, int at, int end, NameSource names, Taint *taint)
{
	const Token *token = &body->tokens[at];
	const char *name;
	int			next;

	*taint = plpgsql_clean;
	if (plpgsql_is(body, at, end, "case"))
		return case_expression(body, at, end, names, taint);
	if (plpgsql_opens(body, at, end))
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
			*taint = plpgsql_query(body, next + 1, close - 1);
		else
			*taint = plpgsql_call(body, function, next + 1, close - 1, names);
		return close;
	}
	*taint = plpgsql_name(body, name, token->reserved, names);
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
				*taint = plpgsql_clean;
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

Taint
plpgsql_part(Plpgsql *body, int at, int end, NameSource names)
{
	Taint		worst = plpgsql_clean;
	bool		glue = false;
	bool		after_operand = false;
	int			first = at;

	if (body->depth > PLPGSQL_MAX_DEPTH)
		return plpgsql_clean;
	if (plpgsql_is(body, at, end, "select") || plpgsql_is(body, at, end, "with"))
		return plpgsql_query(body, at, end);

	body->depth++;
	while (at < end)
	{
		const Token *token = &body->tokens[at];
		Taint		taint;

		if (token->kind == TOKEN_OPERATOR && !plpgsql_opens(body, at, end))
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
	return glue ? plpgsql_glued(body, worst, first) : worst;
}

Taint
plpgsql_expression(Plpgsql *body, int at, int end)
{
	return plpgsql_part(body, at, end, NAMES_VARIABLES);
}
