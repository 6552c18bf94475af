/*-------------------------------------------------------------------------
 *
 * plpgsql_names.c
 *		What a name in a PL/pgSQL body stands for: a variable, a field, a column.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "rules/plpgsql_parts.h"

const Taint plpgsql_clean = {TAINT_NONE, NULL, 0};

/* Variables that hold names or messages as they were stored. */
static const char *const stored_variables[] = {
	"tg_table_name", "tg_table_schema", "tg_relname", "tg_name", "tg_argv", "sqlerrm",
};

Taint
plpgsql_worse(Taint a, Taint b)
{
	return b.level > a.level ? b : a;
}

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
	body->values[number].taint = plpgsql_clean;
	body->values[number].constant = NULL;
	return number;
}

/* A field or column that is a number or uuid in nearly every schema. */
bool
plpgsql_number_name(const char *name)
{
	int			length = strlen(name);

	return strcmp(name, "id") == 0 || strcmp(name, "oid") == 0 ||
		strcmp(name, "relid") == 0 || strcmp(name, "attnum") == 0 ||
		strcmp(name, "count") == 0 || (length > 3 && strcmp(name + length - 3, "_id") == 0);
}

Taint
plpgsql_stored(const char *name)
{
	Taint		taint = {TAINT_STORED, name, 0};

	return taint;
}

static Taint
column(const char *name, NameSource names)
{
	const char *last = strrchr(name, '.');

	if (names != NAMES_COLUMNS || plpgsql_number_name(last ? last + 1 : name))
		return plpgsql_clean;
	return plpgsql_stored(name);
}

/* What a name stands for; "reserved" where it is a keyword. */
Taint
plpgsql_name(Plpgsql *body, const char *name, bool reserved, NameSource names)
{
	const char *dot = strchr(name, '.');
	int			number = plpgsql_variable(body, name);
	const char *rest;
	char	   *head;

	if (number >= 0)
		return body->variables[number].harmless ? plpgsql_clean : body->values[number].taint;
	if (PLPGSQL_IS_ONE_OF(name, stored_variables))
		return plpgsql_stored(name);
	if (dot == NULL)
		return reserved ? plpgsql_clean : column(name, names);

	head = pnstrdup(name, dot - name);
	rest = dot + 1;
	number = plpgsql_variable(body, head);
	if (number >= 0)
	{
		Taint		taint = body->values[number].taint;

		if (body->variables[number].harmless || plpgsql_number_name(strrchr(name, '.') + 1))
			return plpgsql_clean;
		if (taint.level == TAINT_NONE && !body->variables[number].record)
			return plpgsql_clean;
		taint.level = Max(taint.level, TAINT_STORED);
		taint.culprit = name;
		return taint;
	}
	if (strcmp(head, "new") == 0 || strcmp(head, "old") == 0)
		return plpgsql_number_name(rest) ? plpgsql_clean : plpgsql_stored(name);
	/* function.parameter, or label.variable */
	number = names == NAMES_VARIABLES || strcmp(head, body->function->proname) == 0 ?
		plpgsql_variable(body, rest) : -1;
	if (number >= 0)
		return body->variables[number].harmless ? plpgsql_clean : body->values[number].taint;
	return column(name, names);
}

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
