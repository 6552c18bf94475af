/*-------------------------------------------------------------------------
 *
 * restored_waiver.c
 *		Waivers of a dump find their way in, whatever the dump does to triggers.
 *
 * A dump's waiver replaces the existing one by a trigger,
 * and pg_restore --data-only --disable-triggers disables those of each table
 * before its rows come, and enables them afterwards, but not ALWAYS.  This one
 * guards nothing that rows in a dump could be refused by, so it stays as it was.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/table.h"
#include "commands/trigger.h"
#include "compat.h"
#include "guard/verdict/restore.h"
#include "record/extension.h"

#define WAIVER_TRIGGER "take_waiver"

void
restore_enable_waivers(const Node *parsetree)
{
	const AlterTableStmt *stmt = (const AlterTableStmt *) parsetree;
	Oid			relid;
	Relation	rel;

	if (stmt->relation == NULL || strcmp(stmt->relation->relname, "waiver") != 0 ||
		restore_kind() == RESTORE_NONE)
		return;
	relid = extension_table("waiver");
	if (!OidIsValid(relid))
		return;
	rel = table_open(relid, ShareRowExclusiveLock);
	if (OidIsValid(get_trigger_oid(relid, WAIVER_TRIGGER, true)))
		hygiene_enable_trigger_always(rel, WAIVER_TRIGGER);
	table_close(rel, NoLock);
}
