/*-------------------------------------------------------------------------
 *
 * recorded.c
 *		The extension's own state as facts of the database.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_db_role_setting.h"
#include "catalog/pg_event_trigger.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "record/backup.h"
#include "record/extension.h"
#include "record/preload.h"
#include "record/recorded.h"
#include "record/waiver.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/rel.h"

static void
read_event_triggers(DatabaseFacts *database, Snapshot snapshot)
{
	static const char *const needed[OWN_TRIGGERS] = {"ddl_command_start", "ddl_command_end"};
	Relation	catalog = table_open(EventTriggerRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	HeapTuple	tuple;

	for (int i = 0; i < OWN_TRIGGERS; i++)
		database->own_triggers[i].event = needed[i];
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_event_trigger form = (Form_pg_event_trigger) GETSTRUCT(tuple);

		if (getExtensionOfObject(ProcedureRelationId, form->evtfoid) != extension_oid())
			continue;
		for (int i = 0; i < OWN_TRIGGERS; i++)
		{
			if (strcmp(NameStr(form->evtevent), needed[i]) != 0)
				continue;
			database->own_triggers[i].name = pstrdup(NameStr(form->evtname));
			database->own_triggers[i].enabled = form->evtenabled;
		}
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
}

/* Is hygiene.mode = off among the settings? */
static bool
switches_off(Datum settings)
{
	ArrayType  *array = DatumGetArrayTypeP(settings);
	Datum	   *elements;
	int			nelements;
	bool		off = false;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &elements, NULL, &nelements);
	for (int i = 0; i < nelements; i++)
	{
		char	   *setting = TextDatumGetCString(elements[i]);

		off |= pg_strcasecmp(setting, "hygiene.mode=off") == 0;
	}
	return off;
}

static void
read_modes(DatabaseFacts *database, Snapshot snapshot)
{
	Relation	catalog = table_open(DbRoleSettingRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_db_role_setting form = (Form_pg_db_role_setting) GETSTRUCT(tuple);
		bool		isnull;
		Datum		settings = heap_getattr(tuple, Anum_pg_db_role_setting_setconfig,
											RelationGetDescr(catalog), &isnull);
		ModeOffFacts *mode;

		if (isnull || (OidIsValid(form->setdatabase) && form->setdatabase != MyDatabaseId) ||
			!switches_off(settings))
			continue;
		mode = palloc0(sizeof(ModeOffFacts));
		mode->database = OidIsValid(form->setdatabase);
		mode->role = OidIsValid(form->setrole) ? GetUserNameFromId(form->setrole, true) : NULL;
		if (OidIsValid(form->setrole) && mode->role == NULL)
			continue;
		database->modes_off = lappend(database->modes_off, mode);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
}

void
recorded_fill(DatabaseFacts *database, Snapshot snapshot)
{
	database->installed = OidIsValid(extension_oid());
	if (!database->installed)
		return;
	database->last_backup = backup_last(snapshot, &database->last_backup_ref);
	database->stale_waivers = waiver_read_stale(snapshot);
	read_event_triggers(database, snapshot);
	read_modes(database, snapshot);
	database->preloaded = preload_state() != PRELOADED_NEVER;
	database->preload_command = preload_command();
}
