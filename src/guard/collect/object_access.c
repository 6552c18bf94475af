/*-------------------------------------------------------------------------
 *
 * object_access.c
 *		Objects that object_access_hook sees, into the statement's affected objects.
 *
 * An object that is about to go is measured, and asked where it belongs, while
 * the server's caches know it: the command itself looks at all of that, so it
 * costs next to nothing here and much afterwards.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/index.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "facts/measured/relation_size.h"
#include "guard/collect/command_traits.h"
#include "guard/collect/object_access.h"
#include "guard/collect/statement.h"
#include "nodes/parsenodes.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/relcache.h"
#include "utils/syscache.h"

/* Measures what is dropped or truncated while it can still be opened. */
static void
measure(AffectedObject *entry, char relkind)
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

/* Returns whether the type may have been made by CREATE TYPE or CREATE DOMAIN. */
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

/* A relation that is about to lose its rows, or to go. */
static void
add_lost(AffectedObject *entry, ObjectAccessType access, int subid)
{
	char		relkind = get_rel_relkind(entry->objid);

	entry->relkind = relkind;
	if (is_toast_index(relkind, get_rel_namespace(entry->objid)))
	{
		entry->relkind = RELKIND_TOASTVALUE;
		entry->dropped = access == OAT_DROP;
		return;
	}
	if (get_rel_persistence(entry->objid) != RELPERSISTENCE_TEMP)
		measure(entry, relkind);
	if (access == OAT_TRUNCATE)
	{
		entry->truncated = true;
		return;
	}
	if (subid != 0)
		return;
	entry->dropped = true;
	if (relkind == RELKIND_INDEX || relkind == RELKIND_PARTITIONED_INDEX)
		entry->relid = IndexGetRelation(entry->objid, true);
}

void
object_access_collect(ObjectAccessType access, Oid classid, Oid objid, int subid)
{
	AffectedObject *entry;

	switch (classid)
	{
		case RelationRelationId:
			entry = statement_add_object(classid, objid);
			if (access == OAT_POST_CREATE && subid == 0)
			{
				entry->created = true;
				entry->relkind = created_relkind(objid);
			}
			else if (access == OAT_DROP && subid != 0)
				entry->lost_part = true;
			if (access == OAT_DROP || access == OAT_TRUNCATE)
				add_lost(entry, access, subid);
			break;
		case TypeRelationId:

			/*
			 * of types only the loss matters, and rows and arrays go with
			 * theirs
			 */
			if (access == OAT_DROP && is_standalone_type(objid))
				statement_add_object(classid, objid)->dropped = true;
			break;
		case AttrDefaultRelationId:
		case PolicyRelationId:
			if (access == OAT_DROP && (statement_current()->traits & COMMAND_OWN_PARTS))
				break;
			/* FALLTHROUGH */
		case ConstraintRelationId:
		case ExtensionRelationId:
		case IndexRelationId:
		case InheritsRelationId:
		case NamespaceRelationId:
		case ProcedureRelationId:
		case TriggerRelationId:
			entry = statement_add_object(classid, objid);
			if (access == OAT_POST_CREATE)
				entry->created = true;
			else if (access == OAT_DROP && subid == 0)
				entry->dropped = true;
			break;
		default:
			break;
	}
}
