/*-------------------------------------------------------------------------
 *
 * rehearsal_sink.h
 *		What the guard must know of a script that is only rehearsed.
 *
 * While a rehearsal is in force, nothing is refused, reported or journaled:
 * whatever would have been goes to its callbacks.  Annotations in comments are
 * read from the script's statement that runs, and "this transaction" begins
 * where the script's own transaction begins (rehearsal/guard_state.c).
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_REHEARSAL_SINK_H
#define HYGIENE_REHEARSAL_SINK_H

#include "postgres.h"

#include "nodes/nodes.h"
#include "rules/finding.h"

typedef struct RehearsalSink
{
	/* the statement that runs, set by whoever runs the script */
	int			number;			/* from 1; 0: none */
	const char *text;			/* with its comments; NULL: none */
	const Node *utility;		/* its parse tree if it is a command, else
								 * NULL */
	bool		concurrently;	/* says CONCURRENTLY, but is rehearsed without */

	/*
	 * A finding that was judged: "verdict" is refused, warned, recorded or
	 * allowed (static), "level" the one in force, "hint" what the client
	 * would be shown, "number" the statement it belongs to, 0 if unknown.
	 */
	void		(*finding) (const HygieneFinding *finding, const char *verdict,
							HygieneLevel level, const char *hint, const char *reason,
							const char *backup, int number, void *arg);

	/* An annotation that is not understood or matched nothing. */
	void		(*problem) (int sqlerrcode, const char *message, const char *detail,
							const char *hint, int number, void *arg);
	void	   *arg;

	struct PutAside *aside;		/* guard_state.c's own */
} RehearsalSink;

/* The rehearsal in force, or NULL. */
extern RehearsalSink *rehearsal_sink_current(void);

/* Puts another rehearsal in force, or none; returns the one that was. */
extern RehearsalSink *rehearsal_sink_swap(RehearsalSink *sink);

/* The real transaction is over. */
extern void rehearsal_sink_forget(void);

#endif							/* HYGIENE_REHEARSAL_SINK_H */
