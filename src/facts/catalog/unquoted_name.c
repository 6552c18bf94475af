/*-------------------------------------------------------------------------
 *
 * unquoted_name.c
 *		Names that must be quoted, and free ones to put in their place.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/indexing.h"
#include "catalog/pg_type.h"
#include "common/keywords.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/unquoted_name.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"

/* Room for the longest suffix. */
#define LONGEST_STEM (NAMEDATALEN - 1 - 8)

/* So many are tried. */
#define CANDIDATES 50

typedef struct GivenName
{
	NameData	name;			/* hash key: what was given, */
	Oid			nspoid;			/* where, */
	int			of;				/* to what kind of thing, */
	NameData	to;				/* to which name */
} GivenName;

bool
name_is_odd(const char *name)
{
	if (!((*name >= 'a' && *name <= 'z') || *name == '_' || IS_HIGHBIT_SET(*name)))
		return true;
	for (const char *c = name; *c; c++)
	{
		if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_' ||
			  *c == '$' || IS_HIGHBIT_SET(*c)))
			return true;
	}
	return false;
}

bool
name_is_reserved(const char *name, NameOf of)
{
	int			number = -1;

	/* asked of every name; no keyword has a digit */
	if (strpbrk(name, "0123456789") == NULL && !name_is_odd(name))
		number = ScanKeywordLookup(name, &ScanKeywords);
	return number >= 0 &&
		(ScanKeywordCategories[number] == RESERVED_KEYWORD ||
		 (of != NAME_OF_FUNCTION && ScanKeywordCategories[number] == TYPE_FUNC_NAME_KEYWORD));
}

/* customer_name for CustomerName or "customer name"; NULL if nothing is left. */
static char *
plain_name(const char *name)
{
	StringInfoData buf;

	initStringInfo(&buf);
	for (const char *c = name; *c; c++)
	{
		bool		letter = *c >= 'A' && *c <= 'Z';

		if (letter && c > name && buf.len > 0 && buf.data[buf.len - 1] != '_' &&
			((c[-1] >= 'a' && c[-1] <= 'z') || (c[-1] >= '0' && c[-1] <= '9') ||
			 (c[-1] >= 'A' && c[-1] <= 'Z' && c[1] >= 'a' && c[1] <= 'z')))
			appendStringInfoChar(&buf, '_');
		if (letter)
			appendStringInfoChar(&buf, *c - 'A' + 'a');
		else if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || IS_HIGHBIT_SET(*c))
			appendStringInfoChar(&buf, *c);
		else if (buf.len > 0 && buf.data[buf.len - 1] != '_')
			appendStringInfoChar(&buf, '_');
	}
	while (buf.len > 0 && buf.data[buf.len - 1] == '_')
		buf.data[--buf.len] = '\0';
	if (buf.len == 0 || buf.len > LONGEST_STEM)
		return NULL;
	if (buf.data[0] >= '0' && buf.data[0] <= '9')
		return psprintf("n%s", buf.data);
	return buf.data;
}

char *
name_candidate(const char *name, NameOf of, int which)
{
	char	   *plain = plain_name(name);

	if (plain == NULL || which > CANDIDATES)
		return NULL;
	if (which > 1)
		return psprintf("%s_%d", plain, which);
	if (!name_is_reserved(plain, of))
		return plain;
	if (of == NAME_OF_TABLE)
		return psprintf("%s%s", plain, plain[strlen(plain) - 1] == 's' ? "_table" : "s");
	return psprintf("%s_%s", plain, of == NAME_OF_FUNCTION ? "call" : "value");
}

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

/* Notes that "name" goes to "to"; false if it has gone to another one. */
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
