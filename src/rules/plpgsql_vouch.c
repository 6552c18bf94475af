/*-------------------------------------------------------------------------
 *
 * plpgsql_vouch.c
 *		Conditions in a PL/pgSQL body that vouch for a variable.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/plpgsql_parts.h"

/* Nobody reads longer ones. */
#define LONGEST_PATTERN 1000

/* A pattern that leaves room for names only. */
static bool
is_strict_pattern(const char *pattern)
{
	int			length = strnlen(pattern, LONGEST_PATTERN + 1);

	return length > 2 && length <= LONGEST_PATTERN && pattern[0] == '^' && pattern[length - 1] == '$' &&
		strpbrk(pattern, ".;'\"|") == NULL && strstr(pattern, "[^") == NULL &&
		strstr(pattern, "\\S") == NULL && strstr(pattern, "\\D") == NULL &&
		strstr(pattern, "\\W") == NULL;
}

/* Of a condition's parts between OR (negated), or AND, the first that vouches. */
static int
vouched_by_part(Plpgsql *body, int at, int end, bool negated)
{
	int			number = -1;

	if (body->depth > PLPGSQL_MAX_DEPTH)
		return -1;
	body->depth++;
	while (at < end && number < 0)
	{
		int			stop = plpgsql_find(body, at, end, negated ? "or" : "and", NULL);

		number = plpgsql_vouched(body, at, stop, negated);
		at = stop + 1;
	}
	body->depth--;
	return number;
}

int
plpgsql_vouched(Plpgsql *body, int at, int end, bool negated)
{
	int			number;
	int			list;
	const char *operator_text;
	const char *constant;
	const char *wrapped[] = {"lower", "upper", "trim", "btrim"};

	for (;;)
	{
		if (plpgsql_find(body, at, end, negated ? "and" : "or", NULL) < end)
			return -1;
		/* conditions of several parts: the first that vouches */
		if (plpgsql_find(body, at, end, negated ? "or" : "and", NULL) < end)
			return vouched_by_part(body, at, end, negated);
		/* NOT (p IN (…)) */
		for (; plpgsql_is(body, at, end, "not"); at++)
			negated = !negated;
		if (!plpgsql_is(body, at, end, "(") || plpgsql_close(body, at, end) != end)
			break;
		at++;
		end--;
	}

	for (int i = 0; i < lengthof(wrapped); i++)
	{
		if (plpgsql_is(body, at, end, wrapped[i]) && plpgsql_is(body, at + 1, end, "(") &&
			plpgsql_is(body, at + 3, end, ")"))
		{
			number = plpgsql_is_word(body, at + 2, end) ?
				plpgsql_variable(body, body->tokens[at + 2].text) : -1;
			at += 4;
			goto known;
		}
	}
	if (!plpgsql_is_word(body, at, end))
		return -1;
	number = plpgsql_variable(body, plpgsql_qualified(body, at, end, &at));
known:
	if (number < 0 || at >= end)
		return -1;
	if (plpgsql_is(body, at, end, "not") && plpgsql_is(body, at + 1, end, "in"))
	{
		if (!negated)
			return -1;
		list = at + 2;
	}
	else if (plpgsql_is(body, at, end, "in"))
	{
		if (negated)
			return -1;
		list = at + 1;
	}
	else
	{
		operator_text = body->tokens[at].kind == TOKEN_OPERATOR ? body->tokens[at].text : "";
		if (strcmp(operator_text, negated ? "!~" : "~") == 0 ||
			strcmp(operator_text, negated ? "!~*" : "~*") == 0)
		{
			constant = plpgsql_constant(body, at + 1, end);
			return constant != NULL && is_strict_pattern(constant) ? number : -1;
		}
		if (strcmp(operator_text, negated ? "<>" : "=") != 0 &&
			strcmp(operator_text, negated ? "!=" : "=") != 0)
			return -1;
		list = at + 1;
		if (plpgsql_is(body, list, end, "any") || plpgsql_is(body, list, end, "all"))
			list++;
	}
	/* nothing but constants to choose from */
	if (list < end && plpgsql_find(body, list, end, "select", NULL) == end &&
		!plpgsql_is(body, list + 1, end, "select") &&
		plpgsql_expression(body, list, end).level == TAINT_NONE)
		return number;
	return -1;
}
