/*-------------------------------------------------------------------------
 *
 * state.c
 *		The values of all variables of a function's body at one place in it.
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

void
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

bool
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
