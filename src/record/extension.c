/*-------------------------------------------------------------------------
 *
 * extension.c
 *		OIDs of the installed extension and of its tables.
 *
 * Every command needs them, so they are cached.  There are no invalidation
 * messages for rows of pg_extension and pg_depend.  But CREATE and DROP
 * EXTENSION create and drop event triggers and a schema, and the messages for
 * those reach all sessions and are also sent when the transaction rolls back.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "commands/extension.h"
#include "record/extension.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

typedef struct CachedTable
{
	char		relname[NAMEDATALEN];
	Oid			relid;			/* InvalidOid: the entry is free */
} CachedTable;

static bool callbacks_registered = false;
static bool extension_valid = false;
static Oid	extension = InvalidOid;
static uint64 invalidations = 0;	/* how many there were in this session */

/* One for each table of the extension. */
static CachedTable cached_tables[3];

void
extension_forget(void)
{
	extension_valid = false;
	invalidations++;
	memset(cached_tables, 0, sizeof(cached_tables));
}

static void
invalidate_extension(Datum arg, int cacheid, uint32 hashvalue)
{
	extension_forget();
}

static void
invalidate_table(Datum arg, Oid relid)
{
	invalidations++;
	for (int i = 0; i < lengthof(cached_tables); i++)
	{
		if (!OidIsValid(relid) || cached_tables[i].relid == relid)
			cached_tables[i].relid = InvalidOid;
	}
}

Oid
extension_oid(void)
{
	if (!callbacks_registered)
	{
		CacheRegisterSyscacheCallback(EVENTTRIGGEROID, invalidate_extension, (Datum) 0);
		CacheRegisterSyscacheCallback(NAMESPACEOID, invalidate_extension, (Datum) 0);
		CacheRegisterRelcacheCallback(invalidate_table, (Datum) 0);
		callbacks_registered = true;
	}
	if (!extension_valid)
	{
		uint64		before = invalidations;

		extension = get_extension_oid("pg_hygiene", true);
		extension_valid = invalidations == before;
	}
	return extension;
}

/* Returns the OID of the table of that name; InvalidOid if it is not a member. */
static Oid
find_table(const char *relname)
{
	Oid			relid = get_relname_relid(relname, get_namespace_oid("hygiene", true));

	if (!OidIsValid(relid) || get_rel_relkind(relid) != RELKIND_RELATION ||
		getExtensionOfObject(RelationRelationId, relid) != extension)
		return InvalidOid;
	return relid;
}

Oid
extension_table(const char *relname)
{
	CachedTable *entry = NULL;
	uint64		before;
	Oid			relid;

	if (!OidIsValid(extension_oid()))
		return InvalidOid;
	for (int i = 0; i < lengthof(cached_tables); i++)
	{
		if (!OidIsValid(cached_tables[i].relid))
			entry = &cached_tables[i];
		else if (strcmp(cached_tables[i].relname, relname) == 0)
			return cached_tables[i].relid;
	}
	before = invalidations;
	relid = find_table(relname);
	if (OidIsValid(relid) && entry != NULL && invalidations == before)
	{
		strlcpy(entry->relname, relname, NAMEDATALEN);
		entry->relid = relid;
	}
	return relid;
}

/* Returns whether the first columns are of these types. */
static bool
columns_match(TupleDesc desc, const Oid *types, int ntypes)
{
	if (desc->natts < ntypes)
		return false;
	for (int i = 0; i < ntypes; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);

		if (att->attisdropped || att->atttypid != types[i])
			return false;
	}
	return true;
}

Relation
extension_open_table(const char *relname, const Oid *types, int ntypes, LOCKMODE lockmode)
{
	Oid			relid = extension_table(relname);
	Relation	rel = OidIsValid(relid) ? try_table_open(relid, lockmode) : NULL;

	if (rel != NULL && !columns_match(RelationGetDescr(rel), types, ntypes))
	{
		table_close(rel, lockmode);
		return NULL;
	}
	return rel;
}
