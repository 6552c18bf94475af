/*-------------------------------------------------------------------------
 *
 * unquoted_name.h
 *		Names that must be quoted, and free ones to put in their place.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_UNQUOTED_NAME_H
#define HYGIENE_UNQUOTED_NAME_H

#include "facts/facts.h"
#include "utils/hsearch.h"
#include "utils/snapshot.h"

typedef enum NameOf
{
	NAME_OF_TABLE,
	NAME_OF_COLUMN,
	NAME_OF_FUNCTION
} NameOf;

/* Names that were given in this audit, so that none is given twice; zero at its start. */
typedef struct GivenNames
{
	MemoryContext context;
	HTAB	   *names;
} GivenNames;

/* Must the name be quoted because of its characters? */
extern bool name_is_odd(const char *name);

/* … or because it is a keyword?  Functions need it less often. */
extern bool name_is_reserved(const char *name, NameOf of);

/*
 * A name that needs no quotes, made of one that does, or of one that is a
 * keyword: the first that comes to mind, the second (name_2) and so on.
 * palloc'd; NULL if there is none.
 */
extern char *name_candidate(const char *name, NameOf of, int which);

/*
 * The first of them that nothing in the schema bears, of one that needs quotes;
 * NULL if it needs none, or there is none.  "given" may be NULL.
 */
extern char *better_relation_name(const char *relname, Oid nspoid, GivenNames *given,
								  Snapshot snapshot);
extern char *better_function_name(const char *proname, Oid nspoid, GivenNames *given,
								  Snapshot snapshot);

#endif							/* HYGIENE_UNQUOTED_NAME_H */
