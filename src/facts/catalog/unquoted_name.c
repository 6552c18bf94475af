/*-------------------------------------------------------------------------
 *
 * unquoted_name.c
 *		Free names to replace those that must be quoted.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/indexing.h"
#include "catalog/pg_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/unquoted_name.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

typedef struct GivenName
{
	NameData	name;			/* hash key: what was given, */
	Oid			nspoid;			/* where, */
	int			of;				/* to what kind of thing, */
	NameData	to;				/* to which name */
} GivenName;

/* Every relation has, or might get, a type of its name. */
static bool
is_type(const char *name, Oid nspoid, Snapshot snapshot)
{
	CatalogScan scan;
	bool		found;

	catalog_scan_name(&scan, TypeRelationId, TypeNameNspIndexId, Anum_pg_type_typname, name,
					  Anum_pg_type_typnamespace, nspoid, snapshot);
	found = HeapTupleIsValid(catalog_scan_next(&scan));
	catalog_scan_end(&scan);
	return found;
}

/* Records that "name" is given to "to"; false if it was given to another one. */
static bool
give(GivenNames *given, const char *name, Oid nspoid, NameOf of, const char *to)
{
	GivenName	key = {0};
	GivenName  *entry;
	bool		found;

	if (given == NULL)
		return true;
	if (given->names == NULL)
	{
		HASHCTL		ctl = {.keysize = offsetof(GivenName, to),.entrysize = sizeof(GivenName),
		.hcxt = given->context};

		given->names = hash_create("hygiene given names", 64, &ctl,
								   HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	namestrcpy(&key.name, name);
	key.nspoid = nspoid;
	key.of = of;
	entry = hash_search(given->names, &key, HASH_ENTER, &found);
	if (!found)
		namestrcpy(&entry->to, to);
	return strcmp(NameStr(entry->to), to) == 0;
}

static char *
better_name(const char *name, Oid nspoid, NameOf of, GivenNames *given, Snapshot snapshot)
{
	char	   *candidate;

	if (!name_is_odd(name) && !name_is_reserved(name, of))
		return NULL;
	for (int i = 1; (candidate = name_candidate(name, of, i)) != NULL; i++)
	{
		/* overloaded functions are renamed alike, and so become no others' */
		if (of == NAME_OF_FUNCTION ? facts_functions_named(candidate, nspoid, snapshot) == NIL :
			!OidIsValid(facts_relation_named(candidate, nspoid, snapshot)) &&
			!is_type(candidate, nspoid, snapshot))
		{
			if (give(given, candidate, nspoid, of, name))
				return candidate;
		}
	}
	return NULL;
}

char *
better_relation_name(const char *relname, Oid nspoid, GivenNames *given, Snapshot snapshot)
{
	return better_name(relname, nspoid, NAME_OF_TABLE, given, snapshot);
}

char *
better_function_name(const char *proname, Oid nspoid, GivenNames *given, Snapshot snapshot)
{
	return better_name(proname, nspoid, NAME_OF_FUNCTION, given, snapshot);
}
