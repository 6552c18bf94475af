/*-------------------------------------------------------------------------
 *
 * scope.c
 *		The variables of a function's body: parameters, DECLARE sections, blocks.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "rules/injection/follow.h"

static const Type type_any = {false, false, NULL};
static const Type type_harmless = {true, false, NULL};

int
scope_declare(Body *body, const char *name, Type type, Value value)
{
	int			number = body->nvariables;

	if (number == MAX_VARIABLES || body->nnames == lengthof(body->names))
		return -1;
	body->nvariables++;
	body->variables[number] = (Variable) {.name = name,.type = type};
	body->values[number] = value;
	scope_alias(body, name, number);
	return number;
}

void
scope_alias(Body *body, const char *name, int variable)
{
	if (body->nnames < lengthof(body->names))
		body->names[body->nnames++] = (VariableName) {name, variable};
}

/* The variable of that name among some of the names in sight, or -1. */
static int
find_name(const Body *body, const char *name, int first, int last)
{
	for (int i = last - 1; i >= first; i--)
	{
		if (strcmp(body->names[i].name, name) == 0)
			return body->names[i].variable;
	}
	return -1;
}

int
scope_variable(const Body *body, const char *const *parts, int nparts, int *used)
{
	int			number = find_name(body, parts[0], 0, body->nnames);
	int			last = body->nnames;

	*used = 1;
	if (number >= 0 || nparts < 2)
		return number;
	*used = 2;
	for (int i = body->nframes - 1; i >= 0 && number < 0; i--)
	{
		const Frame *frame = &body->frames[i];

		if (frame->label != NULL && strcmp(frame->label, parts[0]) == 0)
			number = find_name(body, parts[1], frame->nnames, last);
		last = frame->nnames;
	}
	if (number < 0 && strcmp(parts[0], body->function->proname) == 0)
		number = find_name(body, parts[1], 0, last);
	return number;
}

/* NEW or OLD: a row of any of the tables with such a trigger. */
static void
declare_trigger_row(Body *body, const char *name, TaintLevel level)
{
	Value		value = value_null;
	ListCell   *lc;

	foreach(lc, body->function->trigger_rows)
	{
		Row		   *row = row_of_relation(lfirst(lc), level, name);

		value = foreach_current_index(lc) == 0 ? value_of_row(row) :
			value_join(value, value_of_row(row), false);
	}
	if (body->function->trigger_rows == NIL)
		value = value_source(level, name);
	body->variables[scope_declare(body, name, type_any, value)].record = true;
}

void
scope_declare_arguments(Body *body)
{
	static const char *const names[] = {
		"tg_table_name", "tg_table_schema", "tg_relname", "tg_name", "tg_argv", "tg_tag", "sqlerrm",
	};
	static const char *const harmless[] = {
		"found", "tg_when", "tg_level", "tg_op", "tg_relid", "tg_nargs", "tg_event", "sqlstate",
	};
	const FunctionFacts *function = body->function;
	int			nparameters = 0;

	for (int i = 0; i < lengthof(harmless); i++)
		(void) scope_declare(body, harmless[i], type_harmless, value_clean);
	for (int i = 0; i < lengthof(names); i++)
		(void) scope_declare(body, names[i], type_any, value_source(TAINT_STORED, names[i]));
	if (function->returns_trigger)
	{
		declare_trigger_row(body, "new", TAINT_PARAMETER);
		declare_trigger_row(body, "old", TAINT_STORED);
	}
	for (int i = 0; i < function->nargs; i++)
	{
		const ArgumentFacts *arg = &function->args[i];
		const char *number = psprintf("$%d", ++nparameters);
		const char *name = arg->name[0] != '\0' ? arg->name : number;
		Type		type = type_of_facts(arg->type, arg->row);
		Value		value = value_null;
		int			variable;

		if (arg->mode != FUNC_PARAM_OUT && arg->mode != FUNC_PARAM_TABLE)
			value = arg->row != NULL ?
				value_of_row(row_of_relation(arg->row, TAINT_PARAMETER, name)) :
				value_typed(value_source(TAINT_PARAMETER, name), type);
		variable = scope_declare(body, name, type, value);
		if (variable >= 0)
			scope_alias(body, number, variable);
	}
}

/* What the grammar calls types that have names of several words, or keywords. */
static bool
is_harmless_word(const char *name)
{
	static const char *const harmless[] = {
		"int2", "int4", "int8", "float4", "float8", "numeric", "bool", "bit", "varbit", "interval",
		"time", "timetz", "timestamp", "timestamptz",
	};

	return WORD_IN(name, harmless);
}

Type
scope_type(Body *body, const TypeName *name)
{
	int			n = list_length(name->names);
	const char *nspname = n > 1 ? strVal(list_nth(name->names, n - 2)) : NULL;
	const char *last;
	const NamedFacts *named;

	if (n == 0)
		return type_any;
	last = strVal(llast(name->names));
	if (nspname != NULL && strcmp(nspname, "pg_catalog") == 0 && is_harmless_word(last))
		return type_harmless;
	named = facts_code_name(body->function->names, nspname, last);
	return named != NULL ? type_of_facts(named->type, named->row) : type_any;
}

static Type
field_type(const RowFacts *row, const char *name)
{
	for (int i = 0; row != NULL && i < row->ncolumns; i++)
	{
		if (strcmp(row->columns[i].name, name) == 0)
			return type_of_facts(row->columns[i].type, NULL);
	}
	return type_any;
}

/* The type of a variable or column, or of a table's rows: of %TYPE or %ROWTYPE. */
static Type
type_like(Body *body, const char *const *parts, int nparts, bool row)
{
	int			used;
	int			number = scope_variable(body, parts, nparts, &used);
	Type		type = type_any;
	const NamedFacts *named;

	if (number >= 0)
	{
		type = body->variables[number].type;
		nparts -= used;
		parts += used;
	}
	else
	{
		int			of = row ? nparts - 1 : nparts - 2;

		named = of < 0 ? NULL :
			facts_code_name(body->function->names, of > 0 ? parts[of - 1] : NULL, parts[of]);
		if (named != NULL)
			type = type_of_facts(named->type, named->row);
		parts += nparts - 1;
		nparts = row ? 0 : 1;
	}
	return nparts > 0 ? field_type(type.row, parts[0]) : type;
}

static Type
declared_type(Body *body, int at, int end)
{
	int			percent = words_find(body, at, end, "%", NULL);
	const char *parts[MAX_PARTS];
	Node	   *node;

	if (percent < end && word_is_name(body, at, end))
	{
		int			nparts = words_name(body, &at, end, parts);

		return type_like(body, parts, nparts, word_is(body, percent + 1, end, "rowtype"));
	}
	node = expression_parse(body, at, end, 0, 0, RAW_PARSE_TYPE_NAME);
	return node != NULL && IsA(node, TypeName) ? scope_type(body, (TypeName *) node) : type_any;
}

/*
 * name [CONSTANT] type [COLLATE …] [NOT NULL] [{:= | = | DEFAULT} expression],
 * name ALIAS FOR other, name [[NO] SCROLL] CURSOR [(arguments)] {FOR | IS} query
 */
void
scope_declare_item(Body *body, int at, int end)
{
	const char *name;
	int			cursor;
	int			start;
	int			number;
	int			used;
	bool		record;
	Type		type;
	Value		value;

	if (!word_is_name(body, at, end))
		return;
	name = body->tokens[at++].text;
	if (word_is(body, at, end, "alias") && at + 2 < end)
	{
		const Token *of = &body->tokens[at + 2];
		const char *parts[1] = {of->text};

		number = scope_variable(body, parts, 1, &used);
		if (number >= 0)
			scope_alias(body, name, number);
		return;
	}
	cursor = words_find(body, at, end, "cursor", ":=", "=", "default", NULL);
	if (word_is(body, cursor, end, "cursor"))
	{
		number = scope_declare(body, name, type_any, value_null);
		if (number >= 0)
		{
			body->variables[number].query = cursor + 1;
			body->variables[number].query_end = end;
		}
		return;
	}
	if (word_is(body, at, end, "constant"))
		at++;
	start = words_find(body, at, end, ":=", "=", "default", NULL);
	type = declared_type(body, at, words_find(body, at, start, "not", "collate", NULL));
	record = word_is(body, at, end, "record");
	if (start < end)
		value = expression_read(body, start + 1, end);
	number = scope_declare(body, name, type, value_null);
	if (number < 0)
		return;
	body->variables[number].record = record;
	if (start < end)
		scope_assign(body, number, NULL, false, value);
}

void
scope_assign(Body *body, int variable, const char *field, bool element, Value value)
{
	const char *name = body->variables[variable].name;
	Type		type = body->variables[variable].type;
	Value	   *place = &body->values[variable];

	value = value_typed(value, field != NULL ? field_type(type.row, field) : type);
	value = value_via(value, name, body->line);
	if (element)
		value = value_join(field != NULL ? value_field(*place, field) : *place, value, false);
	*place = field != NULL ? value_with_field(*place, field, value) : value;

	/* a handler of a block around may begin here */
	for (int i = 0; i < body->nframes && !body->dead; i++)
	{
		Frame	   *frame = &body->frames[i];

		if (frame->kind == FRAME_BLOCK && !frame->handlers && frame->entry != NULL &&
			variable < frame->ninside)
			frame->entry[variable] = value_join(frame->entry[variable], *place, false);
	}
}
