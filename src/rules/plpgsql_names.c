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
static bool
is_number_name(const char *name)
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

	if (names != NAMES_COLUMNS || is_number_name(last ? last + 1 : name))
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

		if (body->variables[number].harmless || is_number_name(strrchr(name, '.') + 1))
			return plpgsql_clean;
		if (taint.level == TAINT_NONE && !body->variables[number].record)
			return plpgsql_clean;
		taint.level = Max(taint.level, TAINT_STORED);
		taint.culprit = name;
		return taint;
	}
	if (strcmp(head, "new") == 0 || strcmp(head, "old") == 0)
		return is_number_name(rest) ? plpgsql_clean : plpgsql_stored(name);
	/* function.parameter, or label.variable */
	number = names == NAMES_VARIABLES || strcmp(head, body->function->proname) == 0 ?
		plpgsql_variable(body, rest) : -1;
	if (number >= 0)
		return body->variables[number].harmless ? plpgsql_clean : body->values[number].taint;
	return column(name, names);
}

/* Puts another piece behind the constant; false if that gets too long. */
static bool
glue(Plpgsql *body, StringInfo buf, const char *piece)
{
	int			length = strnlen(piece, PLPGSQL_MAX_CONSTANT + 1);

	if (buf->len + length > PLPGSQL_MAX_CONSTANT || body->glued + length > PLPGSQL_MAX_GLUED)
		return false;
	body->glued += length;
	appendBinaryStringInfo(buf, piece, length);
	return true;
}

const char *
plpgsql_constant(Plpgsql *body, int at, int end)
{
	const char *constant = NULL;
	StringInfoData buf = {0};

	while (at < end)
	{
		const Token *token = &body->tokens[at];
		const char *piece = NULL;

		if (token->kind == TOKEN_STRING)
			piece = token->text;
		else if (token->kind == TOKEN_WORD)
		{
			int			number = plpgsql_variable(body, token->text);

			if (number >= 0)
				piece = body->values[number].constant;
		}
		else if (plpgsql_is(body, at, end, "||"))
		{
			at++;
			continue;
		}
		else if (plpgsql_is(body, at, end, "::") && plpgsql_is(body, at + 1, end, "text"))
		{
			at += 2;
			continue;
		}
		if (piece == NULL)
			return NULL;
		at++;
		if (constant == NULL)
		{
			constant = piece;	/* mostly there is but one */
			continue;
		}
		if (buf.data == NULL)
		{
			initStringInfo(&buf);
			if (!glue(body, &buf, constant))
				return NULL;
		}
		if (!glue(body, &buf, piece))
			return NULL;
		constant = buf.data;
	}
	return constant;
}
