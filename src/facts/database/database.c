/*-------------------------------------------------------------------------
 *
 * database.c
 *		What is to be known of the database as a whole.
 *
 * Everything here may be read by everybody.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/multixact.h"
#include "access/table.h"
#include "access/transam.h"
#include "access/xlog.h"
#include "access/xlogrecovery.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_database.h"
#include "catalog/pg_trigger.h"
#include "commands/dbcommands.h"
#include "commands/trigger.h"
#include "compat.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/srf_rows.h"
#include "facts/catalog/user_schema.h"
#include "facts/code/functions.h"
#include "facts/database/database.h"
#include "facts/database/extension_versions.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "postmaster/autovacuum.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/pg_lsn.h"
#include "utils/rel.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

/* ---------------------------------------------------------------------
 * Settings, ages, statistics of the server
 * ---------------------------------------------------------------------
 */

static void
read_archiver(DatabaseFacts *database)
{
	PgStat_ArchiverStats *archiver = pgstat_fetch_stat_archiver();

	database->archiving = XLogArchivingActive();
	database->archive_configured =
		(XLogArchiveCommand != NULL && XLogArchiveCommand[0] != '\0') ||
		(XLogArchiveLibrary != NULL && XLogArchiveLibrary[0] != '\0');
	database->archived = archiver->archived_count;
	database->archive_failures = archiver->failed_count;
	database->last_archived = archiver->last_archived_timestamp;
	database->last_archive_failure = archiver->last_failed_timestamp;
}

static void
read_ages(DatabaseFacts *database, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_by_oid(DatabaseRelationId, DatabaseOidIndexId,
										   Anum_pg_database_oid, MyDatabaseId, snapshot);
	Form_pg_database form;

	if (!HeapTupleIsValid(tuple))
		return;
	form = (Form_pg_database) GETSTRUCT(tuple);
	if (TransactionIdIsNormal(form->datfrozenxid))
		database->xid_age = (int32) (XidFromFullTransactionId(ReadNextFullTransactionId()) -
									 form->datfrozenxid);
	if (MultiXactIdIsValid(form->datminmxid))
		database->multixact_age = (int32) (ReadNextMultiXactId() - form->datminmxid);
}

/* ---------------------------------------------------------------------
 * Replication slots
 * ---------------------------------------------------------------------
 */

/* Columns of pg_get_replication_slots() that we look at, from 1 */
enum
{
	SLOT_NAME = 1,
	SLOT_DATABASE = 4,
	SLOT_TEMPORARY = 5,
	SLOT_ACTIVE = 6,
	SLOT_RESTART_LSN = 10,
	SLOT_WAL_STATUS = 12
};

/* The slots, and how far the WAL is. */
typedef struct SlotReading
{
	DatabaseFacts *database;
	XLogRecPtr	current;
} SlotReading;

static void
add_slot(TupleTableSlot *row, void *arg)
{
	DatabaseFacts *database = ((SlotReading *) arg)->database;
	XLogRecPtr	current = ((SlotReading *) arg)->current;
	SlotFacts  *slot;
	Datum		values[SLOT_WAL_STATUS + 1];
	bool		nulls[SLOT_WAL_STATUS + 1];

	for (int i = 1; i <= SLOT_WAL_STATUS; i++)
		values[i] = slot_getattr(row, i, &nulls[i]);
	if (DatumGetBool(values[SLOT_TEMPORARY]) ||
		(!nulls[SLOT_DATABASE] && DatumGetObjectId(values[SLOT_DATABASE]) != MyDatabaseId))
		return;

	slot = palloc0(sizeof(SlotFacts));
	slot->name = pstrdup(NameStr(*DatumGetName(values[SLOT_NAME])));
	slot->database = nulls[SLOT_DATABASE] ? NULL : database->datname;
	slot->active = DatumGetBool(values[SLOT_ACTIVE]);
	slot->lost = !nulls[SLOT_WAL_STATUS] &&
		strcmp(TextDatumGetCString(values[SLOT_WAL_STATUS]), "lost") == 0;
	slot->retained = -1;
	if (!nulls[SLOT_RESTART_LSN] && DatumGetLSN(values[SLOT_RESTART_LSN]) <= current)
		slot->retained = current - DatumGetLSN(values[SLOT_RESTART_LSN]);
	database->slots = lappend(database->slots, slot);
}

/* Not from the slots' own structs, which change from version to version. */
static void
read_slots(DatabaseFacts *database)
{
	SlotReading reading = {database};

	reading.current = RecoveryInProgress() ? GetXLogReplayRecPtr(NULL) : GetXLogWriteRecPtr();
	srf_rows(F_PG_GET_REPLICATION_SLOTS, add_slot, &reading);
}

/* ---------------------------------------------------------------------
 * Triggers
 * ---------------------------------------------------------------------
 */

static bool
is_disabled(Oid tgid, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_by_oid(TriggerRelationId, TriggerOidIndexId,
										   Anum_pg_trigger_oid, tgid, snapshot);

	return HeapTupleIsValid(tuple) &&
		((Form_pg_trigger) GETSTRUCT(tuple))->tgenabled == TRIGGER_DISABLED;
}

/* Once for all triggers of constraints of one table. */
static bool
is_recorded(DatabaseFacts *database, Oid relid)
{
	ListCell   *lc;

	foreach(lc, database->disabled_triggers)
	{
		DisabledTriggerFacts *other = lfirst(lc);

		if (other->relid == relid && other->tgname == NULL)
			return true;
	}
	return false;
}

static void
read_disabled_triggers(DatabaseFacts *database, Snapshot snapshot)
{
	Relation	catalog = table_open(TriggerRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_trigger form = (Form_pg_trigger) GETSTRUCT(tuple);
		DisabledTriggerFacts *trigger;

		CHECK_FOR_INTERRUPTS();
		if (form->tgenabled != TRIGGER_DISABLED)
			continue;
		if (form->tgisinternal ? is_recorded(database, form->tgrelid) :
			(OidIsValid(form->tgparentid) && is_disabled(form->tgparentid, snapshot)))
			continue;
		if (OidIsValid(facts_extension_of(RelationRelationId, form->tgrelid, snapshot)))
			continue;

		trigger = palloc0(sizeof(DisabledTriggerFacts));
		if (!facts_name_relation(form->tgrelid, snapshot, &trigger->nspname, &trigger->relname) ||
			!is_user_schema(trigger->nspname))
			continue;
		trigger->tgid = form->oid;
		trigger->relid = form->tgrelid;
		trigger->tgname = form->tgisinternal ? NULL : pstrdup(NameStr(form->tgname));
		database->disabled_triggers = lappend(database->disabled_triggers, trigger);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
}

/* ---------------------------------------------------------------------
 * All of it
 * ---------------------------------------------------------------------
 */

DatabaseFacts *
facts_read_database(const TableReading *tables, List *sequences, Snapshot snapshot)
{
	DatabaseFacts *database = palloc0(sizeof(DatabaseFacts));

	database->dbid = MyDatabaseId;
	database->datname = get_database_name(MyDatabaseId);
	database->in_recovery = RecoveryInProgress();
	database->now = GetCurrentTimestamp();
	database->encoding = GetDatabaseEncoding();
	database->autovacuum = autovacuum_start_daemon;
	database->track_counts = pgstat_track_counts;
	database->freeze_max_age = autovacuum_freeze_max_age;
	database->multixact_freeze_max_age = autovacuum_multixact_freeze_max_age;
	database->max_wal_size = (int64) max_wal_size_mb * 1024 * 1024;

	read_archiver(database);
	read_ages(database, snapshot);
	read_slots(database);
	read_disabled_triggers(database, snapshot);
	database->unread_functions = facts_unread_functions(snapshot, &database->unread_languages);
	database->outdated_extensions = facts_read_outdated_extensions(snapshot);
	facts_fill_tables(database, tables);
	database->sequences = sequences;
	return database;
}
