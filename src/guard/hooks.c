/*-------------------------------------------------------------------------
 *
 * hooks.c
 *		What event triggers never see.
 *
 * object_access_hook fills the touched set of the running statement and
 * measures what is about to go.  ProcessUtility_hook makes a statement of the
 * commands that fire no event trigger; everything else falls through after
 * one look at the node's tag.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/objectaccess.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_database.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_tablespace.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "commands/dbcommands.h"
#include "commands/extension.h"
#include "commands/tablespace.h"
#include "guard/global.h"
#include "guard/hooks.h"
#include "guard/may_act.h"
#include "guard/measure.h"
#include "guard/statement.h"
#include "nodes/parsenodes.h"
#include "record/extension.h"
#include "tcop/utility.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/relcache.h"
#include "utils/syscache.h"

static object_access_hook_type prev_object_access = NULL;
static ProcessUtility_hook_type prev_ProcessUtility = NULL;

/* Measures what is dropped or truncated while it can still be opened. */
static void
measure(TouchedObject *entry, char relkind)
{
	MemoryContext old;

	if (entry->size.known)
		return;
	old = MemoryContextSwitchTo(statement_current()->context);
	switch (relkind)
	{
		case RELKIND_RELATION:
		case RELKIND_MATVIEW:
		case RELKIND_PARTITIONED_TABLE:
			measure_relation(entry->objid, &entry->size, &entry->toast);
			break;
		case RELKIND_INDEX:
		case RELKIND_TOASTVALUE:
			measure_storage(entry->objid, &entry->size);
			break;
		default:
			break;
	}
	MemoryContextSwitchTo(old);
}

/* Of TOAST only the table's size matters. */
static bool
is_toast_index(char relkind, Oid relnamespace)
{
	return relkind == RELKIND_INDEX && relnamespace == PG_TOAST_NAMESPACE;
}

/* What was just created has no visible row yet, but is in the relcache. */
static char
created_relkind(Oid relid)
{
	Relation	rel = RelationIdGetRelation(relid);
	char		relkind;

	if (!RelationIsValid(rel))
		return '\0';
	relkind = rel->rd_rel->relkind;
	if (is_toast_index(relkind, RelationGetNamespace(rel)))
		relkind = RELKIND_TOASTVALUE;
	RelationClose(rel);
	return relkind;
}

/* May somebody have created this type as a type? */
static bool
is_standalone_type(Oid typid)
{
	HeapTuple	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
	Form_pg_type type;
	bool		result = true;

	if (!HeapTupleIsValid(tuple))
		return true;
	type = (Form_pg_type) GETSTRUCT(tuple);
	if (type->typtype == TYPTYPE_MULTIRANGE ||
		(type->typcategory == TYPCATEGORY_ARRAY && OidIsValid(type->typelem)))
		result = false;
	else if (type->typtype == TYPTYPE_COMPOSITE)
	{
		char		relkind = get_rel_relkind(type->typrelid);

		result = relkind == RELKIND_COMPOSITE_TYPE || relkind == '\0';
	}
	ReleaseSysCache(tuple);
	return result;
}

static void
touch(ObjectAccessType access, Oid classid, Oid objid, int subid)
{
	TouchedObject *entry;
	char		relkind;

	switch (classid)
	{
		case RelationRelationId:
			entry = statement_touch(classid, objid);
			if (access == OAT_POST_CREATE && subid == 0)
			{
				entry->created = true;
				entry->relkind = created_relkind(objid);
			}
			else if (access == OAT_DROP && subid != 0)
				entry->lost_part = true;
			if (access == OAT_DROP || access == OAT_TRUNCATE)
			{
				relkind = get_rel_relkind(objid);
				entry->relkind = relkind;
				if (is_toast_index(relkind, get_rel_namespace(objid)))
				{
					entry->relkind = RELKIND_TOASTVALUE;
					entry->dropped = access == OAT_DROP;
					return;
				}
				if (get_rel_persistence(objid) != RELPERSISTENCE_TEMP)
					measure(entry, relkind);
				if (access == OAT_TRUNCATE)
					entry->truncated = true;
				else if (subid == 0)
					entry->dropped = true;
			}
			break;
		case TypeRelationId:
			/* of types only the loss matters, and rows and arrays go with theirs */
			if (access == OAT_DROP && is_standalone_type(objid))
				statement_touch(classid, objid)->dropped = true;
			break;
		case AttrDefaultRelationId:
		case ConstraintRelationId:
		case ExtensionRelationId:
		case IndexRelationId:
		case InheritsRelationId:
		case NamespaceRelationId:
		case PolicyRelationId:
		case ProcedureRelationId:
		case TriggerRelationId:
			entry = statement_touch(classid, objid);
			if (access == OAT_POST_CREATE)
				entry->created = true;
			else if (access == OAT_DROP && subid == 0)
				entry->dropped = true;
			break;
		default:
			break;
	}
}

static void
hygiene_object_access(ObjectAccessType access, Oid classid, Oid objid, int subid, void *arg)
{
	if (prev_object_access)
		prev_object_access(access, classid, objid, subid, arg);

	if (access == OAT_POST_CREATE && classid == DatabaseRelationId)
		global_database_created(objid);
	if (statement_current() == NULL || creating_extension)
		return;
	switch (access)
	{
		case OAT_POST_CREATE:
		case OAT_POST_ALTER:
		case OAT_DROP:
		case OAT_TRUNCATE:
			touch(access, classid, objid, subid);
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
	const Node *parsetree = pstmt->utilityStmt;
	bool		judged = false;

	switch (nodeTag(parsetree))
	{
		case T_TruncateStmt:
		case T_ExplainStmt:
			if (guard_may_act() && OidIsValid(extension_oid()))
			{
				statement_begin(parsetree, CreateCommandTag((Node *) parsetree));
				judged = true;
			}
			break;
		case T_DropdbStmt:
			if (guard_may_act())
				global_judge_database(((const DropdbStmt *) parsetree)->dbname);
			break;
		case T_DropTableSpaceStmt:
			if (guard_may_act())
				global_judge_tablespace(((const DropTableSpaceStmt *) parsetree)->tablespacename);
			break;
		default:
			break;
	}

	if (prev_ProcessUtility)
		prev_ProcessUtility(pstmt, query_string, read_only_tree, context, params,
							query_env, dest, completion);
	else
		standard_ProcessUtility(pstmt, query_string, read_only_tree, context, params,
								query_env, dest, completion);

	if (judged)
	{
		CommandCounterIncrement();
		statement_end(parsetree);
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
