/*-------------------------------------------------------------------------
 *
 * catalog_scan.h
 *		The rows of a catalog with a given key, through the index on it, at a
 *		snapshot.
 *
 * A scan opens the catalog with AccessShareLock and closes it, releasing the lock.
 * A row is valid until the next one is read.  A NULL snapshot stands for the
 * catalogs as they are now.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_CATALOG_SCAN_H
#define HYGIENE_CATALOG_SCAN_H

#include "access/attnum.h"
#include "access/genam.h"
#include "access/htup.h"
#include "nodes/pg_list.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

typedef struct CatalogScan
{
	Relation	catalog;
	SysScanDesc scan;
} CatalogScan;

/* Those whose attribute "key", the first of the index, is that OID. */
extern void catalog_scan_oid(CatalogScan *scan, Oid catalogid, Oid indexid, AttrNumber key,
							 Oid oid, Snapshot snapshot);

/* The same with a second OID in the index's second attribute. */
extern void catalog_scan_oids(CatalogScan *scan, Oid catalogid, Oid indexid, AttrNumber key,
							  Oid oid, AttrNumber key2, Oid oid2, Snapshot snapshot);

/* The same with a column's number in the index's second attribute. */
extern void catalog_scan_column(CatalogScan *scan, Oid catalogid, Oid indexid, AttrNumber key,
								Oid relid, AttrNumber key2, AttrNumber attnum,
								Snapshot snapshot);

/*
 * Those with that name in the index's first attribute and, unless key2 is 0,
 * that OID in the second.
 */
extern void catalog_scan_name(CatalogScan *scan, Oid catalogid, Oid indexid, AttrNumber key,
							  const char *name, AttrNumber key2, Oid oid, Snapshot snapshot);

/* The column of that name of a relation, in pg_attribute. */
extern void catalog_scan_column_name(CatalogScan *scan, Oid relid, const char *attname,
									 Snapshot snapshot);

/* The next row, or NULL. */
extern HeapTuple catalog_scan_next(CatalogScan *scan);

extern void catalog_scan_end(CatalogScan *scan);

/* Copies of all rows from the next on (list of HeapTuples); ends the scan. */
extern List *catalog_scan_rest(CatalogScan *scan);

#endif							/* HYGIENE_CATALOG_SCAN_H */
