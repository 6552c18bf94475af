/*-------------------------------------------------------------------------
 *
 * objects.c
 *		Facts of what is not a relation, and what hangs on what.
 *
 * All look-ups are index probes at the given snapshot, so they also answer for
 * objects that the running command has just dropped.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "facts/reader.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

/* One catalog row found by an OID column through its index; copied, or NULL. */
static HeapTuple
fetch_by_oid(Oid catalogid, Oid indexid, AttrNumber attnum, Oid oid, Snapshot snapshot)
{
	Relation	catalog = table_open(catalogid, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key;
	HeapTuple	tuple;

	ScanKeyInit(&key, attnum, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(oid));
	scan = systable_beginscan(catalog, indexid, true, snapshot, 1, &key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
		tuple = heap_copytuple(tuple);
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return tuple;
}

char *
facts_namespace_name(Oid nspoid, Snapshot snapshot)
{
	HeapTuple	tuple = fetch_by_oid(NamespaceRelationId, NamespaceOidIndexId,
									 Anum_pg_namespace_oid, nspoid, snapshot);

	if (!HeapTupleIsValid(tuple))
		return NULL;
	return pstrdup(NameStr(((Form_pg_namespace) GETSTRUCT(tuple))->nspname));
}

Oid
facts_relation_named(const char *relname, Oid nspoid, Snapshot snapshot)
{
	Relation	catalog = table_open(RelationRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	Oid			relid = InvalidOid;

	ScanKeyInit(&key[0], Anum_pg_class_relname, BTEqualStrategyNumber, F_NAMEEQ,
				CStringGetDatum(relname));
	ScanKeyInit(&key[1], Anum_pg_class_relnamespace, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(nspoid));
	scan = systable_beginscan(catalog, ClassNameNspIndexId, true, snapshot, 2, key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
		relid = ((Form_pg_class) GETSTRUCT(tuple))->oid;
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return relid;
}

Oid
facts_extension_of(Oid classid, Oid objid, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	Oid			extension = InvalidOid;

	ScanKeyInit(&key[0], Anum_pg_depend_classid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(classid));
	ScanKeyInit(&key[1], Anum_pg_depend_objid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(objid));
	scan = systable_beginscan(catalog, DependDependerIndexId, true, snapshot, 2, key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->refclassid == ExtensionRelationId &&
			depend->deptype == DEPENDENCY_EXTENSION)
		{
			extension = depend->refobjid;
			break;
		}
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return extension;
}

bool
facts_sequence_owner(Oid seqid, Snapshot snapshot, Oid *relid, AttrNumber *attnum)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	bool		owned = false;

	ScanKeyInit(&key[0], Anum_pg_depend_classid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(RelationRelationId));
	ScanKeyInit(&key[1], Anum_pg_depend_objid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(seqid));
	scan = systable_beginscan(catalog, DependDependerIndexId, true, snapshot, 2, key);
	while (!owned && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->refclassid == RelationRelationId && depend->refobjsubid > 0 &&
			(depend->deptype == DEPENDENCY_AUTO || depend->deptype == DEPENDENCY_INTERNAL))
		{
			*relid = depend->refobjid;
			*attnum = depend->refobjsubid;
			owned = true;
		}
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return owned;
}

List *
facts_type_users(Oid typid, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	List	   *users = NIL;

	ScanKeyInit(&key[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(TypeRelationId));
	ScanKeyInit(&key[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(typid));
	scan = systable_beginscan(catalog, DependReferenceIndexId, true, snapshot, 2, key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->classid == RelationRelationId && depend->objsubid > 0)
			users = list_append_unique_oid(users, depend->objid);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return users;
}

List *
facts_functions_named(const char *proname, Oid nspoid, Snapshot snapshot)
{
	Relation	catalog = table_open(ProcedureRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key;
	HeapTuple	tuple;
	List	   *functions = NIL;

	ScanKeyInit(&key, Anum_pg_proc_proname, BTEqualStrategyNumber, F_NAMEEQ,
				CStringGetDatum(proname));
	scan = systable_beginscan(catalog, ProcedureNameArgsNspIndexId, true, snapshot, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_proc form = (Form_pg_proc) GETSTRUCT(tuple);

		if (form->pronamespace == nspoid)
			functions = lappend_oid(functions, form->oid);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return functions;
}

/* The table of an index, or InvalidOid. */
static Oid
index_table(Oid indexrelid, Snapshot snapshot)
{
	HeapTuple	tuple = fetch_by_oid(IndexRelationId, IndexRelidIndexId,
									 Anum_pg_index_indexrelid, indexrelid, snapshot);

	return HeapTupleIsValid(tuple) ? ((Form_pg_index) GETSTRUCT(tuple))->indrelid : InvalidOid;
}

Oid
facts_relation_of(Oid classid, Oid objid, Snapshot snapshot)
{
	HeapTuple	tuple;

	switch (classid)
	{
		case RelationRelationId:
			{
				char		relkind;

				tuple = fetch_by_oid(RelationRelationId, ClassOidIndexId,
									 Anum_pg_class_oid, objid, snapshot);
				if (!HeapTupleIsValid(tuple))
					return InvalidOid;
				relkind = ((Form_pg_class) GETSTRUCT(tuple))->relkind;
				if (relkind == RELKIND_INDEX || relkind == RELKIND_PARTITIONED_INDEX)
					return index_table(objid, snapshot);
				return relkind == RELKIND_TOASTVALUE ? InvalidOid : objid;
			}
		case IndexRelationId:
			return index_table(objid, snapshot);
		case InheritsRelationId:
			return objid;
		case ConstraintRelationId:
			tuple = fetch_by_oid(ConstraintRelationId, ConstraintOidIndexId,
								 Anum_pg_constraint_oid, objid, snapshot);
			return HeapTupleIsValid(tuple) ?
				((Form_pg_constraint) GETSTRUCT(tuple))->conrelid : InvalidOid;
		case TriggerRelationId:
			tuple = fetch_by_oid(TriggerRelationId, TriggerOidIndexId,
								 Anum_pg_trigger_oid, objid, snapshot);
			return HeapTupleIsValid(tuple) ?
				((Form_pg_trigger) GETSTRUCT(tuple))->tgrelid : InvalidOid;
		case PolicyRelationId:
			tuple = fetch_by_oid(PolicyRelationId, PolicyOidIndexId,
								 Anum_pg_policy_oid, objid, snapshot);
			return HeapTupleIsValid(tuple) ?
				((Form_pg_policy) GETSTRUCT(tuple))->polrelid : InvalidOid;
		case AttrDefaultRelationId:
			tuple = fetch_by_oid(AttrDefaultRelationId, AttrDefaultOidIndexId,
								 Anum_pg_attrdef_oid, objid, snapshot);
			return HeapTupleIsValid(tuple) ?
				((Form_pg_attrdef) GETSTRUCT(tuple))->adrelid : InvalidOid;
		case RewriteRelationId:
			tuple = fetch_by_oid(RewriteRelationId, RewriteOidIndexId,
								 Anum_pg_rewrite_oid, objid, snapshot);
			return HeapTupleIsValid(tuple) ?
				((Form_pg_rewrite) GETSTRUCT(tuple))->ev_class : InvalidOid;
		default:
			return InvalidOid;
	}
}

List *
facts_ancestors(Oid relid, Snapshot snapshot)
{
	Relation	catalog = table_open(InheritsRelationId, AccessShareLock);
	List	   *ancestors = NIL;
	List	   *pending = list_make1_oid(relid);

	while (pending != NIL)
	{
		SysScanDesc scan;
		ScanKeyData key;
		HeapTuple	tuple;
		Oid			child = linitial_oid(pending);

		pending = list_delete_first(pending);
		ScanKeyInit(&key, Anum_pg_inherits_inhrelid, BTEqualStrategyNumber, F_OIDEQ,
					ObjectIdGetDatum(child));
		scan = systable_beginscan(catalog, InheritsRelidSeqnoIndexId, true, snapshot, 1, &key);
		while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		{
			Oid			parent = ((Form_pg_inherits) GETSTRUCT(tuple))->inhparent;

			if (list_member_oid(ancestors, parent))
				continue;
			ancestors = lappend_oid(ancestors, parent);
			pending = lappend_oid(pending, parent);
		}
		systable_endscan(scan);
	}
	table_close(catalog, AccessShareLock);
	return ancestors;
}

List *
facts_leaves(Oid relid, Snapshot snapshot)
{
	Relation	catalog = table_open(InheritsRelationId, AccessShareLock);
	List	   *leaves = NIL;
	List	   *pending = list_make1_oid(relid);

	while (pending != NIL)
	{
		SysScanDesc scan;
		ScanKeyData key;
		HeapTuple	tuple;
		Oid			parent = linitial_oid(pending);

		pending = list_delete_first(pending);
		ScanKeyInit(&key, Anum_pg_inherits_inhparent, BTEqualStrategyNumber, F_OIDEQ,
					ObjectIdGetDatum(parent));
		scan = systable_beginscan(catalog, InheritsParentIndexId, true, snapshot, 1, &key);
		while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		{
			Oid			child = ((Form_pg_inherits) GETSTRUCT(tuple))->inhrelid;
			HeapTuple	class = fetch_by_oid(RelationRelationId, ClassOidIndexId,
											 Anum_pg_class_oid, child, snapshot);

			if (!HeapTupleIsValid(class))
				continue;
			switch (((Form_pg_class) GETSTRUCT(class))->relkind)
			{
				case RELKIND_PARTITIONED_TABLE:
					pending = lappend_oid(pending, child);
					break;
				case RELKIND_RELATION:
					leaves = lappend_oid(leaves, child);
					break;
				default:
					break;
			}
		}
		systable_endscan(scan);
	}
	table_close(catalog, AccessShareLock);
	return leaves;
}

/* "name(type, type)", also where the types are gone by now */
static char *
function_name(Form_pg_proc proc, Snapshot snapshot)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "%s(", NameStr(proc->proname));
	for (int i = 0; i < proc->pronargs; i++)
		appendStringInfo(&buf, "%s%s", i > 0 ? ", " : "",
						 facts_read_type(proc->proargtypes.values[i], -1, snapshot)->name);
	appendStringInfoChar(&buf, ')');
	return buf.data;
}

/* A type that somebody created as a type, not a table's row type or an array. */
static bool
is_standalone_type(Form_pg_type type, Snapshot snapshot)
{
	HeapTuple	class;

	if (type->typtype == TYPTYPE_MULTIRANGE)
		return false;
	if (type->typcategory == TYPCATEGORY_ARRAY && OidIsValid(type->typelem))
		return false;
	if (type->typtype != TYPTYPE_COMPOSITE)
		return true;
	class = fetch_by_oid(RelationRelationId, ClassOidIndexId, Anum_pg_class_oid,
						 type->typrelid, snapshot);
	return HeapTupleIsValid(class) &&
		((Form_pg_class) GETSTRUCT(class))->relkind == RELKIND_COMPOSITE_TYPE;
}

ObjectFacts *
facts_read_object(Oid classid, Oid objid, Snapshot snapshot)
{
	ObjectFacts *facts = palloc0(sizeof(ObjectFacts));
	HeapTuple	tuple;
	Oid			nspoid = InvalidOid;

	facts->classid = classid;
	facts->objid = objid;

	switch (classid)
	{
		case NamespaceRelationId:
			facts->kind = "schema";
			facts->name = facts_namespace_name(objid, snapshot);
			if (facts->name == NULL)
				return NULL;
			break;

		case TypeRelationId:
			{
				Form_pg_type type;

				tuple = fetch_by_oid(TypeRelationId, TypeOidIndexId, Anum_pg_type_oid,
									 objid, snapshot);
				if (!HeapTupleIsValid(tuple))
					return NULL;
				type = (Form_pg_type) GETSTRUCT(tuple);
				if (!is_standalone_type(type, snapshot))
					return NULL;
				facts->kind = type->typtype == TYPTYPE_DOMAIN ? "domain" : "type";
				facts->typtype = type->typtype;
				facts->name = pstrdup(NameStr(type->typname));
				facts->typrelid = type->typrelid;
				nspoid = type->typnamespace;
				break;
			}

		case ProcedureRelationId:
			{
				Form_pg_proc proc;

				tuple = fetch_by_oid(ProcedureRelationId, ProcedureOidIndexId,
									 Anum_pg_proc_oid, objid, snapshot);
				if (!HeapTupleIsValid(tuple))
					return NULL;
				proc = (Form_pg_proc) GETSTRUCT(tuple);
				facts->kind = proc->prokind == PROKIND_PROCEDURE ? "procedure" :
					proc->prokind == PROKIND_AGGREGATE ? "aggregate" : "function";
				facts->name = function_name(proc, snapshot);
				nspoid = proc->pronamespace;
				break;
			}

		case ExtensionRelationId:
			tuple = fetch_by_oid(ExtensionRelationId, ExtensionOidIndexId,
								 Anum_pg_extension_oid, objid, snapshot);
			if (!HeapTupleIsValid(tuple))
				return NULL;
			facts->kind = "extension";
			facts->name = pstrdup(NameStr(((Form_pg_extension) GETSTRUCT(tuple))->extname));
			break;

		default:
			return NULL;
	}

	facts->nspoid = nspoid;
	if (OidIsValid(nspoid))
		facts->nspname = facts_namespace_name(nspoid, snapshot);
	facts->extension_member = OidIsValid(facts_extension_of(classid, objid, snapshot));
	return facts;
}
