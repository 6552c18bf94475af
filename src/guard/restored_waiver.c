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

#include "access/table.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "compat.h"
#include "guard/restore.h"
#include "record/extension.h"
#include "utils/rel.h"

#define WAIVER_TRIGGER "take_waiver"

static bool
has_trigger(Relation rel)
{
	for (int i = 0; rel->trigdesc != NULL && i < rel->trigdesc->numtriggers; i++)
	{
		if (strcmp(rel->trigdesc->triggers[i].tgname, WAIVER_TRIGGER) == 0)
			return true;
	}
	return false;
}

void
restore_keep_waivers(const AlterTableStmt *stmt)
{
	Oid			relid;
	Relation	rel;

	if (stmt->relation == NULL || strcmp(stmt->relation->relname, "waiver") != 0 ||
		restore_kind() == RESTORE_NONE)
		return;
	relid = extension_table("waiver");
	if (!OidIsValid(relid))
		return;
	rel = table_open(relid, ShareRowExclusiveLock);
	if (has_trigger(rel))
		hygiene_enable_trigger_always(rel, WAIVER_TRIGGER);
	table_close(rel, NoLock);
}
