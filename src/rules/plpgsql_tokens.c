/*-------------------------------------------------------------------------
 *
 * plpgsql_tokens.c
 *		The tokens of a PL/pgSQL body: brackets, clauses, names of types.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/plpgsql_parts.h"

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

bool
plpgsql_is_one_of(const char *word, const char *const *list, int n)
{
	for (int i = 0; i < n; i++)
	{
		if (strcmp(word, list[i]) == 0)
			return true;
	}
	return false;
}

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

bool
plpgsql_opens(const Plpgsql *body, int at, int end)
{
	return plpgsql_is(body, at, end, "(") || plpgsql_is(body, at, end, "[");
}

void
plpgsql_pair_brackets(Plpgsql *body)
{
	int			end = body->ntokens;
	int			innermost = -1;	/* that is open; those around it stand in "closes" */

	body->closes = palloc(end * sizeof(int));
	for (int at = 0; at < end; at++)
	{
		if (plpgsql_opens(body, at, end))
		{
			body->closes[at] = innermost;
			innermost = at;
		}
		else if (innermost >= 0 &&
				 (plpgsql_is(body, at, end, ")") || plpgsql_is(body, at, end, "]")))
		{
			int			around = body->closes[innermost];

			body->closes[innermost] = at + 1;
			innermost = around;
		}
	}
	while (innermost >= 0)
	{
		int			around = body->closes[innermost];

		body->closes[innermost] = end;
		innermost = around;
	}
}

int
plpgsql_close(const Plpgsql *body, int at, int end)
{
	return plpgsql_opens(body, at, end) ? Min(body->closes[at], end) : end;
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
		if (plpgsql_opens(body, at, end))
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

const char *
plpgsql_qualified(const Plpgsql *body, int at, int end, int *next)
{
	const char *name = body->tokens[at++].text;

	for (int part = 2; plpgsql_is(body, at, end, ".") && plpgsql_is_word(body, at + 1, end); part++)
	{
		if (part <= PLPGSQL_MAX_PARTS)
			name = psprintf("%s.%s", name, body->tokens[at + 1].text);
		at += 2;
	}
	*next = at;
	return name;
}

bool
plpgsql_harmless_type(const Plpgsql *body, int at, int end)
{
	if (plpgsql_is(body, at, end, "pg_catalog") && plpgsql_is(body, at + 1, end, "."))
		at += 2;
	return plpgsql_is_word(body, at, end) && !plpgsql_is(body, at + 1, end, ".") &&
		PLPGSQL_IS_ONE_OF(body->tokens[at].text, harmless_types);
}
