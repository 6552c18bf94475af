/*-------------------------------------------------------------------------
 *
 * event_triggers.c
 *		The event trigger functions.
 *
 * ddl_command_start loads the library, so that the hooks see what the command
 * touches; ddl_command_end judges.  There is no sql_drop trigger: object_access_hook has seen every
 * dropped object while it could still be read.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/objectaddress.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "commands/event_trigger.h"
#include "facts/catalog/srf_rows.h"
#include "fmgr.h"
#include "guard/by_command/concurrently.h"
#include "guard/by_command/extension_adoption.h"
#include "guard/by_command/if_not_exists.h"
#include "guard/by_command/lock_and_rewrite.h"
#include "guard/collect/command_traits.h"
#include "guard/collect/guard_enabled.h"
#include "guard/collect/statement.h"
#include "guard/collect/table_traffic.h"
#include "guard/verdict/deferred_journal.h"
#include "guard/verdict/restore.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "record/extension.h"
#include "tcop/deparse_utility.h"
#include "utils/acl.h"
#include "utils/aclchk_internal.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/inval.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(hygiene_ddl_command_start);
PG_FUNCTION_INFO_V1(hygiene_ddl_command_end);
PG_FUNCTION_INFO_V1(hygiene_table_rewrite);

/* Column of pg_event_trigger_ddl_commands() that holds the CollectedCommand. */
#define COMMAND_COLUMN 9

/*
 * What the event trigger on that event hands over; NULL if we may not act.
 * Each function knows what its own event has to say, and no other's.
 */
static EventTriggerData *
event_data(FunctionCallInfo fcinfo, const char *event)
{
	EventTriggerData *trigdata = (EventTriggerData *) fcinfo->context;

	if (CALLED_AS_EVENT_TRIGGER(fcinfo))
	{
		if (!guard_may_act())
			return NULL;
		if (strcmp(trigdata->event, event) == 0)
			return trigdata;
	}
	ereport(ERROR,
			(errcode(ERRCODE_E_R_I_E_EVENT_TRIGGER_PROTOCOL_VIOLATED),
			 errmsg("function is not called by an event trigger on %s", event)));
}

/* Whose objects DROP OWNED BY drops: "a, b" */
static char *
owned_roles(const DropOwnedStmt *stmt)
{
	StringInfoData buf;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, stmt->roles)
	{
		RoleSpec   *role = lfirst_node(RoleSpec, lc);

		if (buf.len > 0)
			appendStringInfoString(&buf, ", ");
		appendStringInfoString(&buf, GetUserNameFromId(get_rolespec_oid(role, false), false));
	}
	return buf.data;
}

static void
before_command(Node *parsetree, CommandTag tag)
{
	planned_forget();
	statement_begin(parsetree, tag);
	traffic_judge_locks_due(parsetree, tag);
	if (IsA(parsetree, DropOwnedStmt))
	{
		Statement  *statement = statement_current();
		MemoryContext old = MemoryContextSwitchTo(statement->context);

		statement->role = owned_roles((const DropOwnedStmt *) parsetree);
		MemoryContextSwitchTo(old);
	}
}

Datum
hygiene_ddl_command_start(PG_FUNCTION_ARGS)
{
	EventTriggerData *trigdata = event_data(fcinfo, "ddl_command_start");

	if (trigdata != NULL)
		before_command(trigdata->parsetree, trigdata->tag);
	PG_RETURN_POINTER(NULL);
}

/*
 * An object that an extension gets or lets go.  A relation that is let go is one
 * that was not there before.  If it was ours, all sessions have to know.
 */
static void
touch_extension_content(const ObjectAddress *object)
{
	statement_touch(object->classId, object->objectId);
	if (object->classId != RelationRelationId)
		return;
	CacheInvalidateRelcacheByRelid(object->objectId);
	extension_forget();
}

/* What a collected command names, for what object_access_hook does not see. */
static void
touch_collected(const CollectedCommand *command)
{
	ListCell   *lc;

	switch (command->type)
	{
		case SCT_Simple:
			if (OidIsValid(command->d.simple.address.objectId))
				statement_touch(command->d.simple.address.classId,
								command->d.simple.address.objectId);
			if (command->parsetree != NULL && IsA(command->parsetree, AlterExtensionContentsStmt))
			{
				touch_extension_content(&command->d.simple.secondaryObject);
				adoption_judge(command, statement_current()->cid);
			}
			break;
		case SCT_AlterTable:
			if (OidIsValid(command->d.alterTable.objectId))
				statement_touch(command->d.alterTable.classId,
								command->d.alterTable.objectId);
			foreach(lc, command->d.alterTable.subcmds)
			{
				CollectedATSubcmd *sub = (CollectedATSubcmd *) lfirst(lc);

				if (OidIsValid(sub->address.objectId))
					statement_touch(sub->address.classId, sub->address.objectId);
			}
			break;
		case SCT_Grant:
			if (command->d.grant.istmt->objtype == OBJECT_SCHEMA)
			{
				foreach(lc, command->d.grant.istmt->objects)
					statement_touch(NamespaceRelationId, lfirst_oid(lc));
			}
			break;
		default:
			break;
	}
}

/* Is everything that the command did in the touched set, or the table it names? */
static bool
touched_all(const Statement *statement, const Node *parsetree)
{
	if (!(statement->traits & COMMAND_ALL_SEEN))
		return false;
	if (!IsA(parsetree, AlterTableStmt))
		return true;
	/* not locked: the name meant something else when the command looked it up */
	if (!OidIsValid(statement->target) || traffic_lock_held(statement->target) == NoLock)
		return false;
	statement_touch(RelationRelationId, statement->target);
	return true;
}

static void
touch_collected_row(TupleTableSlot *row, void *arg)
{
	bool		isnull;
	Datum		command = slot_getattr(row, COMMAND_COLUMN, &isnull);

	if (!isnull)
		touch_collected((const CollectedCommand *) DatumGetPointer(command));
}

static void
touch_collected_commands(void)
{
	server_rows(F_PG_EVENT_TRIGGER_DDL_COMMANDS, touch_collected_row, NULL);
}

static void
after_command(Node *parsetree, CommandTag tag)
{
	if (statement_current() != NULL && statement_current()->parsetree == parsetree)
	{
		if (!touched_all(statement_current(), parsetree))
			touch_collected_commands();
		skipped_judge(parsetree, tag, statement_current()->cid);
	}
	else if (IsA(parsetree, IndexStmt) && ((const IndexStmt *) parsetree)->concurrent)
	{
		/* its commits have made us forget that it had begun */
		statement_begin(parsetree, tag);
		touch_collected_commands();
		concurrent_judge_built(statement_current()->touched, tag);
	}
	statement_end(parsetree);
	planned_write();
	if (IsA(parsetree, AlterTableStmt))
		restore_keep_waivers((const AlterTableStmt *) parsetree);
}

Datum
hygiene_ddl_command_end(PG_FUNCTION_ARGS)
{
	EventTriggerData *trigdata = event_data(fcinfo, "ddl_command_end");

	if (trigdata != NULL)
		after_command(trigdata->parsetree, trigdata->tag);
	PG_RETURN_POINTER(NULL);
}

/* A function of the event trigger's own that takes nothing and gives one value. */
static Datum
call_event_function(Oid function)
{
	FmgrInfo	flinfo;

	LOCAL_FCINFO(fcinfo, 0);

	fmgr_info(function, &flinfo);
	InitFunctionCallInfoData(*fcinfo, &flinfo, 0, InvalidOid, NULL, NULL);
	return FunctionCallInvoke(fcinfo);
}

Datum
hygiene_table_rewrite(PG_FUNCTION_ARGS)
{
	EventTriggerData *trigdata = event_data(fcinfo, "table_rewrite");

	if (trigdata == NULL)
		PG_RETURN_POINTER(NULL);

	traffic_judge_rewrite(DatumGetObjectId(call_event_function(F_PG_EVENT_TRIGGER_TABLE_REWRITE_OID)),
						  DatumGetInt32(call_event_function(F_PG_EVENT_TRIGGER_TABLE_REWRITE_REASON)),
						  trigdata->tag);
	PG_RETURN_POINTER(NULL);
}
