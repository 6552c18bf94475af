/*-------------------------------------------------------------------------
 *
 * rehearsal_sink.c
 *		What the guard must know of a script that is only rehearsed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/catalog/snapshot.h"
#include "guard/collect/rehearsal_sink.h"

static RehearsalSink *current = NULL;

RehearsalSink *
rehearsal_sink_current(void)
{
	return current;
}

RehearsalSink *
rehearsal_sink_swap(RehearsalSink *sink)
{
	RehearsalSink *old = current;

	current = sink;
	return old;
}

void
rehearsal_sink_forget(void)
{
	current = NULL;
	(void) facts_swap_origin(0);
}
