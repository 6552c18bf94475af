/*-------------------------------------------------------------------------
 *
 * unquoted_name.h
 *		Free names to replace those that must be quoted.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_UNQUOTED_NAME_H
#define HYGIENE_UNQUOTED_NAME_H

#include "facts/quoted_name.h"
#include "utils/hsearch.h"
#include "utils/snapshot.h"

/* Names that were given in this audit, so that none is given twice; zero at its start. */
typedef struct GivenNames
{
	MemoryContext context;
	HTAB	   *names;
} GivenNames;

/*
 * For a name that must be quoted: the first name_candidate() that nothing in the
 * schema has, palloc'd.  NULL if the name needs no quotes or no candidate is free.
 * "given" may be NULL.
 */
extern char *better_relation_name(const char *relname, Oid nspoid, GivenNames *given,
								  Snapshot snapshot);
extern char *better_function_name(const char *proname, Oid nspoid, GivenNames *given,
								  Snapshot snapshot);

#endif							/* HYGIENE_UNQUOTED_NAME_H */
