/*-------------------------------------------------------------------------
 *
 * status.c
 *		hygiene.status(): whether the guard is on, preloaded, and not bypassed.
 *
 * Reads catalogs, settings, the extension's tables and the state of this session.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xlog.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_event_trigger.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "compat.h"
#include "facts/catalog/catalog_rows.h"
#include "fmgr.h"
#include "guard/verdict/restore.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "record/extension.h"
#include "record/extension_state.h"
#include "record/journal.h"
#include "record/preload.h"
#include "record/result_rows.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"

#define LIBRARY "pg_hygiene"
#define PRELOAD "session_preload_libraries"

#define STATUS_COLUMNS 4

#define CREATE_ANEW \
	"DROP EXTENSION " LIBRARY "; and CREATE EXTENSION " LIBRARY "; make it anew; save the tables hygiene.waiver and hygiene.journal before."

static void
add_item(ReturnSetInfo *result, const char *item, const char *value, bool ok,
		 const char *advice)
{
	Datum		values[STATUS_COLUMNS] = {0};
	bool		nulls[STATUS_COLUMNS] = {0};

	values[0] = CStringGetTextDatum(item);
	values[1] = CStringGetTextDatum(value);
	values[2] = BoolGetDatum(ok);
	nulls[3] = ok || advice == NULL;
	if (!nulls[3])
		values[3] = CStringGetTextDatum(advice);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* ---------------------------------------------------------------------
 * Versions, modes
 * ---------------------------------------------------------------------
 */

static char *
extension_version(void)
{
	HeapTuple	tuple = facts_fetch_by_oid(ExtensionRelationId, ExtensionOidIndexId,
										   Anum_pg_extension_oid, extension_oid(), NULL);
	Relation	catalog;
	char	   *version;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	catalog = table_open(ExtensionRelationId, AccessShareLock);
	version = facts_text_attribute(tuple, catalog, Anum_pg_extension_extversion);
	table_close(catalog, AccessShareLock);
	return version;
}

static void
add_versions(ReturnSetInfo *result)
{
	char	   *version = extension_version();

	add_item(result, "version", PG_HYGIENE_VERSION, true, NULL);
	if (version == NULL)
		add_item(result, "extension", "not installed in this database", false,
				 "CREATE EXTENSION " LIBRARY ";");
	else
		add_item(result, "extension", version, strcmp(version, PG_HYGIENE_VERSION) == 0,
				 psprintf("The library is of version %s: run ALTER EXTENSION " LIBRARY " UPDATE; or, if that was done, connect anew.",
						  PG_HYGIENE_VERSION));
}

static void
add_modes(ReturnSetInfo *result)
{
	const char *mode = hygiene_mode == MODE_ENFORCE ? "enforce" :
		hygiene_mode == MODE_WARN ? "warn" : "off";

	add_item(result, "mode", mode, hygiene_mode == MODE_ENFORCE,
			 hygiene_mode == MODE_WARN ?
			 "Errors are told as warnings: hygiene.mode = enforce refuses them." :
			 "Nothing is judged: set hygiene.mode = enforce.");
	add_item(result, "session_replication_role",
			 SessionReplicationRole == SESSION_REPLICATION_ROLE_REPLICA ? "replica" :
			 SessionReplicationRole == SESSION_REPLICATION_ROLE_LOCAL ? "local" : "origin",
			 SessionReplicationRole != SESSION_REPLICATION_ROLE_REPLICA,
			 "Nothing is judged in a session that plays the replica: RESET session_replication_role;");
	add_item(result, "event_triggers", hygiene_event_triggers_on() ? "on" : "off",
			 hygiene_event_triggers_on(),
			 "The server fires no event trigger: set event_triggers = on.");
	add_item(result, "recovery", RecoveryInProgress() ? "standby: audits only" : "no", true, NULL);
	add_item(result, "restore", restore_kind() != RESTORE_NONE ? "this session looks like a restore" : "no",
			 restore_kind() == RESTORE_NONE,
			 "What a dump may do is not refused in a session that looks like the restore of one: RESET ALL; or connect anew.");
}

/* ---------------------------------------------------------------------
 * Event triggers
 * ---------------------------------------------------------------------
 */

/* Adds a row for each event that is needed and each trigger of the extension. */
static void
add_event_triggers(ReturnSetInfo *result)
{
	static const char *const needed[] = {"ddl_command_start", "ddl_command_end"};
	Relation	catalog = table_open(EventTriggerRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, EventTriggerNameIndexId, true, NULL, 0, NULL);
	Oid			extension = extension_oid();
	bool		found[lengthof(needed)] = {0};
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_event_trigger form = (Form_pg_event_trigger) GETSTRUCT(tuple);
		const char *defect;
		bool		curable;

		if (!OidIsValid(extension) ||
			getExtensionOfObject(ProcedureRelationId, form->evtfoid) != extension)
			continue;
		for (int i = 0; i < lengthof(needed); i++)
			found[i] |= strcmp(NameStr(form->evtevent), needed[i]) == 0;

		defect = own_trigger_defect(tuple, catalog, &curable);
		add_item(result, psprintf("event trigger on %s", NameStr(form->evtevent)),
				 defect ? defect : "enabled", defect == NULL,
				 curable ? psprintf("ALTER EVENT TRIGGER %s ENABLE;",
									quote_identifier(NameStr(form->evtname))) :
				 CREATE_ANEW);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);

	for (int i = 0; i < lengthof(needed); i++)
	{
		if (!found[i])
			add_item(result, psprintf("event trigger on %s", needed[i]), "missing", false,
					 CREATE_ANEW);
	}
}

/* ---------------------------------------------------------------------
 * Preloading
 * ---------------------------------------------------------------------
 */

static void
add_preload(ReturnSetInfo *result)
{
	bool		early = true;
	const char *value = NULL;
	const char *advice = preload_command();

	switch (preload_state())
	{
		case PRELOADED_BY_SERVER:
			value = "preloaded by shared_preload_libraries";
			break;
		case PRELOADED_BY_SESSION:
			value = "preloaded by " PRELOAD;
			break;
		case PRELOADED_BY_CLIENT:
			value = "preloaded by local_preload_libraries";
			break;
		case PRELOADED_NEXT_TIME:
			value = "loaded on demand; new sessions preload it";
			early = false;
			advice = "Connect anew.";
			break;
		case PRELOADED_NEVER:
			value = "loaded on demand";
			early = false;
			break;
	}

	add_item(result, "library", value, early, advice);
	add_item(result, "TRUNCATE, DROP DATABASE",
			 early ? "judged from the first statement on" : "judged only after a session's first DDL or audit",
			 early, advice);
}

/* ---------------------------------------------------------------------
 * Records, rules
 * ---------------------------------------------------------------------
 */

static void
add_records(ReturnSetInfo *result)
{
	const char *problem = journal_problem();

	add_item(result, "journal",
			 !hygiene_journal ? "off" : problem ? "unusable" : "on", hygiene_journal && !problem,
			 !hygiene_journal ? "What is allowed or warned about is not recorded: set hygiene.journal = on." :
			 problem ? psprintf("What is to be recorded is refused, because of the table hygiene.journal: %s.",
								problem) : NULL);
	add_item(result, "waivers", OidIsValid(extension_table("waiver")) ? "on" : "missing",
			 OidIsValid(extension_table("waiver")),
			 "The table hygiene.waiver is gone or not the extension's any more.");
	add_item(result, "require_backup", hygiene_require_backup ? "on" : "off", true, NULL);
}

static void
add_rules(ReturnSetInfo *result)
{
	static const HygieneLevel levels[] = {LEVEL_ERROR, LEVEL_WARNING, LEVEL_AUDIT, LEVEL_OFF};
	StringInfoData lowered;

	for (int l = 0; l < lengthof(levels); l++)
	{
		int			n = 0;

		for (int i = 0; i < hygiene_nrules; i++)
			n += settings_level(hygiene_rules[i]) == levels[l];
		add_item(result, psprintf("rules at level %s", level_name(levels[l])),
				 psprintf("%d", n), true, NULL);
	}

	/* for information: lower levels are the owner's decision */
	initStringInfo(&lowered);
	for (int i = 0; i < hygiene_nrules; i++)
	{
		if (settings_level(hygiene_rules[i]) < hygiene_rules[i]->level)
			appendStringInfo(&lowered, "%s%s", lowered.len > 0 ? ", " : "",
							 hygiene_rules[i]->name);
	}
	add_item(result, "rules below their default level",
			 lowered.len > 0 ? lowered.data : "none", true, NULL);
}

PG_FUNCTION_INFO_V1(hygiene_status);

/* status(): item, value, ok, advice. */
Datum
hygiene_status(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = rows_begin(fcinfo, STATUS_COLUMNS);

	add_versions(result);
	add_modes(result);
	add_event_triggers(result);
	add_preload(result);
	add_records(result);
	add_rules(result);
	return (Datum) 0;
}
