/*-------------------------------------------------------------------------
 *
 * schemas.h
 *		Schemas and their privileges at one snapshot.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SCHEMAS_H
#define HYGIENE_SCHEMAS_H

#include "postgres.h"

#include "utils/snapshot.h"

/* A schema, as far as its privileges go. */
typedef struct SchemaFacts
{
	Oid			nspoid;
	char	   *nspname;
	bool		public_create;	/* everybody may create objects in it */
	bool		extension_member;
} SchemaFacts;

/* One schema, or NULL if it is not there. */
extern SchemaFacts *facts_read_schema(Oid nspoid, Snapshot snapshot);

typedef void (*SchemaCallback) (const SchemaFacts *schema, void *arg);

/*
 * Calls back for the schemas that users made and for public; of one only if
 * nspoid is valid.  Those of extensions and of the system are left out.
 */
extern void facts_stream_schemas(Snapshot snapshot, Oid nspoid, SchemaCallback callback,
								 void *arg);

#endif							/* HYGIENE_SCHEMAS_H */
