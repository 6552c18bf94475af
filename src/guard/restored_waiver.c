/*-------------------------------------------------------------------------
 *
 * restored_waiver.c
 *		Waivers of a dump find their way in, whatever the dump does to triggers.
 *
 * What makes a dump's waiver take the place of the one there is, is a trigger,
 * and pg_restore --data-only --disable-triggers disables those of each table
 * before its rows come, and enables them afterwards, but not ALWAYS.  This one
 * guards nothing that rows in a dump could be refused by, so it stays as it was.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "guard/restore.h"
#include "record/extension.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/inval.h"
#include "utils/rel.h"

void
restore_keep_waivers(const AlterTableStmt *stmt)
{
	Oid			relid;
	Relation	catalog;
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	if (stmt->relation == NULL || strcmp(stmt->relation->relname, "waiver") != 0 ||
		restore_kind() == RESTORE_NONE)
		return;
	relid = extension_table("waiver");
	if (!OidIsValid(relid))
		return;

	catalog = table_open(TriggerRelationId, RowExclusiveLock);
	ScanKeyInit(&keys[0], Anum_pg_trigger_tgrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	ScanKeyInit(&keys[1], Anum_pg_trigger_tgname, BTEqualStrategyNumber, F_NAMEEQ,
				CStringGetDatum("take_waiver"));
	scan = systable_beginscan(catalog, TriggerRelidNameIndexId, true, NULL, 2, keys);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple) &&
		((Form_pg_trigger) GETSTRUCT(tuple))->tgenabled != TRIGGER_FIRES_ALWAYS)
	{
		HeapTuple	copy = heap_copytuple(tuple);

		((Form_pg_trigger) GETSTRUCT(copy))->tgenabled = TRIGGER_FIRES_ALWAYS;
		CatalogTupleUpdate(catalog, &copy->t_self, copy);
		heap_freetuple(copy);
		CacheInvalidateRelcacheByRelid(relid);
	}
	systable_endscan(scan);
	table_close(catalog, RowExclusiveLock);
}
