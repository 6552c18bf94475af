/*-------------------------------------------------------------------------
 *
 * catalog_scan.c
 *		The rows of a catalog with a given key, through the index on it, at a
 *		snapshot.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_attribute.h"
#include "facts/catalog/catalog_scan.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"

static void
begin(CatalogScan *scan, Oid catalogid, Oid indexid, Snapshot snapshot, int nkeys, ScanKey keys)
{
	scan->catalog = table_open(catalogid, AccessShareLock);
	scan->scan = systable_beginscan(scan->catalog, indexid, true, snapshot, nkeys, keys);
}

void
catalog_scan_oid(CatalogScan *scan, Oid catalogid, Oid indexid, AttrNumber key, Oid oid,
				 Snapshot snapshot)
{
	ScanKeyData keys[1];

	ScanKeyInit(&keys[0], key, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(oid));
	begin(scan, catalogid, indexid, snapshot, 1, keys);
}

void
catalog_scan_oids(CatalogScan *scan, Oid catalogid, Oid indexid, AttrNumber key, Oid oid,
				  AttrNumber key2, Oid oid2, Snapshot snapshot)
{
	ScanKeyData keys[2];

	ScanKeyInit(&keys[0], key, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(oid));
	ScanKeyInit(&keys[1], key2, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(oid2));
	begin(scan, catalogid, indexid, snapshot, 2, keys);
}

void
catalog_scan_column(CatalogScan *scan, Oid catalogid, Oid indexid, AttrNumber key, Oid relid,
					AttrNumber key2, AttrNumber attnum, Snapshot snapshot)
{
	ScanKeyData keys[2];

	ScanKeyInit(&keys[0], key, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(relid));
	ScanKeyInit(&keys[1], key2, BTEqualStrategyNumber, F_INT2EQ, Int16GetDatum(attnum));
	begin(scan, catalogid, indexid, snapshot, 2, keys);
}

void
catalog_scan_name(CatalogScan *scan, Oid catalogid, Oid indexid, AttrNumber key,
				  const char *name, AttrNumber key2, Oid oid, Snapshot snapshot)
{
	ScanKeyData keys[2];

	ScanKeyInit(&keys[0], key, BTEqualStrategyNumber, F_NAMEEQ, CStringGetDatum(name));
	if (key2 != 0)
		ScanKeyInit(&keys[1], key2, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(oid));
	begin(scan, catalogid, indexid, snapshot, key2 != 0 ? 2 : 1, keys);
}

void
catalog_scan_column_name(CatalogScan *scan, Oid relid, const char *attname, Snapshot snapshot)
{
	ScanKeyData keys[2];

	ScanKeyInit(&keys[0], Anum_pg_attribute_attrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	ScanKeyInit(&keys[1], Anum_pg_attribute_attname, BTEqualStrategyNumber, F_NAMEEQ,
				CStringGetDatum(attname));
	begin(scan, AttributeRelationId, AttributeRelidNameIndexId, snapshot, 2, keys);
}

HeapTuple
catalog_scan_next(CatalogScan *scan)
{
	return systable_getnext(scan->scan);
}

List *
catalog_scan_rest(CatalogScan *scan)
{
	List	   *rows = NIL;
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = catalog_scan_next(scan)))
		rows = lappend(rows, heap_copytuple(tuple));
	catalog_scan_end(scan);
	return rows;
}

void
catalog_scan_end(CatalogScan *scan)
{
	systable_endscan(scan->scan);
	table_close(scan->catalog, AccessShareLock);
}
