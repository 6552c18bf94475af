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

#include "rules/plpgsql_parts.h"

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
	PlpgsqlValue *entry;		/* where no branch so far was taken; in a
								 * block, where a handler begins */
	PlpgsqlValue *joined;		/* of the branches that ended, or NULL */
	bool		has_else;
	bool		handlers;		/* in a block: behind EXCEPTION */
} Frame;

typedef struct Flow
{
	Plpgsql    *body;
	int			end;			/* number of tokens */
	int			nframes;
	Frame		frames[PLPGSQL_MAX_DEPTH];
	PlpgsqlValue **loop_ends;	/* by the token that opened the loop */
	int			nloop_ends;
	bool		lost;			/* makes no sense any more */
} Flow;

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
	frame->entry = plpgsql_copy_values(flow->body->values);
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
		frame->joined = plpgsql_join_values(frame->joined, flow->body->values);
	flow->body->dead = false;
}

/* A branch under the condition in [at, end) begins where the others did not. */
static void
begin_branch(Flow *flow, Frame *frame, int at, int end)
{
	Plpgsql    *body = flow->body;
	int			here;
	int			elsewhere;

	plpgsql_set_values(body, frame->entry);
	here = plpgsql_vouched(body, at, end, false);
	elsewhere = plpgsql_vouched(body, at, end, true);
	if (elsewhere >= 0)
		frame->entry[elsewhere].taint = plpgsql_clean;
	if (here >= 0)
		body->values[here].taint = plpgsql_clean;
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
		if (!body->counting && flow->nloop_ends < PLPGSQL_MAX_LOOPS)
		{
			flow->loop_ends[frame->at] = plpgsql_copy_values(body->values);
			flow->nloop_ends++;
		}
		plpgsql_set_values(body, plpgsql_join_values(frame->entry, body->values));
		body->dead = false;
	}
	else if (kind == FRAME_IF || frame->handlers)
	{
		end_branch(flow, frame);
		if (kind == FRAME_IF && !frame->has_else)
			frame->joined = plpgsql_join_values(frame->joined, frame->entry);
		if (frame->joined != NULL)
			plpgsql_set_values(body, frame->joined);
		else
			body->dead = true;
	}
	pfree(frame->entry);
	if (frame->joined != NULL)
		pfree(frame->joined);
	flow->nframes--;
}

static void
begin_loop(Flow *flow, int at, int head, int loop)
{
	Plpgsql    *body = flow->body;

	if (push(flow, FRAME_LOOP, at) == NULL)
		return;
	if (flow->loop_ends[at] != NULL)
		(void) plpgsql_join_values(body->values, flow->loop_ends[at]);
	if (plpgsql_is(body, at, flow->end, "for"))
		plpgsql_for_targets(body, head, loop);
	else if (plpgsql_is(body, at, flow->end, "foreach"))
		plpgsql_foreach_target(body, head, loop);
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
			plpgsql_declare(body, at, stop);
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
		frame->entry = plpgsql_join_values(frame->entry, body->values);
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
		plpgsql_set_values(body, frame->entry);
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
	plpgsql_statement(body, at, stop);
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
	plpgsql_pair_brackets(body);
	flow.loop_ends = palloc0(sizeof(PlpgsqlValue *) * body->ntokens);

	for (int pass = 0; pass < 2 && !flow.lost; pass++)
	{
		body->counting = pass > 0;
		flow.nframes = 0;
		body->dead = false;
		body->nvariables = 0;
		plpgsql_declare_arguments(body);
		for (int at = 0; at < flow.end && !flow.lost;)
			at = statement(&flow, at);
	}
}
