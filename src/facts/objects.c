/*-------------------------------------------------------------------------
 *
 * objects.c
 *		Facts of what is not a relation, and what bears a name.
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
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "facts/reader.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

HeapTuple
facts_fetch_by_oid(Oid catalogid, Oid indexid, AttrNumber attnum, Oid oid, Snapshot snapshot)
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

HeapTuple
facts_fetch_default(Oid relid, AttrNumber attnum, Snapshot snapshot)
{
	Relation	catalog = table_open(AttrDefaultRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;

	ScanKeyInit(&key[0], Anum_pg_attrdef_adrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	ScanKeyInit(&key[1], Anum_pg_attrdef_adnum, BTEqualStrategyNumber, F_INT2EQ,
				Int16GetDatum(attnum));
	scan = systable_beginscan(catalog, AttrDefaultIndexId, true, snapshot, 2, key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
		tuple = heap_copytuple(tuple);
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return tuple;
}

char *
facts_text_attribute(HeapTuple tuple, Relation catalog, AttrNumber attnum)
{
	bool		isnull;
	Datum		datum = heap_getattr(tuple, attnum, RelationGetDescr(catalog), &isnull);

	return isnull ? NULL : TextDatumGetCString(datum);
}

char *
facts_namespace_name(Oid nspoid, Snapshot snapshot)
{
	HeapTuple	tuple;
	char	   *name = NULL;

	/* a row that we did not write is the same at any of our snapshots */
	tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(nspoid));
	if (HeapTupleIsValid(tuple))
	{
		if (snapshot == NULL ||
			!TransactionIdIsCurrentTransactionId(HeapTupleHeaderGetXmin(tuple->t_data)))
			name = pstrdup(NameStr(((Form_pg_namespace) GETSTRUCT(tuple))->nspname));
		ReleaseSysCache(tuple);
	}
	if (name != NULL || snapshot == NULL)
		return name;
	tuple = facts_fetch_by_oid(NamespaceRelationId, NamespaceOidIndexId,
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

/* "name(type, type)", also where the types are gone by now */
static char *
function_name(Form_pg_proc proc, Snapshot snapshot)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "%s(", NameStr(proc->proname));
	for (int i = 0; i < Min(proc->pronargs, proc->proargtypes.dim1); i++)
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
	class = facts_fetch_by_oid(RelationRelationId, ClassOidIndexId, Anum_pg_class_oid,
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

				tuple = facts_fetch_by_oid(TypeRelationId, TypeOidIndexId, Anum_pg_type_oid,
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

				tuple = facts_fetch_by_oid(ProcedureRelationId, ProcedureOidIndexId,
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
			tuple = facts_fetch_by_oid(ExtensionRelationId, ExtensionOidIndexId,
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
	{
		facts->nspname = facts_namespace_name(nspoid, snapshot);
		if (facts->nspname == NULL)
			facts->nspname = pstrdup("???");
	}
	facts->extension_member = OidIsValid(facts_extension_of(classid, objid, snapshot));
	return facts;
}
