/*-------------------------------------------------------------------------
 *
 * rehearsal_sink.c
 *		What the guard must know of a script that is only rehearsed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/catalog/reader.h"
#include "guard/collect/rehearsal_sink.h"

static Rehearsed *current = NULL;

Rehearsed *
rehearsed_current(void)
{
	return current;
}

Rehearsed *
rehearsed_swap(Rehearsed *rehearsed)
{
	Rehearsed  *old = current;

	current = rehearsed;
	return old;
}

void
rehearsed_forget(void)
{
	current = NULL;
	(void) facts_swap_origin(0);
}
