/*-------------------------------------------------------------------------
 *
 * objects.h
 *		Schemas, types, functions and extensions, at a snapshot.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_OBJECTS_H
#define HYGIENE_OBJECTS_H

#include "postgres.h"

#include "utils/snapshot.h"

/* What is not a relation: a schema, type, function, extension. */
typedef struct ObjectFacts
{
	Oid			classid;
	Oid			objid;
	const char *kind;			/* static: "schema", "type", "domain", "function",
								 * "procedure", "aggregate", "extension" */
	char	   *name;			/* of a function: name(argument types) */
	Oid			nspoid;
	char	   *nspname;		/* NULL where it has none */
	bool		extension_member;
	Oid			typrelid;		/* composite types only */
	char		typtype;		/* types only */
} ObjectFacts;

/*
 * A schema, type, function or extension, palloc'd, or NULL (also for other
 * classes).
 */
extern ObjectFacts *facts_read_object(Oid classid, Oid objid, Snapshot snapshot);

#endif							/* HYGIENE_OBJECTS_H */
