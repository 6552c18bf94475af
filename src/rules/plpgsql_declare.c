/*-------------------------------------------------------------------------
 *
 * plpgsql_declare.c
 *		The arguments and declared variables of a PL/pgSQL body.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "rules/plpgsql_parts.h"

static bool
is_harmless_argument(const TypeFacts *type)
{
	switch (type->base_category)
	{
		case TYPCATEGORY_NUMERIC:
		case TYPCATEGORY_BOOLEAN:
		case TYPCATEGORY_DATETIME:
		case TYPCATEGORY_TIMESPAN:
		case TYPCATEGORY_NETWORK:
		case TYPCATEGORY_GEOMETRIC:
		case TYPCATEGORY_BITSTRING:
		case TYPCATEGORY_ENUM:
			return true;
		default:
			return type->base == UUIDOID || type->base == BYTEAOID;
	}
}

void
plpgsql_declare_arguments(Plpgsql *body)
{
	const FunctionFacts *function = body->function;

	for (int i = 0; i < function->nargs; i++)
	{
		const ArgumentFacts *arg = &function->args[i];
		bool		given = arg->mode != FUNC_PARAM_OUT && arg->mode != FUNC_PARAM_TABLE;
		const char *names[2] = {psprintf("$%d", i + 1), arg->name};

		for (int n = 0; n < 2; n++)
		{
			int			number;
			const char *culprit = arg->name[0] ? arg->name : names[0];

			if (names[n][0] == '\0' || (number = plpgsql_add_variable(body, names[n])) < 0)
				continue;
			body->variables[number].harmless = is_harmless_argument(arg->type);
			body->variables[number].record = arg->type->base_typtype == TYPTYPE_COMPOSITE;
			if (given && !body->variables[number].harmless)
				body->values[number].taint = (Taint) {TAINT_PARAMETER, culprit, 0};
		}
	}
}

/* Types of variables that are no records. */
static bool
is_text_type(const Token *token)
{
	static const char *const types[] = {
		"text", "varchar", "char", "character", "bpchar", "name", "citext", "json", "jsonb", "xml",
	};

	for (int i = 0; i < lengthof(types); i++)
	{
		if (strcmp(token->text, types[i]) == 0)
			return true;
	}
	return false;
}

/* name [CONSTANT] type [COLLATE …] [NOT NULL] [{:= | = | DEFAULT} expression] */
void
plpgsql_declare(Plpgsql *body, int at, int end)
{
	const char *name;
	int			number;
	int			start;
	int			type_end;

	if (!plpgsql_is_word(body, at, end))
		return;
	name = body->tokens[at++].text;
	if (plpgsql_is(body, at, end, "alias"))
	{
		int			of = -1;

		at += 2;
		if (at < end && body->tokens[at].kind == TOKEN_PARAMETER)
			of = plpgsql_variable(body, psprintf("$%d", body->tokens[at].number));
		else if (plpgsql_is_word(body, at, end))
			of = plpgsql_variable(body, body->tokens[at].text);
		number = plpgsql_add_variable(body, name);
		if (of >= 0 && number >= 0)
		{
			body->variables[number].harmless = body->variables[of].harmless;
			body->variables[number].record = body->variables[of].record;
			body->values[number] = body->values[of];
		}
		return;
	}
	if (plpgsql_is(body, at, end, "constant"))
		at++;
	number = plpgsql_add_variable(body, name);
	if (number < 0)
		return;
	if (plpgsql_find(body, at, end, "cursor", NULL) < end)
	{
		body->variables[number].record = true;
		return;
	}

	type_end = plpgsql_find(body, at, end, "not", "collate", ":=", "=", "default", NULL);
	body->variables[number].harmless = plpgsql_harmless_type(body, at, type_end);
	body->variables[number].record = plpgsql_is_word(body, at, end) &&
		!is_text_type(&body->tokens[at]);
	if (plpgsql_is_word(body, at, end))
	{
		int			percent;
		const char *of = plpgsql_qualified(body, at, end, &percent);
		const char *last = strrchr(of, '.') ? strrchr(of, '.') + 1 : of;
		int			other = plpgsql_variable(body, of);
		int			length = strlen(last);

		/* of another variable's type, or of a key column's */
		if (plpgsql_is(body, percent, end, "%") && plpgsql_is(body, percent + 1, end, "type"))
		{
			body->variables[number].record = other >= 0 && body->variables[other].record;
			body->variables[number].harmless = other >= 0 ? body->variables[other].harmless :
				strcmp(last, "id") == 0 || strcmp(last, "oid") == 0 ||
				(length > 3 && strcmp(last + length - 3, "_id") == 0);
		}
	}

	start = plpgsql_find(body, at, end, ":=", "=", "default", NULL);
	if (start < end)
		plpgsql_assign(body, name, plpgsql_expression(body, start + 1, end),
					   plpgsql_constant(body, start + 1, end));
	else
		plpgsql_assign(body, name, plpgsql_clean, NULL);
}
