/*-------------------------------------------------------------------------
 *
 * catalog_rows.c
 *		Single rows of the catalogs, found by key at a snapshot.
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
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
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

/* The row's form, if it is a live attribute's. */
static Form_pg_attribute
live_form(HeapTuple tuple)
{
	Form_pg_attribute form = HeapTupleIsValid(tuple) ? (Form_pg_attribute) GETSTRUCT(tuple) : NULL;

	return form != NULL && form->attnum > 0 && !form->attisdropped ? form : NULL;
}

Form_pg_attribute
facts_live_attribute(Oid relid, AttrNumber attnum, Snapshot snapshot)
{
	return live_form(facts_fetch_attribute(relid, attnum, snapshot));
}

Form_pg_attribute
facts_attribute_by_name(Oid relid, const char *attname, Snapshot snapshot)
{
	CatalogScan scan;

	catalog_scan_column_name(&scan, relid, attname, snapshot);
	return live_form(fetch_first(&scan));
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

bool
facts_exists(Oid relid, AttrNumber attnum, Snapshot snapshot)
{
	HeapTuple	tuple;

	if (attnum == 0)
		return HeapTupleIsValid(facts_fetch_class(relid, snapshot));
	tuple = facts_fetch_attribute(relid, attnum, snapshot);
	return HeapTupleIsValid(tuple) && !((Form_pg_attribute) GETSTRUCT(tuple))->attisdropped;
}

bool
facts_name_relation(Oid relid, Snapshot snapshot, char **nspname, char **relname)
{
	HeapTuple	tuple = facts_fetch_class(relid, snapshot);
	Form_pg_class class;

	if (!HeapTupleIsValid(tuple))
	{
		*nspname = pstrdup("???");
		*relname = pstrdup("???");
		return false;
	}
	class = (Form_pg_class) GETSTRUCT(tuple);
	*relname = pstrdup(NameStr(class->relname));
	*nspname = facts_namespace_name(class->relnamespace, snapshot);
	if (*nspname == NULL)
		*nspname = pstrdup("???");
	return true;
}
