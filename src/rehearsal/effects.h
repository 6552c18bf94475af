/*-------------------------------------------------------------------------
 *
 * effects.h
 *		What a statement has done to relations, as the server knows it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_EFFECTS_H
#define HYGIENE_EFFECTS_H

#include "postgres.h"

#include "nodes/nodes.h"

typedef struct Observer Observer;

/* JSON arrays, in the statement's memory context; "[]" if nothing. */
typedef struct Observation
{
	int64		rows_changed;
	char	   *locks;
	char	   *rewrites;
	char	   *index_builds;
	char	   *full_scans;
} Observation;

/* Lives in the current memory context.  What exists now is "before the script". */
extern Observer *observer_create(void);

/* Around a statement, in its subtransaction; "utility" is its parse tree or NULL. */
extern void observe_begin(Observer *observer);
extern void observe_end(Observer *observer, const Node *utility, Observation *seen);

/*
 * A statement did not come to its end, or was none that is observed: what was counted
 * for it is not the next one's.
 */
extern void observe_failed(Observer *observer);

/* After the last statement. */
extern void observe_over(void);

#endif							/* HYGIENE_EFFECTS_H */
