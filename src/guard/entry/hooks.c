/*-------------------------------------------------------------------------
 *
 * hooks.c
 *		What event triggers never see.
 *
 * object_access_hook fills the affected objects of the running statement
 * (object_access.c), and judges databases and tablespaces where the server drops
 * them (shared_objects.c).  ProcessUtility_hook makes a statement of the commands
 * that the table of commands marks BY_UTILITY_HOOK; others fall through.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/objectaccess.h"
#include "catalog/pg_database.h"
#include "catalog/pg_tablespace.h"
#include "commands/extension.h"
#include "guard/by_command/shared_objects.h"
#include "guard/collect/guard_enabled.h"
#include "guard/collect/object_access.h"
#include "guard/collect/statement.h"
#include "guard/entry/command.h"
#include "guard/entry/command_table.h"
#include "guard/entry/hooks.h"
#include "nodes/parsenodes.h"
#include "record/extension.h"
#include "tcop/utility.h"

static object_access_hook_type prev_object_access = NULL;
static ProcessUtility_hook_type prev_ProcessUtility = NULL;

static void
hygiene_object_access(ObjectAccessType access, Oid classid, Oid objid, int subid, void *arg)
{
	if (prev_object_access)
		prev_object_access(access, classid, objid, subid, arg);

	if (access == OAT_POST_CREATE && classid == DatabaseRelationId)
		shared_objects_database_created(objid);
	if (access == OAT_DROP &&
		(classid == DatabaseRelationId || classid == TableSpaceRelationId))
		shared_objects_judge_drop(classid, objid);
	if (statement_current() == NULL || creating_extension)
		return;
	switch (access)
	{
		case OAT_POST_CREATE:
		case OAT_POST_ALTER:
		case OAT_DROP:
		case OAT_TRUNCATE:
			object_access_collect(access, classid, objid, subid);
			break;
		default:
			break;
	}
}

static void
hygiene_ProcessUtility(PlannedStmt *pstmt, const char *query_string, bool read_only_tree,
					   ProcessUtilityContext context, ParamListInfo params,
					   QueryEnvironment *query_env, DestReceiver *dest,
					   QueryCompletion *completion)
{
	Node	   *parsetree = pstmt->utilityStmt;
	bool		judged = command_lookup(parsetree)->event == BY_UTILITY_HOOK &&
		guard_enabled() && OidIsValid(extension_oid());

	if (judged)
		command_begin(parsetree, CreateCommandTag(parsetree));

	if (prev_ProcessUtility)
		prev_ProcessUtility(pstmt, query_string, read_only_tree, context, params,
							query_env, dest, completion);
	else
		standard_ProcessUtility(pstmt, query_string, read_only_tree, context, params,
								query_env, dest, completion);

	if (judged)
	{
		CommandCounterIncrement();
		command_end(parsetree);
	}
}

void
hooks_init(void)
{
	prev_object_access = object_access_hook;
	object_access_hook = hygiene_object_access;
	prev_ProcessUtility = ProcessUtility_hook;
	ProcessUtility_hook = hygiene_ProcessUtility;
}
