/*-------------------------------------------------------------------------
 *
 * views.h
 *		Views, and the row security that they pass by.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_VIEWS_H
#define HYGIENE_VIEWS_H

#include "postgres.h"

#include "access/htup.h"
#include "facts/facts.h"
#include "nodes/pg_list.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/*
 * Of a view: fills bypassed, the tables whose row security it passes by
 * because they are read with the rights of the view's owner.
 */
extern void facts_read_bypassed(RelationFacts *view, Snapshot snapshot);

typedef void (*ViewCallback) (const RelationFacts *view, void *arg);

/*
 * The views that an audit's reading of pg_class meets: zero, and filled by
 * observing every row (a ClassObserver, see stream.h).
 */
typedef struct ViewReading
{
	List	   *views;			/* OIDs */
	bool		any_row_security;	/* some table has it */
} ViewReading;

extern void facts_views_observe(HeapTuple tuple, Relation pg_class, const char *nspname,
								void *reading);

/*
 * Calls back for those of the views that users made, or for none where no
 * table has row security.  What is not a view is passed over.
 */
extern void facts_stream_views(ViewReading *reading, Snapshot snapshot,
							   ViewCallback callback, void *arg);

#endif							/* HYGIENE_VIEWS_H */
