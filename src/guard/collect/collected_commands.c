/*-------------------------------------------------------------------------
 *
 * collected_commands.c
 *		What the server has collected for event triggers.
 *
 * Read by pg_event_trigger_ddl_commands(), which works only while the event
 * trigger functions of ddl_command_end run.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "facts/catalog/srf_rows.h"
#include "guard/collect/collected_commands.h"
#include "guard/collect/statement.h"
#include "nodes/parsenodes.h"
#include "utils/aclchk_internal.h"
#include "utils/fmgroids.h"

/* Column of pg_event_trigger_ddl_commands() that holds the CollectedCommand. */
#define COMMAND_COLUMN 9

typedef struct Walk
{
	CollectedCallback callback;
	void	   *arg;
} Walk;

static void
walk_row(TupleTableSlot *row, void *arg)
{
	const Walk *walk = (const Walk *) arg;
	bool		isnull;
	Datum		command = slot_getattr(row, COMMAND_COLUMN, &isnull);

	if (!isnull)
		walk->callback((const CollectedCommand *) DatumGetPointer(command), walk->arg);
}

void
collected_commands_walk(CollectedCallback callback, void *arg)
{
	Walk		walk = {callback, arg};

	srf_rows(F_PG_EVENT_TRIGGER_DDL_COMMANDS, walk_row, &walk);
}

/* The objects that a collected command names. */
static void
add_objects(const CollectedCommand *command, void *arg)
{
	ListCell   *lc;

	switch (command->type)
	{
		case SCT_Simple:
			if (OidIsValid(command->d.simple.address.objectId))
				statement_add_object(command->d.simple.address.classId,
									 command->d.simple.address.objectId);
			break;
		case SCT_AlterTable:
			if (OidIsValid(command->d.alterTable.objectId))
				statement_add_object(command->d.alterTable.classId,
									 command->d.alterTable.objectId);
			foreach(lc, command->d.alterTable.subcmds)
			{
				CollectedATSubcmd *sub = (CollectedATSubcmd *) lfirst(lc);

				if (OidIsValid(sub->address.objectId))
					statement_add_object(sub->address.classId, sub->address.objectId);
			}
			break;
		case SCT_Grant:
			if (command->d.grant.istmt->objtype == OBJECT_SCHEMA)
			{
				foreach(lc, command->d.grant.istmt->objects)
					statement_add_object(NamespaceRelationId, lfirst_oid(lc));
			}
			break;
		default:
			break;
	}
}

void
collected_commands_add(void)
{
	collected_commands_walk(add_objects, NULL);
}
