/*-------------------------------------------------------------------------
 *
 * flow.c
 *		A function's body, statement by statement.
 *
 * Branches are followed apart and joined behind; what a branch that returns
 * or raises did to variables counts for nothing behind it.  The body is gone
 * through until what the ends of its loops leave behind stays the same.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "rules/injection/follow.h"
#include "utils/memutils.h"

/* DECLARE … up to BEGIN */
static int
declarations(Body *body, int at)
{
	int			end = body->ntokens;
	Frame	   *frame = frame_push(body, FRAME_BLOCK, at);

	if (frame != NULL)
		frame->declaring = true;
	while (at < end && !word_is(body, at, end, "begin"))
	{
		int			stop;

		if (word_is(body, at, end, "declare"))
			at++;
		stop = words_find(body, at, end, ";", NULL);
		if (!word_is(body, at, end, "begin"))
		{
			scope_declare_item(body, at, stop);
			at = stop + 1;
		}
	}
	return at;
}

static void
begin_block(Body *body, int at)
{
	Frame	   *frame = body->nframes > 0 ? &body->frames[body->nframes - 1] : NULL;

	if (frame == NULL || !frame->declaring)
		frame = frame_push(body, FRAME_BLOCK, at);
	if (frame == NULL)
		return;
	frame->declaring = false;
	frame->ninside = body->nvariables;
	if (frame->entry != NULL)
		pfree(frame->entry);
	frame->entry = state_copy(body, frame->ninside);
}

/* The first WHEN of a CASE statement, which has its operand in front. */
static int
first_when(Body *body, int at)
{
	int			depth = 0;

	for (; at < body->ntokens; at++)
	{
		if (depth == 0 && word_is(body, at, body->ntokens, "when"))
			break;
		if (word_is(body, at, body->ntokens, "case"))
			depth++;
		else if (word_is(body, at, body->ntokens, "end") && depth > 0)
			depth--;
	}
	return at;
}

/* WHEN of a CASE statement or a handler. */
static int
when(Body *body, int at)
{
	int			stop = words_find(body, at, body->ntokens, "then", NULL);
	Frame	   *frame = body->nframes > 0 ? &body->frames[body->nframes - 1] : NULL;

	if (frame == NULL || !(frame->kind == FRAME_IF || frame->handlers))
	{
		body->lost = true;
		return body->ntokens;
	}
	frame_end_branch(body, frame);
	if (frame->handlers)
		state_set(body, frame->entry, frame->ninside);
	else
		frame_begin_branch(body, frame, at + 1, stop);
	return stop + 1;
}

/* CASE operand WHEN value, value THEN: the operand is one of the values. */
static int
case_when(Body *body, int at)
{
	Frame	   *frame = frame_top(body, FRAME_IF);
	int			stop = words_find(body, at, body->ntokens, "then", NULL);
	Node	   *operand = NULL;
	Value		value = value_null;

	if (frame == NULL)
		return body->ntokens;
	frame_end_branch(body, frame);
	state_set(body, frame->entry, frame->ninside);
	for (int next = at + 1; next < stop;)
	{
		int			comma = words_find(body, next, stop, ",", NULL);
		Value		one = expression_read(body, next, comma);

		value = next == at + 1 ? one : value_join(value, one, false);
		next = comma + 1;
	}
	/* each WHEN reads it again, so it must not be long */
	if (frame->operand_end - frame->operand <= MAX_NESTING)
		operand = expression_parse(body, frame->operand, frame->operand_end, 0, 0,
								   RAW_PARSE_PLPGSQL_EXPR);
	if (operand != NULL && IsA(operand, SelectStmt) &&
		list_length(((SelectStmt *) operand)->targetList) == 1)
	{
		ResTarget  *target = linitial_node(ResTarget, ((SelectStmt *) operand)->targetList);

		(void) condition_apply(condition_equal(body, target->val, value), NULL);
	}
	return stop + 1;
}

/* END [IF | LOOP | CASE] [label] ; returns what is behind it. */
static int
end_statement(Body *body, int at)
{
	int			end = body->ntokens;

	at++;
	if (word_is(body, at, end, "if") || word_is(body, at, end, "case"))
		frame_pop(body, FRAME_IF);
	else
		frame_pop(body, word_is(body, at, end, "loop") ? FRAME_LOOP : FRAME_BLOCK);
	return words_find(body, word_is(body, at, end, "case") ? at + 1 : at, end, ";", NULL) + 1;
}

/* The statement that begins at "at"; returns where the next one does. */
static int
statement(Body *body, int at)
{
	int			end = body->ntokens;
	Frame	   *frame;
	int			stop;

	MemoryContextReset(body->parse_context);
	if (word_is(body, at, end, ";"))
		return at + 1;
	if (word_is(body, at, end, "#"))
		return at + 3;			/* #variable_conflict use_column */
	if (word_is(body, at, end, "<<"))
	{
		if (word_is_name(body, at + 1, end))
			body->label = body->tokens[at + 1].text;
		return at + 3;
	}
	if (word_is(body, at, end, "declare"))
		return declarations(body, at);
	if (word_is(body, at, end, "begin"))
	{
		begin_block(body, at);
		return at + 1;
	}
	if (word_is(body, at, end, "exception"))
	{
		if ((frame = frame_top(body, FRAME_BLOCK)) == NULL)
			return end;
		frame_end_branch(body, frame);
		frame->handlers = true;
		body->dead = true;
		return at + 1;
	}
	if (word_is(body, at, end, "if") || word_is(body, at, end, "elsif") ||
		word_is(body, at, end, "elseif"))
	{
		stop = words_find(body, at, end, "then", NULL);
		if (word_is(body, at, end, "if"))
			frame = frame_push(body, FRAME_IF, at);
		else if ((frame = frame_top(body, FRAME_IF)) != NULL)
			frame_end_branch(body, frame);
		if (frame == NULL)
			return end;
		frame_begin_branch(body, frame, at + 1, stop);
		return stop + 1;
	}
	if (word_is(body, at, end, "case"))
	{
		stop = first_when(body, at + 1);
		if ((frame = frame_push(body, FRAME_IF, at)) == NULL)
			return end;
		frame->operand = at + 1;
		frame->operand_end = stop;
		frame->has_else = true; /* without ELSE it raises an error */
		body->dead = true;
		return stop;
	}
	if (word_is(body, at, end, "when"))
	{
		frame = body->nframes > 0 ? &body->frames[body->nframes - 1] : NULL;
		return frame != NULL && frame->kind == FRAME_IF && frame->operand < frame->operand_end ?
			case_when(body, at) : when(body, at);
	}
	if (word_is(body, at, end, "else"))
	{
		if ((frame = frame_top(body, FRAME_IF)) == NULL)
			return end;
		frame_end_branch(body, frame);
		state_set(body, frame->entry, frame->ninside);
		frame->has_else = true;
		return at + 1;
	}
	if (word_is(body, at, end, "end"))
		return end_statement(body, at);
	if (word_is(body, at, end, "loop") || word_is(body, at, end, "while") ||
		word_is(body, at, end, "for") || word_is(body, at, end, "foreach"))
	{
		stop = words_find(body, at, end, "loop", NULL);
		frame_begin_loop(body, at, stop);
		return stop + 1;
	}

	stop = words_find(body, at, end, ";", NULL);
	if (word_is(body, at, end, "exit") || word_is(body, at, end, "continue"))
		frame_leave(body, at, stop);
	else
		statement_read(body, at, stop);
	return stop + 1;
}

Body *
flow_follow(const FunctionFacts *function)
{
	Body	   *body = palloc0(sizeof(Body));
	bool		sql = strcmp(function->language, "sql") == 0;

	body->function = function;
	body->tokens = function->tokens;
	body->ntokens = function->ntokens;
	body->parse_context = AllocSetContextCreate(CurrentMemoryContext, "hygiene parse trees",
												ALLOCSET_DEFAULT_SIZES);
	words_pair_brackets(body);
	body->loop_ends = palloc0(sizeof(Value *) * body->ntokens);
	body->budget.left = TEXT_BUDGET;
	do
	{
		body->pass++;
		body->changed = false;
		body->nframes = body->nnames = body->nvariables = 0;
		body->dead = false;
		body->nplaces = 0;
		body->places = NIL;
		scope_declare_arguments(body);
		for (int at = 0; at < body->ntokens && !body->lost;)
		{
			CHECK_FOR_INTERRUPTS();
			if (!sql)
				at = statement(body, at);
			else
			{
				int			stop = words_find(body, at, body->ntokens, ";", NULL);

				MemoryContextReset(body->parse_context);
				statement_read(body, at, stop);
				at = stop + 1;
			}
		}
	} while (body->changed && body->pass <= MAX_PASSES && !body->lost);
	MemoryContextDelete(body->parse_context);
	return body;
}
