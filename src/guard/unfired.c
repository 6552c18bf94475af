/*-------------------------------------------------------------------------
 *
 * unfired.c
 *		Commands for which our event triggers need not fire.
 *
 * As soon as a database has an event trigger, on whatever command, the server
 * looks up and describes each object that a command drops, and copies commands
 * that create something, for functions that may ask for it.  Ours do not:
 * object_access_hook has told them.  With a table that is dropped this takes
 * longer than all that we do.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/trigger.h"
#include "fmgr.h"
#include "guard/triggers.h"
#include "guard/unfired.h"
#include "nodes/parsenodes.h"
#include "utils/evtcache.h"

/* Is the function's trigger the only one on that event, and does it always fire? */
static bool
is_alone(EventTriggerEvent event, PGFunction function)
{
	List	   *triggers = EventCacheLookup(event);
	const EventTriggerCacheItem *item;
	FmgrInfo	flinfo;

	if (list_length(triggers) != 1)
		return false;
	item = (const EventTriggerCacheItem *) linitial(triggers);
	if (item->enabled == TRIGGER_FIRES_ON_REPLICA || item->tagset != NULL)
		return false;
	fmgr_info(item->fnoid, &flinfo);
	return flinfo.fn_addr == function;
}

static bool
is_of_relations(ObjectType type)
{
	switch (type)
	{
		case OBJECT_TABLE:
		case OBJECT_INDEX:
		case OBJECT_VIEW:
		case OBJECT_MATVIEW:
		case OBJECT_SEQUENCE:
		case OBJECT_FOREIGN_TABLE:
			return true;
		default:
			return false;
	}
}

/* Concurrently it commits on its way, which parts of commands may not. */
static bool
may_be_part(const Node *parsetree)
{
	switch (nodeTag(parsetree))
	{
		case T_DropStmt:
			return is_of_relations(((const DropStmt *) parsetree)->removeType) &&
				!((const DropStmt *) parsetree)->concurrent;
		case T_IndexStmt:
			return !((const IndexStmt *) parsetree)->concurrent;
		default:
			return false;
	}
}

bool
unfired_may(const Node *parsetree, ProcessUtilityContext context)
{
	return may_be_part(parsetree) &&
		context != PROCESS_UTILITY_SUBCOMMAND &&
		EventCacheLookup(EVT_SQLDrop) == NIL &&
		is_alone(EVT_DDLCommandStart, hygiene_ddl_command_start) &&
		is_alone(EVT_DDLCommandEnd, hygiene_ddl_command_end);
}
