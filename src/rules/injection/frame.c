/*-------------------------------------------------------------------------
 *
 * frame.c
 *		The blocks, branches and loops of a function's body that are open.
 *
 * Each knows what the variables may be where it goes on: states are joined
 * where ways meet.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/injection/follow.h"

Value *
state_copy(const Body *body, int n)
{
	Value	   *state = NULL;

	if (!body->dead)
	{
		state = palloc(Max(n, 1) * sizeof(Value));
		memcpy(state, body->values, n * sizeof(Value));
	}
	return state;
}

void
state_set(Body *body, const Value *state, int n)
{
	body->dead = state == NULL;
	if (state != NULL)
		memcpy(body->values, state, n * sizeof(Value));
}

/* Adds what the variables may be here to *state. */
static void
state_join(const Body *body, Value **state, int n, bool widen)
{
	if (*state == NULL)
		*state = state_copy(body, n);
	else if (!body->dead)
	{
		for (int i = 0; i < n; i++)
			(*state)[i] = value_join((*state)[i], body->values[i], widen);
	}
}

static bool
state_equal(const Value *a, const Value *b, int n)
{
	if (a == NULL || b == NULL)
		return a == b;
	for (int i = 0; i < n; i++)
	{
		if (!value_equal(a[i], b[i]))
			return false;
	}
	return true;
}

Frame *
frame_push(Body *body, FrameKind kind, int at)
{
	Frame	   *frame;

	if (body->nframes == MAX_FRAMES)
	{
		body->lost = true;
		return NULL;
	}
	frame = &body->frames[body->nframes++];
	memset(frame, 0, sizeof(Frame));
	frame->kind = kind;
	frame->at = at;
	frame->label = body->label;
	frame->nnames = body->nnames;
	frame->nvariables = frame->ninside = body->nvariables;
	frame->entry = state_copy(body, body->nvariables);
	body->label = NULL;
	return frame;
}

/* The innermost frame, which must be of that kind. */
Frame *
frame_top(Body *body, FrameKind kind)
{
	Frame	   *frame = body->nframes > 0 ? &body->frames[body->nframes - 1] : NULL;

	if (frame != NULL && frame->kind == kind)
		return frame;
	body->lost = true;
	return NULL;
}

/* The branch that runs here ends. */
void
frame_end_branch(Body *body, Frame *frame)
{
	state_join(body, &frame->after, frame->nvariables, false);
}

/* A branch under the condition in [at, end) begins where the others did not. */
void
frame_begin_branch(Body *body, Frame *frame, int at, int end)
{
	Outcome		outcome;
	Refinement *applied;

	state_set(body, frame->entry, frame->ninside);
	outcome = condition_read(body, at, end);
	applied = condition_apply(outcome.no, NULL);
	if (frame->entry != NULL)
		pfree(frame->entry);
	frame->entry = state_copy(body, frame->ninside);
	condition_undo(applied);
	(void) condition_apply(outcome.yes, NULL);
}

/* The end of the loop's body, or CONTINUE. */
static void
loop_again(Body *body, Frame *frame)
{
	Value	  **end = &body->loop_ends[frame->at];
	Value	   *before = *end;

	if (before != NULL)
	{
		*end = palloc(Max(frame->nvariables, 1) * sizeof(Value));
		memcpy(*end, before, frame->nvariables * sizeof(Value));
	}
	state_join(body, end, frame->nvariables, body->pass > 2);
	body->changed |= !state_equal(before, *end, frame->nvariables);
	if (before != NULL)
		pfree(before);
}

static void
leave_frame(Body *body, const char *label, bool again)
{
	for (int i = body->nframes - 1; i >= 0 && !body->dead; i--)
	{
		Frame	   *frame = &body->frames[i];

		if (label != NULL ? frame->label == NULL || strcmp(frame->label, label) != 0 :
			frame->kind != FRAME_LOOP)
			continue;
		if (again)
			loop_again(body, frame);
		else
			state_join(body, &frame->after, frame->nvariables, false);
		return;
	}
}

void
frame_pop(Body *body, FrameKind kind)
{
	Frame	   *frame = frame_top(body, kind);

	if (frame == NULL)
		return;
	if (kind == FRAME_LOOP)
	{
		loop_again(body, frame);
		/* or it ended before it began, or where its condition said so */
		state_set(body, frame->entry, frame->nvariables);
	}
	else if (kind == FRAME_IF && !frame->has_else)
	{
		frame_end_branch(body, frame);
		state_set(body, frame->entry, frame->nvariables);
	}
	state_join(body, &frame->after, frame->nvariables, false);
	state_set(body, frame->after, frame->nvariables);
	body->nnames = frame->nnames;
	body->nvariables = frame->nvariables;
	if (frame->entry != NULL)
		pfree(frame->entry);
	if (frame->after != NULL)
		pfree(frame->after);
	body->nframes--;
}

/* LOOP, WHILE, FOR or FOREACH at "at"; LOOP is at "loop". */
void
frame_begin_loop(Body *body, int at, int loop)
{
	Frame	   *frame = frame_push(body, FRAME_LOOP, at);
	Outcome		outcome = {NULL, NULL};
	const Value *end = body->loop_ends[at];

	if (frame == NULL)
		return;
	if (end != NULL && !body->dead)
	{
		for (int i = 0; i < frame->nvariables; i++)
			body->values[i] = value_join(body->values[i], end[i], body->pass > 2);
	}
	if (body->pass > MAX_PASSES)
	{
		Value		worst = expression_worst(body);

		for (int i = 0; i < frame->nvariables; i++)
			body->values[i] = value_typed(value_join(body->values[i], worst, true),
										  body->variables[i].type);
	}
	if (word_is(body, at, loop, "while"))
		outcome = condition_read(body, at + 1, loop);
	/* an unconditional loop ends by EXIT only */
	if (frame->entry != NULL)
		pfree(frame->entry);
	frame->entry = NULL;
	if (loop > at)
	{
		Refinement *applied = condition_apply(outcome.no, NULL);

		frame->entry = state_copy(body, frame->nvariables);
		condition_undo(applied);
		(void) condition_apply(outcome.yes, NULL);
	}
	if (word_is(body, at, loop, "for"))
		cursor_for(body, at + 1, loop);
	else if (word_is(body, at, loop, "foreach"))
		cursor_foreach(body, at + 1, loop);
}

/* EXIT or CONTINUE [label] [WHEN condition] */
void
frame_leave(Body *body, int at, int end)
{
	bool		again = word_is(body, at, end, "continue");
	int			when = words_find(body, at, end, "when", NULL);
	const char *label = at + 1 < when && word_is_name(body, at + 1, when) ?
		body->tokens[at + 1].text : NULL;
	Outcome		outcome = {NULL, NULL};
	Refinement *applied;

	if (when < end)
		outcome = condition_read(body, when + 1, end);
	applied = condition_apply(outcome.yes, NULL);
	leave_frame(body, label, again);
	condition_undo(applied);
	if (when < end)
		(void) condition_apply(outcome.no, NULL);
	else
		body->dead = true;
}
