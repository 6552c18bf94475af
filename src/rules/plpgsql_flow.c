/*-------------------------------------------------------------------------
 *
 * plpgsql_flow.c
 *		A PL/pgSQL body, statement by statement.
 *
 * Branches are followed apart and joined behind; what a branch that returns
 * or raises did to variables counts for nothing behind it.  Loops are gone
 * through twice, the second time with what the first left behind.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "rules/plpgsql.h"

typedef enum FrameKind
{
	FRAME_BLOCK,
	FRAME_IF,					/* also CASE */
	FRAME_LOOP
} FrameKind;

typedef struct Frame
{
	FrameKind	kind;
	int			at;				/* the token that opened it */
	PlpgsqlValue *entry;		/* where no branch so far was taken; in a block,
								 * where a handler begins */
	PlpgsqlValue *joined;		/* of the branches that ended, or NULL */
	bool		has_else;
	bool		handlers;		/* in a block: behind EXCEPTION */
} Frame;

typedef struct Flow
{
	Plpgsql    *body;
	int			end;			/* number of tokens */
	int			pass;
	int			nframes;
	Frame		frames[PLPGSQL_MAX_DEPTH];
	PlpgsqlValue **loop_ends;	/* by the token that opened the loop */
	bool		lost;			/* makes no sense any more */
} Flow;

static const Taint clean = {TAINT_NONE, NULL, 0};

/* ---------------------------------------------------------------------
 * Values of all variables
 * ---------------------------------------------------------------------
 */

static PlpgsqlValue *
copy_values(const PlpgsqlValue *values)
{
	PlpgsqlValue *copy = palloc(sizeof(PlpgsqlValue) * PLPGSQL_MAX_VARIABLES);

	memcpy(copy, values, sizeof(PlpgsqlValue) * PLPGSQL_MAX_VARIABLES);
	return copy;
}

/* What may be the case where two ways meet; "into" may be NULL. */
static PlpgsqlValue *
join_values(PlpgsqlValue *into, const PlpgsqlValue *values)
{
	if (into == NULL)
		return copy_values(values);
	for (int i = 0; i < PLPGSQL_MAX_VARIABLES; i++)
	{
		into[i].taint = plpgsql_worse(into[i].taint, values[i].taint);
		if (into[i].constant != NULL &&
			(values[i].constant == NULL || strcmp(into[i].constant, values[i].constant) != 0))
			into[i].constant = NULL;
	}
	return into;
}

static void
set_values(Plpgsql *body, const PlpgsqlValue *values)
{
	memcpy(body->values, values, sizeof(PlpgsqlValue) * PLPGSQL_MAX_VARIABLES);
}

/* The variable behind label.variable; a record's field is its own. */
static const char *
without_label(const Plpgsql *body, const char *name)
{
	const char *dot = strchr(name, '.');

	if (dot == NULL || plpgsql_variable(body, name) >= 0 ||
		plpgsql_variable(body, pnstrdup(name, dot - name)) >= 0 ||
		plpgsql_variable(body, dot + 1) < 0)
		return name;
	return dot + 1;
}

/* A new value of the variable; a record loses what was known of its fields. */
static void
assign(Plpgsql *body, const char *name, Taint taint, const char *constant)
{
	int			number = plpgsql_add_variable(body, name);
	int			length = strlen(name);

	if (number < 0)
		return;
	body->values[number].taint = body->variables[number].harmless ? clean : taint;
	body->values[number].constant = constant;
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

static Taint
stored(const char *name)
{
	return (Taint) {TAINT_STORED, name, 0};
}

/* ---------------------------------------------------------------------
 * Declarations
 * ---------------------------------------------------------------------
 */

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

static void
declare_arguments(Plpgsql *body)
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
static void
declaration(Plpgsql *body, int at, int end)
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
		assign(body, name, plpgsql_expression(body, start + 1, end),
			   plpgsql_constant(body, start + 1, end));
	else
		assign(body, name, clean, NULL);
}

/* ---------------------------------------------------------------------
 * Conditions that vouch for a variable
 * ---------------------------------------------------------------------
 */

/* A pattern that leaves room for names only. */
static bool
is_strict_pattern(const char *pattern)
{
	int			length = strlen(pattern);

	return length > 2 && pattern[0] == '^' && pattern[length - 1] == '$' &&
		strpbrk(pattern, ".;'\"|") == NULL && strstr(pattern, "[^") == NULL &&
		strstr(pattern, "\\S") == NULL && strstr(pattern, "\\D") == NULL &&
		strstr(pattern, "\\W") == NULL;
}

int
plpgsql_vouched(Plpgsql *body, int at, int end, bool negated)
{
	int			number;
	int			list;
	const char *operator_text;
	const char *constant;
	const char *wrapped[] = {"lower", "upper", "trim", "btrim"};

	if (plpgsql_find(body, at, end, negated ? "and" : "or", NULL) < end)
		return -1;
	/* NOT (p IN (…)), and conditions of several parts: the first that vouches */
	if (plpgsql_find(body, at, end, negated ? "or" : "and", NULL) < end)
	{
		while (at < end)
		{
			int			stop = plpgsql_find(body, at, end, negated ? "or" : "and", NULL);

			number = plpgsql_vouched(body, at, stop, negated);
			if (number >= 0)
				return number;
			at = stop + 1;
		}
		return -1;
	}
	if (plpgsql_is(body, at, end, "not"))
		return plpgsql_vouched(body, at + 1, end, !negated);
	if (plpgsql_is(body, at, end, "(") && plpgsql_close(body, at, end) == end)
		return plpgsql_vouched(body, at + 1, end - 1, negated);

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

/* ---------------------------------------------------------------------
 * Statements
 * ---------------------------------------------------------------------
 */

/* The text that is executed is in [at, end). */
static void
execute(Flow *flow, int at, int end)
{
	Plpgsql    *body = flow->body;
	Taint		taint;

	if (flow->pass == 0)
		return;
	taint = plpgsql_expression(body, at,
							   plpgsql_find(body, at, end, "using", "into", "loop", NULL));
	if (taint.level < TAINT_PARAMETER)
		return;
	if (body->nplaces++ == 0)
	{
		body->line = body->tokens[at].line;
		body->taint = taint;
	}
}

/* Assigns the columns of a query, in [items, items_end), to INTO's targets. */
static void
assign_targets(Plpgsql *body, int at, int end, int query, int query_end, int items,
			   int items_end)
{
	int			ntargets = 0;
	bool		record;

	if (plpgsql_is(body, at, end, "strict"))
		at++;
	for (int i = at; plpgsql_is_word(body, i, end); i++)
	{
		ntargets++;
		(void) plpgsql_qualified(body, i, end, &i);
		if (!plpgsql_is(body, i, end, ","))
			break;
	}
	while (plpgsql_is_word(body, at, end) && ntargets > 0)
	{
		const char *target = without_label(body, plpgsql_qualified(body, at, end, &at));
		int			number = plpgsql_variable(body, target);
		int			stop = plpgsql_find(body, items, items_end, ",", NULL);
		bool		star = items < stop && plpgsql_is(body, stop - 1, stop, "*");

		record = number >= 0 && body->variables[number].record && ntargets == 1 &&
			(stop < items_end || star || plpgsql_item_name(body, items, stop) != NULL);
		if (items >= stop || star)
			assign(body, target, stored(target), NULL);
		else
		{
			Taint		taint = plpgsql_item(body, query, query_end, items, stop);

			assign(body, target, taint.level == TAINT_STORED ? stored(target) : taint,
				   plpgsql_constant(body, items, stop));
		}
		for (int item = items; record && item < items_end;)
		{
			const char *name;

			stop = plpgsql_find(body, item, items_end, ",", NULL);
			name = plpgsql_item_name(body, item, stop);
			if (name != NULL && !plpgsql_is(body, stop - 1, stop, "*"))
			{
				char	   *field = psprintf("%s.%s", target, name);
				Taint		taint = plpgsql_item(body, query, query_end, item, stop);

				assign(body, field, taint.level == TAINT_STORED ? stored(field) : taint, NULL);
			}
			item = stop + 1;
		}
		if (record)
		{
			/* fields speak for themselves; what is not among them is stored */
			number = plpgsql_variable(body, target);
			body->values[number].taint = stored(target);
		}
		items = Min(stop + 1, items_end);
		if (!plpgsql_is(body, at, end, ","))
			break;
		at++;
	}
}

/* SELECT … INTO, INSERT … RETURNING … INTO, FETCH … INTO and the like. */
static void
sql_statement(Plpgsql *body, int at, int end)
{
	int			changes = plpgsql_find(body, at, end, "insert", "update", "delete", "merge", NULL);
	int			into;
	int			first = end;
	int			last = end;

	if (changes < end)
	{
		first = plpgsql_find(body, changes, end, "returning", NULL) + 1;
		if (first > end)
			return;
		into = plpgsql_find(body, first, end, "into", NULL);
		last = into;
	}
	else
	{
		into = plpgsql_find(body, at, end, "into", NULL);
		if (!plpgsql_select_list(body, at, end, &first, &last))
			first = last = end;
		/* INTO may stand before the list */
		if (first == last && plpgsql_is(body, first, end, "into"))
			first = last = end;
	}
	if (into < end)
		assign_targets(body, into + 1, end, at, end, first, last);
}

/* The dynamic parts of RETURN QUERY, OPEN and EXECUTE; assignments; the rest. */
static void
simple_statement(Flow *flow, int at, int end)
{
	Plpgsql    *body = flow->body;
	int			next;

	if (plpgsql_is(body, at, end, "execute"))
	{
		execute(flow, at + 1, end);
		next = plpgsql_find(body, at, end, "into", NULL);
		if (next < end)
			assign_targets(body, next + 1, end, end, end, end, end);
	}
	else if (plpgsql_is(body, at, end, "return"))
	{
		if (plpgsql_is(body, at + 1, end, "query"))
		{
			if (plpgsql_is(body, at + 2, end, "execute"))
				execute(flow, at + 3, end);
		}
		else if (!plpgsql_is(body, at + 1, end, "next"))
			body->dead = true;
	}
	else if (plpgsql_is(body, at, end, "open"))
	{
		next = plpgsql_find(body, at, end, "for", NULL);
		if (plpgsql_is(body, next + 1, end, "execute"))
			execute(flow, next + 2, end);
	}
	else if (plpgsql_is(body, at, end, "raise"))
	{
		static const char *const mild[] = {"notice", "warning", "info", "log", "debug"};

		body->dead = true;
		for (int i = 0; i < lengthof(mild); i++)
		{
			if (plpgsql_is(body, at + 1, end, mild[i]))
				body->dead = false;
		}
	}
	else if (plpgsql_is(body, at, end, "select") || plpgsql_is(body, at, end, "with") ||
			 plpgsql_is(body, at, end, "insert") || plpgsql_is(body, at, end, "update") ||
			 plpgsql_is(body, at, end, "delete") || plpgsql_is(body, at, end, "merge") ||
			 plpgsql_is(body, at, end, "fetch"))
		sql_statement(body, at, end);
	else if (plpgsql_is_word(body, at, end))
	{
		const char *target = without_label(body, plpgsql_qualified(body, at, end, &next));
		bool		element = plpgsql_is(body, next, end, "[");
		Taint		taint;
		int			number;

		if (element)
			next = plpgsql_close(body, next, end);
		if (!plpgsql_is(body, next, end, ":=") && !plpgsql_is(body, next, end, "="))
			return;
		taint = plpgsql_expression(body, next + 1, end);
		number = plpgsql_variable(body, target);
		if (element && number >= 0)
			taint = plpgsql_worse(body->values[number].taint, taint);
		assign(body, target, taint, element ? NULL : plpgsql_constant(body, next + 1, end));
	}
}

/* ---------------------------------------------------------------------
 * Control structures
 * ---------------------------------------------------------------------
 */

static Frame *
push(Flow *flow, FrameKind kind, int at)
{
	Frame	   *frame;

	if (flow->nframes == PLPGSQL_MAX_DEPTH)
	{
		flow->lost = true;
		return NULL;
	}
	frame = &flow->frames[flow->nframes++];
	memset(frame, 0, sizeof(Frame));
	frame->kind = kind;
	frame->at = at;
	frame->entry = copy_values(flow->body->values);
	return frame;
}

/* The innermost frame, which must be of that kind. */
static Frame *
top(Flow *flow, FrameKind kind)
{
	if (flow->nframes == 0 || flow->frames[flow->nframes - 1].kind != kind)
	{
		flow->lost = true;
		return NULL;
	}
	return &flow->frames[flow->nframes - 1];
}

/* The branch that runs here ends. */
static void
end_branch(Flow *flow, Frame *frame)
{
	if (!flow->body->dead)
		frame->joined = join_values(frame->joined, flow->body->values);
	flow->body->dead = false;
}

/* A branch under the condition in [at, end) begins where the others did not. */
static void
begin_branch(Flow *flow, Frame *frame, int at, int end)
{
	Plpgsql    *body = flow->body;
	int			here;
	int			elsewhere;

	set_values(body, frame->entry);
	here = plpgsql_vouched(body, at, end, false);
	elsewhere = plpgsql_vouched(body, at, end, true);
	if (elsewhere >= 0)
		frame->entry[elsewhere].taint = clean;
	if (here >= 0)
		body->values[here].taint = clean;
}

static void
end_frame(Flow *flow, FrameKind kind)
{
	Plpgsql    *body = flow->body;
	Frame	   *frame = top(flow, kind);

	if (frame == NULL)
		return;
	if (kind == FRAME_LOOP)
	{
		flow->loop_ends[frame->at] = copy_values(body->values);
		set_values(body, join_values(frame->entry, body->values));
		body->dead = false;
	}
	else if (kind == FRAME_IF || frame->handlers)
	{
		end_branch(flow, frame);
		if (kind == FRAME_IF && !frame->has_else)
			frame->joined = join_values(frame->joined, frame->entry);
		if (frame->joined != NULL)
			set_values(body, frame->joined);
		else
			body->dead = true;
	}
	pfree(frame->entry);
	if (frame->joined != NULL)
		pfree(frame->joined);
	flow->nframes--;
}

/* FOR targets IN …; "at" is behind FOR, "end" at LOOP. */
static void
for_loop(Flow *flow, int at, int end)
{
	Plpgsql    *body = flow->body;
	int			in = plpgsql_find(body, at, end, "in", NULL);
	int			first;
	int			last;
	int			number;

	if (plpgsql_is(body, in + 1, end, "execute"))
	{
		execute(flow, in + 2, end);
		assign_targets(body, at, in, end, end, end, end);
	}
	else if (plpgsql_find(body, in, end, "..", NULL) < end)
	{
		number = plpgsql_add_variable(body, body->tokens[at].text);
		if (number >= 0)
		{
			body->variables[number].harmless = true;
			body->values[number].taint = clean;
		}
	}
	else
	{
		/* a loop's own variable is a record unless declared otherwise */
		if (plpgsql_is_word(body, at, in) && at + 1 == in &&
			plpgsql_variable(body, body->tokens[at].text) < 0 &&
			(number = plpgsql_add_variable(body, body->tokens[at].text)) >= 0)
			body->variables[number].record = true;
		if (plpgsql_select_list(body, in + 1, end, &first, &last))
			assign_targets(body, at, in, in + 1, end, first, last);
		else
			assign_targets(body, at, in, end, end, end, end);
	}
}

/* FOREACH target [SLICE number] IN ARRAY expression */
static void
foreach_loop(Plpgsql *body, int at, int end)
{
	int			in = plpgsql_find(body, at, end, "in", NULL);
	int			next;

	if (in < end && plpgsql_is_word(body, at, end))
		assign(body, plpgsql_qualified(body, at, in, &next),
			   plpgsql_expression(body, in + 2, end), NULL);
}

static void
begin_loop(Flow *flow, int at, int head, int loop)
{
	Plpgsql    *body = flow->body;

	if (push(flow, FRAME_LOOP, at) == NULL)
		return;
	if (flow->loop_ends[at] != NULL)
		set_values(body, join_values(copy_values(body->values), flow->loop_ends[at]));
	if (plpgsql_is(body, at, flow->end, "for"))
		for_loop(flow, head, loop);
	else if (plpgsql_is(body, at, flow->end, "foreach"))
		foreach_loop(body, head, loop);
}

/* END [IF | LOOP | CASE] [label] ; returns what is behind it. */
static int
end_statement(Flow *flow, int at)
{
	Plpgsql    *body = flow->body;
	int			end = flow->end;

	at++;
	if (plpgsql_is(body, at, end, "if") || plpgsql_is(body, at, end, "case"))
	{
		end_frame(flow, FRAME_IF);
		at++;
	}
	else if (plpgsql_is(body, at, end, "loop"))
		end_frame(flow, FRAME_LOOP);
	else
		end_frame(flow, FRAME_BLOCK);
	return plpgsql_find(body, at, end, ";", NULL) + 1;
}

/* The statement that begins at "at"; returns where the next one does. */
static int
statement(Flow *flow, int at)
{
	Plpgsql    *body = flow->body;
	int			end = flow->end;
	Frame	   *frame;
	int			stop;

	if (plpgsql_is(body, at, end, ";"))
		return at + 1;
	if (plpgsql_is(body, at, end, "#"))
		return at + 3;			/* #variable_conflict use_column */
	if (plpgsql_is(body, at, end, "<<"))
		return at + 3;			/* <<label>> */
	if (plpgsql_is(body, at, end, "declare"))
	{
		for (at++; at < end && !plpgsql_is(body, at, end, "begin"); at = stop + 1)
		{
			if (plpgsql_is(body, at, end, "declare"))
				at++;
			stop = plpgsql_find(body, at, end, ";", NULL);
			declaration(body, at, stop);
		}
		return at;
	}
	if (plpgsql_is(body, at, end, "begin"))
	{
		(void) push(flow, FRAME_BLOCK, at);
		return at + 1;
	}
	if (plpgsql_is(body, at, end, "exception"))
	{
		if ((frame = top(flow, FRAME_BLOCK)) == NULL)
			return end;
		/* a handler may begin behind any statement of the block */
		frame->entry = join_values(frame->entry, body->values);
		end_branch(flow, frame);
		frame->handlers = true;
		body->dead = true;
		return at + 1;
	}
	if (plpgsql_is(body, at, end, "if"))
	{
		stop = plpgsql_find(body, at, end, "then", NULL);
		if ((frame = push(flow, FRAME_IF, at)) != NULL)
			begin_branch(flow, frame, at + 1, stop);
		return stop + 1;
	}
	if (plpgsql_is(body, at, end, "elsif") || plpgsql_is(body, at, end, "elseif"))
	{
		stop = plpgsql_find(body, at, end, "then", NULL);
		if ((frame = top(flow, FRAME_IF)) == NULL)
			return end;
		end_branch(flow, frame);
		begin_branch(flow, frame, at + 1, stop);
		return stop + 1;
	}
	if (plpgsql_is(body, at, end, "case"))
	{
		/* up to the first WHEN, which is a branch like the others */
		if ((frame = push(flow, FRAME_IF, at)) != NULL)
			body->dead = true;
		for (at++; at < end && !plpgsql_is(body, at, end, "when");)
		{
			if (plpgsql_is(body, at, end, "case"))
			{
				int			depth = 0;

				do
				{
					if (plpgsql_is(body, at, end, "case"))
						depth++;
					else if (plpgsql_is(body, at, end, "end"))
						depth--;
					at++;
				} while (at < end && depth > 0);
			}
			else
				at++;
		}
		return at;
	}
	if (plpgsql_is(body, at, end, "when"))
	{
		stop = plpgsql_find(body, at, end, "then", NULL);
		frame = flow->nframes > 0 ? &flow->frames[flow->nframes - 1] : NULL;
		if (frame == NULL || !(frame->kind == FRAME_IF || frame->handlers))
		{
			flow->lost = true;
			return end;
		}
		end_branch(flow, frame);
		begin_branch(flow, frame, at + 1, stop);
		return stop + 1;
	}
	if (plpgsql_is(body, at, end, "else"))
	{
		if ((frame = top(flow, FRAME_IF)) == NULL)
			return end;
		end_branch(flow, frame);
		set_values(body, frame->entry);
		frame->has_else = true;
		return at + 1;
	}
	if (plpgsql_is(body, at, end, "end"))
		return end_statement(flow, at);
	if (plpgsql_is(body, at, end, "loop") || plpgsql_is(body, at, end, "while") ||
		plpgsql_is(body, at, end, "for") || plpgsql_is(body, at, end, "foreach"))
	{
		stop = plpgsql_find(body, at, end, "loop", NULL);
		begin_loop(flow, at, at + 1, stop);
		return stop + 1;
	}

	stop = plpgsql_find(body, at, end, ";", NULL);
	simple_statement(flow, at, stop);
	return stop + 1;
}

void
plpgsql_follow(Plpgsql *body, const FunctionFacts *function)
{
	Flow		flow = {0};

	memset(body, 0, sizeof(Plpgsql));
	body->function = function;
	body->tokens = function->tokens;
	body->ntokens = function->ntokens;
	body->values = palloc0(sizeof(PlpgsqlValue) * PLPGSQL_MAX_VARIABLES);
	if (body->ntokens == 0)
		return;
	flow.body = body;
	flow.end = body->ntokens;
	flow.loop_ends = palloc0(sizeof(PlpgsqlValue *) * body->ntokens);

	for (flow.pass = 0; flow.pass < 2 && !flow.lost; flow.pass++)
	{
		flow.nframes = 0;
		body->dead = false;
		body->nvariables = 0;
		declare_arguments(body);
		for (int at = 0; at < flow.end && !flow.lost;)
			at = statement(&flow, at);
	}
}
