/*-------------------------------------------------------------------------
 *
 * row.c
 *		Records and rows of a function's body, and the types of values.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "rules/injection/value.h"

Row *
row_new(void)
{
	Row		   *row = palloc0(sizeof(Row));

	row->rest = value_null;
	return row;
}

Row *
row_stored(void)
{
	Row		   *row = row_new();

	row->open = true;
	row->rest = value_source(TAINT_STORED, "");
	return row;
}

void
row_add(Row *row, const char *name, Value value)
{
	if (row->n == MAX_FIELDS)
	{
		row->open = true;
		row->rest = value_join(row->rest, value, false);
		return;
	}
	if (row->n == row->allocated)
	{
		row->allocated = row->allocated == 0 ? 4 : row->allocated * 2;
		row->fields = row->fields == NULL ? palloc(row->allocated * sizeof(Field)) :
			repalloc(row->fields, row->allocated * sizeof(Field));
	}
	row->fields[row->n].name = name;
	row->fields[row->n++].value = value;
}

Value
row_column(const Row *row, int number)
{
	return number < row->n ? row->fields[number].value :
		row->open ? row->rest : value_null;
}

Value
value_of_row(Row *row)
{
	Value		value = {row->rest.taint, row->rest.quoted, &texts_any, row};

	for (int i = 0; i < row->n; i++)
	{
		value.taint = taint_worse(value.taint, row->fields[i].value.taint);
		value.quoted = taint_worse(value.quoted, row->fields[i].value.quoted);
	}
	if (row->n == 1 && !row->open)
		value.texts = row->fields[0].value.texts;
	return value;
}

static int
find_field(const Row *row, const char *name)
{
	for (int i = 0; i < row->n; i++)
	{
		if (strcmp(row->fields[i].name, name) == 0)
			return i;
	}
	return -1;
}

Value
value_field(Value value, const char *name)
{
	int			number;

	if (value.row == NULL)
		return value;
	number = find_field(value.row, name);
	if (number >= 0)
		return value.row->fields[number].value;
	return value.row->open ? value.row->rest : value_null;
}

Value
value_with_field(Value value, const char *name, Value field)
{
	Row		   *row = row_new();
	int			number = value.row != NULL ? find_field(value.row, name) : -1;

	if (value.row != NULL)
	{
		row->open = value.row->open;
		row->rest = value.row->rest;
		for (int i = 0; i < value.row->n; i++)
			row_add(row, value.row->fields[i].name,
					i == number ? field : value.row->fields[i].value);
	}
	else
	{
		row->open = true;
		row->rest = value;
	}
	if (number < 0)
		row_add(row, name, field);
	return value_of_row(row);
}

/* Types whose text form is a name, quoted as it must be. */
static bool
is_name_type(Oid typid)
{
	switch (typid)
	{
		case REGCLASSOID:
		case REGPROCOID:
		case REGPROCEDUREOID:
		case REGOPEROID:
		case REGOPERATOROID:
		case REGTYPEOID:
		case REGROLEOID:
		case REGNAMESPACEOID:
		case REGCONFIGOID:
		case REGDICTIONARYOID:
		case REGCOLLATIONOID:
			return true;
		default:
			return false;
	}
}

static bool
is_harmless(const TypeFacts *type)
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
			break;
	}
	switch (type->base)
	{
		case UUIDOID:
		case TIDOID:
		case XIDOID:
		case XID8OID:
		case CIDOID:
		case PG_LSNOID:
		case MACADDROID:
		case MACADDR8OID:
		case VOIDOID:
			return true;
		default:
			return false;
	}
}

Type
type_of_facts(const TypeFacts *facts, const RowFacts *row)
{
	Type		type = {false, false, row};

	if (facts != NULL)
	{
		type.name = is_name_type(facts->base);
		type.harmless = type.name || is_harmless(facts);
	}
	return type;
}

/* Columns of the server's own relations that hold SQL of its making, or a few words. */
static bool
is_servers_own(const ColumnFacts *column)
{
	static const char *const columns[] = {
		"indexdef", "definition", "view_definition", "data_type", "check_clause", "qual",
		"with_check", "column_default", "table_type",
	};

	if (column->type->base == CHAROID ||
		(column->type->named != NULL && strcmp(column->type->named, "yes_or_no") == 0))
		return true;
	for (int i = 0; i < lengthof(columns); i++)
	{
		if (strcmp(column->name, columns[i]) == 0)
			return true;
	}
	return false;
}

Row *
row_of_relation(const RowFacts *facts, TaintLevel level, const char *prefix)
{
	Row		   *row = row_new();

	for (int i = 0; i < facts->ncolumns; i++)
	{
		const ColumnFacts *column = &facts->columns[i];
		Type		type = type_of_facts(column->type, NULL);
		const char *culprit = prefix == NULL ? column->name :
			psprintf("%s.%s", prefix, column->name);

		if (type.harmless && !type.name)
			row_add(row, column->name, value_clean);
		else if (facts->system && is_servers_own(column))
			row_add(row, column->name, value_clean);
		else
			row_add(row, column->name, value_typed(value_source(level, culprit), type));
	}
	return row;
}

Value
value_typed(Value value, Type type)
{
	Row		   *row;

	if (type.name)
		return value_text(value) != NULL ? value : value_quoted(value, HOLE_IDENT);
	if (type.harmless)
		return value_text(value) != NULL ? value : value_clean;
	if (type.row == NULL)
		return value;
	row = row_new();
	for (int i = 0; i < type.row->ncolumns; i++)
	{
		const ColumnFacts *column = &type.row->columns[i];

		row_add(row, column->name,
				value_typed(value.row != NULL ? row_column(value.row, i) : value,
							type_of_facts(column->type, NULL)));
	}
	return value_of_row(row);
}
