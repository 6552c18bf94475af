/*-------------------------------------------------------------------------
 *
 * name.c
 *		What a name in a function's body means: a column, a variable, a field.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/injection/follow.h"

/* What FROM items without a column of that name may have all the same: by its own name. */
static bool
is_unnamed(Value value)
{
	return value.taint != NULL && value.taint->culprit[0] == '\0';
}

/* A name in the FROM of the query, or of those around it; *open: there may be such a column. */
static bool
column_name(Body *body, const char *const *parts, int nparts, Refinement *place, Value *value,
			bool *open)
{
	for (Scope *scope = body->scope; scope != NULL; scope = scope->outer)
	{
		for (int i = 0; i < scope->nitems; i++)
		{
			const FromItem *item = &scope->items[i];
			int			used = 0;

			/* alias.column, schema.alias.column, or alias for the whole row */
			for (int p = 0; p < Min(nparts, 2) && used == 0; p++)
				used = strcmp(parts[p], item->alias) == 0 ? p + 1 : 0;
			if (used == nparts)
			{
				*value = value_of_row((Row *) item->row);
				return true;
			}
			for (int f = 0; f < item->row->n; f++)
			{
				if (strcmp(item->row->fields[f].name, parts[used]) != 0)
					continue;
				*value = item->row->fields[f].value;
				if (used + 1 == nparts)
					place->place = &item->row->fields[f].value;
				while (++used < nparts)
					*value = value_field(*value, parts[used]);
				return true;
			}
			if (item->row->open && !*open)
			{
				*open = true;
				*value = item->row->rest;
			}
			/* what else there is are the system's columns */
			if (used > 0)
			{
				if (!item->row->open)
					*value = value_clean;
				return true;
			}
		}
	}
	return false;
}

static Value
named_source(TaintLevel level, const char *const *parts, int nparts)
{
	const char *name = parts[0];

	for (int i = 1; i < nparts; i++)
		name = psprintf("%s.%s", name, parts[i]);
	return value_source(level, name);
}

Value
name_value(Body *body, const char *const *parts, int nparts, Refinement *place)
{
	Value		value = value_null;
	bool		open = false;
	int			number;
	int			used;

	if (!column_name(body, parts, nparts, place, &value, &open) &&
		(number = scope_variable(body, parts, nparts, &used)) >= 0)
	{
		bool		known = body->values[number].row != NULL;

		value = body->values[number];
		place->place = used + 1 >= nparts ? &body->values[number] : NULL;
		place->field = used + 1 == nparts ? parts[used] : NULL;
		if (used == nparts)
			return value;
		for (; used < nparts; used++)
			value = value_field(value, parts[used]);
		if (value.taint == NULL || value.taint->level == TAINT_GLUED ||
			(known && !is_unnamed(value)))
			return value;
		return named_source(value.taint->level, parts, nparts);
	}
	else if (place->place == NULL && !open && value.texts == value_null.texts && value.row == NULL)
		return named_source(TAINT_STORED, parts, nparts);	/* nobody knows it */
	return is_unnamed(value) ? named_source(value.taint->level, parts, nparts) : value;
}

Value
name_column_ref(Body *body, ColumnRef *ref)
{
	const char *parts[MAX_PARTS];
	int			nparts = 0;
	ListCell   *lc;
	Refinement	place = {0};
	Value		value = value_null;

	foreach(lc, ref->fields)
	{
		if (IsA(lfirst(lc), String) && nparts < MAX_PARTS)
			parts[nparts++] = pstrdup(strVal(lfirst(lc)));
	}
	if (nparts > 0)
		return name_value(body, parts, nparts, &place);
	/* "*": all that there is */
	for (int i = 0; body->scope != NULL && i < body->scope->nitems; i++)
		value = value_join(value, value_of_row((Row *) body->scope->items[i].row), false);
	value.row = NULL;
	return value;
}
