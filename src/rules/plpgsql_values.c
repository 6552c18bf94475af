/*-------------------------------------------------------------------------
 *
 * plpgsql_values.c
 *		The values of a PL/pgSQL body's variables: assigned, kept, and joined where ways meet.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/plpgsql_parts.h"

PlpgsqlValue *
plpgsql_copy_values(const PlpgsqlValue *values)
{
	PlpgsqlValue *copy = palloc(sizeof(PlpgsqlValue) * PLPGSQL_MAX_VARIABLES);

	memcpy(copy, values, sizeof(PlpgsqlValue) * PLPGSQL_MAX_VARIABLES);
	return copy;
}

/* What may be the case where two ways meet; "into" may be NULL. */
PlpgsqlValue *
plpgsql_join_values(PlpgsqlValue *into, const PlpgsqlValue *values)
{
	if (into == NULL)
		return plpgsql_copy_values(values);
	for (int i = 0; i < PLPGSQL_MAX_VARIABLES; i++)
	{
		into[i].taint = plpgsql_worse(into[i].taint, values[i].taint);
		if (into[i].constant != NULL && into[i].constant != values[i].constant &&
			(values[i].constant == NULL || strcmp(into[i].constant, values[i].constant) != 0))
			into[i].constant = NULL;
	}
	return into;
}

void
plpgsql_set_values(Plpgsql *body, const PlpgsqlValue *values)
{
	memcpy(body->values, values, sizeof(PlpgsqlValue) * PLPGSQL_MAX_VARIABLES);
}

/* The variable behind label.variable; a record's field is its own. */
const char *
plpgsql_without_label(const Plpgsql *body, const char *name)
{
	const char *dot = strchr(name, '.');

	if (dot == NULL || plpgsql_variable(body, name) >= 0 ||
		plpgsql_variable(body, pnstrdup(name, dot - name)) >= 0 ||
		plpgsql_variable(body, dot + 1) < 0)
		return name;
	return dot + 1;
}

/* A new value of the variable; a record loses what was known of its fields. */
void
plpgsql_assign(Plpgsql *body, const char *name, Taint taint, const char *constant)
{
	int			number = plpgsql_add_variable(body, name);
	int			length = strlen(name);

	if (number < 0)
		return;
	body->values[number].taint = body->variables[number].harmless ? plpgsql_clean : taint;
	/* one that is used over and over must not be long */
	body->values[number].constant = constant != NULL &&
		strnlen(constant, PLPGSQL_MAX_CONSTANT + 1) <= PLPGSQL_MAX_CONSTANT ? constant : NULL;
	for (int i = 0; i < body->nvariables; i++)
	{
		const char *field = body->variables[i].name;

		if (strncmp(field, name, length) == 0 && field[length] == '.')
		{
			body->values[i].taint = (Taint) {TAINT_STORED, field, 0};
			body->values[i].constant = NULL;
		}
	}
}
