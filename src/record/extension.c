/*-------------------------------------------------------------------------
 *
 * extension.c
 *		Is the extension installed in this database, and where are its tables?
 *
 * Asked with every command, so the answers are kept.  CREATE and DROP
 * EXTENSION make and take our event triggers and our schema, which is told to
 * all sessions and taken back if the transaction is; nothing tells of the rows
 * in pg_extension and pg_depend themselves.
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

typedef struct KeptTable
{
	char		relname[NAMEDATALEN];
	Oid			relid;			/* InvalidOid: nothing is kept */
} KeptTable;

static bool listening = false;
static bool known = false;
static Oid	extension = InvalidOid;
static uint64 news = 0;			/* how often something was forgotten */

/* As many as there are. */
static KeptTable kept_tables[3];

void
extension_forget(void)
{
	known = false;
	news++;
	memset(kept_tables, 0, sizeof(kept_tables));
}

static void
forget_extension(Datum arg, int cacheid, uint32 hashvalue)
{
	extension_forget();
}

static void
forget_table(Datum arg, Oid relid)
{
	news++;
	for (int i = 0; i < lengthof(kept_tables); i++)
	{
		if (!OidIsValid(relid) || kept_tables[i].relid == relid)
			kept_tables[i].relid = InvalidOid;
	}
}

Oid
extension_oid(void)
{
	if (!listening)
	{
		CacheRegisterSyscacheCallback(EVENTTRIGGEROID, forget_extension, (Datum) 0);
		CacheRegisterSyscacheCallback(NAMESPACEOID, forget_extension, (Datum) 0);
		CacheRegisterRelcacheCallback(forget_table, (Datum) 0);
		listening = true;
	}
	if (!known)
	{
		uint64		before = news;

		extension = get_extension_oid("pg_hygiene", true);
		known = news == before;
	}
	return extension;
}

/* The table of that name, if it is a member of the extension. */
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
	KeptTable  *place = NULL;
	uint64		before;
	Oid			relid;

	if (!OidIsValid(extension_oid()))
		return InvalidOid;
	for (int i = 0; i < lengthof(kept_tables); i++)
	{
		if (!OidIsValid(kept_tables[i].relid))
			place = &kept_tables[i];
		else if (strcmp(kept_tables[i].relname, relname) == 0)
			return kept_tables[i].relid;
	}
	before = news;
	relid = find_table(relname);
	if (OidIsValid(relid) && place != NULL && news == before)
	{
		strlcpy(place->relname, relname, NAMEDATALEN);
		place->relid = relid;
	}
	return relid;
}

static bool
begins_with(TupleDesc desc, const Oid *types, int ntypes)
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

	if (rel != NULL && !begins_with(RelationGetDescr(rel), types, ntypes))
	{
		table_close(rel, lockmode);
		return NULL;
	}
	return rel;
}
