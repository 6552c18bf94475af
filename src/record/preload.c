/*-------------------------------------------------------------------------
 *
 * preload.c
 *		Whether sessions load the library before their first statement.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_db_role_setting.h"
#include "catalog/pg_type.h"
#include "commands/dbcommands.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "nodes/pg_list.h"
#include "record/preload.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/varlena.h"

#define LIBRARY "pg_hygiene"
#define PRELOAD "session_preload_libraries"

/* Returns the names in a setting like session_preload_libraries; palloc'd. */
static List *
library_list(const char *text)
{
	List	   *names = NIL;

	if (text == NULL || !SplitDirectoriesString(pstrdup(text), ',', &names))
		return NIL;
	return names;
}

static bool
lists_library(List *names)
{
	ListCell   *lc;

	foreach(lc, names)
	{
		const char *name = lfirst(lc);
		const char *slash = strrchr(name, '/');

		if (slash)
			name = slash + 1;
		if (strcmp(name, LIBRARY) == 0 || strcmp(name, LIBRARY DLSUFFIX) == 0)
			return true;
	}
	return false;
}

/* Returns the value set by ALTER DATABASE … SET, or NULL; palloc'd. */
static char *
database_preload(void)
{
	Relation	catalog = table_open(DbRoleSettingRelationId, AccessShareLock);
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;
	char	   *value = NULL;

	ScanKeyInit(&keys[0], Anum_pg_db_role_setting_setdatabase, BTEqualStrategyNumber,
				F_OIDEQ, ObjectIdGetDatum(MyDatabaseId));
	ScanKeyInit(&keys[1], Anum_pg_db_role_setting_setrole, BTEqualStrategyNumber,
				F_OIDEQ, ObjectIdGetDatum(InvalidOid));
	scan = systable_beginscan(catalog, DbRoleSettingDatidRolidIndexId, true, NULL, 2, keys);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
	{
		bool		isnull;
		Datum		datum = heap_getattr(tuple, Anum_pg_db_role_setting_setconfig,
										 RelationGetDescr(catalog), &isnull);
		Datum	   *settings = NULL;
		int			nsettings = 0;

		if (!isnull)
			deconstruct_array(DatumGetArrayTypeP(datum), TEXTOID, -1, false, TYPALIGN_INT,
							  &settings, NULL, &nsettings);
		for (int i = 0; i < nsettings; i++)
		{
			char	   *setting = TextDatumGetCString(settings[i]);

			if (strncmp(setting, PRELOAD "=", strlen(PRELOAD) + 1) == 0)
				value = setting + strlen(PRELOAD) + 1;
		}
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return value;
}

PreloadState
preload_state(void)
{
	if (lists_library(library_list(shared_preload_libraries_string)))
		return PRELOADED_BY_SERVER;
	if (lists_library(library_list(session_preload_libraries_string)))
		return PRELOADED_BY_SESSION;
	if (lists_library(library_list(local_preload_libraries_string)))
		return PRELOADED_BY_CLIENT;
	if (lists_library(library_list(database_preload())))
		return PRELOADED_NEXT_TIME;
	return PRELOADED_NEVER;
}

char *
preload_command(void)
{
	const char *own = database_preload();
	StringInfoData buf;
	List	   *names = NIL;
	ListCell   *lc;

	initStringInfo(&buf);
	appendStringInfo(&buf, "ALTER DATABASE %s SET " PRELOAD " = ",
					 quote_identifier(get_database_name(MyDatabaseId)));

	/* any role may read the setting of the database, but not the server's */
	if (own)
		names = library_list(own);
	else if (has_privs_of_role(GetUserId(), ROLE_PG_READ_ALL_SETTINGS))
		names = library_list(session_preload_libraries_string);
	foreach(lc, names)
		appendStringInfo(&buf, "%s, ", quote_literal_cstr(lfirst(lc)));
	appendStringInfoString(&buf, quote_literal_cstr(LIBRARY));
	appendStringInfoString(&buf, ";");
	return buf.data;
}
