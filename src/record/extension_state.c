/*-------------------------------------------------------------------------
 *
 * extension_state.c
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
#include "catalog/namespace.h"
#include "catalog/objectaddress.h"
#include "catalog/pg_db_role_setting.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_event_trigger.h"
#include "catalog/pg_language.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "miscadmin.h"
#include "record/backup.h"
#include "record/extension.h"
#include "record/extension_state.h"
#include "record/preload.h"
#include "record/waiver.h"
#include "settings.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"
#include "utils/syscache.h"

/* Returns the C symbol of the function that the trigger calls, or NULL; palloc'd. */
static char *
trigger_function(Oid funcid)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(funcid));
	char	   *symbol = NULL;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	if (((Form_pg_proc) GETSTRUCT(tuple))->prolang == ClanguageId)
	{
		bool		isnull;
		Datum		source = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &isnull);

		if (!isnull)
			symbol = TextDatumGetCString(source);
	}
	ReleaseSysCache(tuple);
	return symbol;
}

const char *
own_trigger_defect(HeapTuple tuple, Relation catalog, bool *curable)
{
	Form_pg_event_trigger form = (Form_pg_event_trigger) GETSTRUCT(tuple);
	const char *event = NameStr(form->evtevent);
	char	   *symbol = trigger_function(form->evtfoid);
	bool		all_tags;

	*curable = false;
	if (symbol == NULL || strncmp(symbol, "hygiene_", 8) != 0 || strcmp(symbol + 8, event) != 0)
		return "calling another function";
	(void) heap_getattr(tuple, Anum_pg_event_trigger_evttags, RelationGetDescr(catalog), &all_tags);
	if (!all_tags)
		return "restricted to some commands";
	*curable = true;
	switch (form->evtenabled)
	{
		case TRIGGER_DISABLED:
			return "disabled";
		case TRIGGER_FIRES_ON_REPLICA:
			return "enabled on replicas only";
		default:
			return NULL;
	}
}

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
			OwnTriggerFacts *own = &database->own_triggers[i];

			/* one trigger without a defect is enough */
			if (strcmp(NameStr(form->evtevent), needed[i]) != 0 ||
				(own->name != NULL && own->defect == NULL))
				continue;
			own->name = pstrdup(NameStr(form->evtname));
			own->defect = own_trigger_defect(tuple, catalog, &own->curable);
		}
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
}

/* Settings with which nothing is judged, or nothing is refused. */
static const ModeFacts weakening_settings[] = {
	{.setting = "hygiene.mode", .value = "off"},
	{.setting = "hygiene.mode", .value = "warn", .warns = true},
	{.setting = "session_replication_role", .value = "replica"},
	{.setting = "event_triggers", .value = "off"},
};

/* Returns whether "name=value" sets that setting to that value. */
static bool
sets(const char *setting, const ModeFacts *mode)
{
	int			len = strlen(mode->setting);
	bool		on;

	if (pg_strncasecmp(setting, mode->setting, len) != 0 || setting[len] != '=')
		return false;
	setting += len + 1;
	return pg_strcasecmp(setting, mode->value) == 0 ||
		(strcmp(mode->setting, "event_triggers") == 0 && parse_bool(setting, &on) && !on);
}

static void
add_mode(DatabaseFacts *database, const ModeFacts *found, Oid dbid, Oid roleid)
{
	ModeFacts  *mode = palloc(sizeof(ModeFacts));

	*mode = *found;
	mode->database = OidIsValid(dbid);
	mode->role = OidIsValid(roleid) ? GetUserNameFromId(roleid, true) : NULL;
	if (!OidIsValid(roleid) || mode->role != NULL)
		database->modes = lappend(database->modes, mode);
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
		Datum	   *elements;
		int			nelements;

		if (isnull || (OidIsValid(form->setdatabase) && form->setdatabase != MyDatabaseId))
			continue;
		deconstruct_array(DatumGetArrayTypeP(settings), TEXTOID, -1, false, TYPALIGN_INT,
						  &elements, NULL, &nelements);
		for (int i = 0; i < nelements; i++)
		{
			char	   *setting = TextDatumGetCString(elements[i]);

			for (int w = 0; w < lengthof(weakening_settings); w++)
			{
				if (sets(setting, &weakening_settings[w]))
					add_mode(database, &weakening_settings[w], form->setdatabase,
							 form->setrole);
			}
		}
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);

	if (settings_server_mode() != MODE_ENFORCE)
	{
		ModeFacts  *mode = palloc(sizeof(ModeFacts));

		*mode = weakening_settings[settings_server_mode() == MODE_OFF ? 0 : 1];
		mode->server = true;
		database->modes = lappend(database->modes, mode);
	}
}

static void
add_stray(DatabaseFacts *database, Oid classid, Oid objid)
{
	ObjectAddress address = {classid, objid, 0};
	StrayObjectFacts *stray;

	if (getExtensionOfObject(classid, objid) == extension_oid())
		return;
	stray = palloc(sizeof(StrayObjectFacts));
	stray->identity = getObjectIdentity(&address, true);
	if (stray->identity == NULL)
		return;
	stray->type = getObjectTypeDescription(&address, false);
	database->stray_objects = lappend(database->stray_objects, stray);
}

/*
 * Objects in schema hygiene, and the schema itself, that are not members of the
 * extension.  Reads pg_depend by its index on the referenced object.
 */
static void
read_stray_objects(DatabaseFacts *database, Snapshot snapshot)
{
	Oid			nspoid = get_namespace_oid("hygiene", true);
	Relation	catalog;
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	if (!OidIsValid(nspoid))
		return;
	add_stray(database, NamespaceRelationId, nspoid);
	catalog = table_open(DependRelationId, AccessShareLock);
	ScanKeyInit(&keys[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(NamespaceRelationId));
	ScanKeyInit(&keys[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(nspoid));
	scan = systable_beginscan(catalog, DependReferenceIndexId, true, snapshot, 2, keys);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);

		if (form->deptype == DEPENDENCY_NORMAL)
			add_stray(database, form->classid, form->objid);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
}

void
extension_state_fill(DatabaseFacts *database, Snapshot snapshot)
{
	database->installed = OidIsValid(extension_oid());
	if (!database->installed)
		return;
	database->last_backup = backup_last(snapshot, &database->last_backup_ref);
	database->stale_waivers = waiver_read_stale(snapshot);
	read_event_triggers(database, snapshot);
	read_modes(database, snapshot);
	read_stray_objects(database, snapshot);
	database->preloaded = preload_state() != PRELOADED_NEVER;
	database->preload_command = preload_command();
}
