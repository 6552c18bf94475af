/*-------------------------------------------------------------------------
 *
 * stream_views.h
 *		The views that users made, for audits.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STREAM_VIEWS_H
#define HYGIENE_STREAM_VIEWS_H

#include "access/htup.h"
#include "facts/facts.h"
#include "nodes/pg_list.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

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

#endif							/* HYGIENE_STREAM_VIEWS_H */
