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

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/reader.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

/* The scan's first row, copied, or NULL; ends it. */
static HeapTuple
fetch_first(CatalogScan *scan)
{
	HeapTuple	tuple = catalog_scan_next(scan);

	if (HeapTupleIsValid(tuple))
		tuple = heap_copytuple(tuple);
	catalog_scan_end(scan);
	return tuple;
}

HeapTuple
facts_fetch_by_oid(Oid catalogid, Oid indexid, AttrNumber attnum, Oid oid, Snapshot snapshot)
{
	CatalogScan scan;

	catalog_scan_oid(&scan, catalogid, indexid, attnum, oid, snapshot);
	return fetch_first(&scan);
}

/* Does the snapshot see this version of a row, which is the current one? */
static bool
is_seen(HeapTuple tuple, Snapshot snapshot)
{
	TransactionId xmin = HeapTupleHeaderGetXmin(tuple->t_data);

	if (TransactionIdIsCurrentTransactionId(xmin))
		return HeapTupleHeaderGetCmin(tuple->t_data) < snapshot->curcid;
	return !XidInMVCCSnapshot(xmin, snapshot);
}

/* As facts_fetch_by_oid(), of a catalog that has a cache by OID. */
static HeapTuple
fetch_cached(int cacheid, Oid catalogid, Oid indexid, AttrNumber attnum, Oid oid,
			 Snapshot snapshot)
{
	HeapTuple	tuple = SearchSysCacheCopy1(cacheid, ObjectIdGetDatum(oid));

	if (snapshot == NULL || (HeapTupleIsValid(tuple) && is_seen(tuple, snapshot)))
		return tuple;
	return facts_fetch_by_oid(catalogid, indexid, attnum, oid, snapshot);
}

HeapTuple
facts_fetch_class(Oid relid, Snapshot snapshot)
{
	return fetch_cached(RELOID, RelationRelationId, ClassOidIndexId, Anum_pg_class_oid, relid,
						snapshot);
}

HeapTuple
facts_fetch_attribute(Oid relid, AttrNumber attnum, Snapshot snapshot)
{
	CatalogScan scan;

	catalog_scan_column(&scan, AttributeRelationId, AttributeRelidNumIndexId,
						Anum_pg_attribute_attrelid, relid, Anum_pg_attribute_attnum, attnum,
						snapshot);
	return fetch_first(&scan);
}

HeapTuple
facts_fetch_default(Oid relid, AttrNumber attnum, Snapshot snapshot)
{
	CatalogScan scan;

	catalog_scan_column(&scan, AttrDefaultRelationId, AttrDefaultIndexId,
						Anum_pg_attrdef_adrelid, relid, Anum_pg_attrdef_adnum, attnum,
						snapshot);
	return fetch_first(&scan);
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
	HeapTuple	tuple = fetch_cached(NAMESPACEOID, NamespaceRelationId, NamespaceOidIndexId,
									 Anum_pg_namespace_oid, nspoid, snapshot);

	if (!HeapTupleIsValid(tuple))
		return NULL;
	return pstrdup(NameStr(((Form_pg_namespace) GETSTRUCT(tuple))->nspname));
}

Oid
facts_relation_named(const char *relname, Oid nspoid, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	Oid			relid = InvalidOid;

	catalog_scan_name(&scan, RelationRelationId, ClassNameNspIndexId, Anum_pg_class_relname,
					  relname, Anum_pg_class_relnamespace, nspoid, snapshot);
	tuple = catalog_scan_next(&scan);
	if (HeapTupleIsValid(tuple))
		relid = ((Form_pg_class) GETSTRUCT(tuple))->oid;
	catalog_scan_end(&scan);
	return relid;
}

List *
facts_functions_named(const char *proname, Oid nspoid, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	List	   *functions = NIL;

	catalog_scan_name(&scan, ProcedureRelationId, ProcedureNameArgsNspIndexId,
					  Anum_pg_proc_proname, proname, 0, InvalidOid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_proc form = (Form_pg_proc) GETSTRUCT(tuple);

		if (form->pronamespace == nspoid)
			functions = lappend_oid(functions, form->oid);
	}
	catalog_scan_end(&scan);
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
	class = facts_fetch_class(type->typrelid, snapshot);
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
