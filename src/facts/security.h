/*-------------------------------------------------------------------------
 *
 * security.h
 *		Row security and privileges at one snapshot.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SECURITY_H
#define HYGIENE_SECURITY_H

#include "facts/facts.h"
#include "nodes/pg_list.h"
#include "utils/snapshot.h"

/* A schema, as far as its privileges go. */
typedef struct SchemaFacts
{
	Oid			nspoid;
	char	   *nspname;
	bool		public_create;	/* everybody may create objects in it */
	bool		extension_member;
} SchemaFacts;

/* All policies of a table, by name (array of *npolicies), palloc'd. */
extern PolicyFacts *facts_read_policies(Oid relid, Snapshot snapshot, int *npolicies);

/*
 * Of a view: fills bypassed, the tables whose row security it passes by
 * because they are read with the rights of the view's owner.
 */
extern void facts_read_bypassed(RelationFacts *view, Snapshot snapshot);

/* The views and rules of other relations that name this one (their relations' OIDs). */
extern List *facts_read_by(Oid relid, Snapshot snapshot);

/* One schema, or NULL if it is not there. */
extern SchemaFacts *facts_read_schema(Oid nspoid, Snapshot snapshot);

typedef void (*SchemaCallback) (const SchemaFacts *schema, void *arg);
typedef void (*ViewCallback) (const RelationFacts *view, void *arg);

/*
 * Calls back for the schemas that users made and for public; of one only if
 * nspoid is valid.  Those of extensions and of the system are left out.
 */
extern void facts_stream_schemas(Snapshot snapshot, Oid nspoid, SchemaCallback callback,
								 void *arg);

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

#endif							/* HYGIENE_SECURITY_H */
