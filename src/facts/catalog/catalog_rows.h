/*-------------------------------------------------------------------------
 *
 * catalog_rows.h
 *		Single rows of the catalogs, found by key at a snapshot.
 *
 * No lock is taken but AccessShareLock on catalogs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_CATALOG_ROWS_H
#define HYGIENE_CATALOG_ROWS_H

#include "access/htup.h"
#include "catalog/pg_attribute.h"
#include "nodes/pg_list.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/*
 * One row of a catalog found by an OID column through the index on it;
 * copied, or NULL.
 */
extern HeapTuple facts_fetch_by_oid(Oid catalogid, Oid indexid, AttrNumber attnum, Oid oid,
									Snapshot snapshot);

/*
 * The row of pg_class of a relation, copied, or NULL.  Taken from the syscache
 * where the snapshot sees the version that is cached.
 */
extern HeapTuple facts_fetch_class(Oid relid, Snapshot snapshot);

/* The row of pg_attribute of a column, dropped or not, copied, or NULL. */
extern HeapTuple facts_fetch_attribute(Oid relid, AttrNumber attnum, Snapshot snapshot);

/* The row of a live column of the user's by number or by name, palloc'd, or NULL. */
extern Form_pg_attribute facts_live_attribute(Oid relid, AttrNumber attnum, Snapshot snapshot);
extern Form_pg_attribute facts_attribute_by_name(Oid relid, const char *attname,
												 Snapshot snapshot);

/* The row of pg_attrdef of a column, copied, or NULL. */
extern HeapTuple facts_fetch_default(Oid relid, AttrNumber attnum, Snapshot snapshot);

/* An attribute of a catalog's row as text, palloc'd, or NULL. */
extern char *facts_text_attribute(HeapTuple tuple, Relation catalog, AttrNumber attnum);

/* Does the relation (attnum 0) or the live attribute exist at the snapshot? */
extern bool facts_exists(Oid relid, AttrNumber attnum, Snapshot snapshot);

/* Name of a schema at the snapshot, palloc'd, or NULL. */
extern char *facts_namespace_name(Oid nspoid, Snapshot snapshot);

/*
 * Name and schema of a relation at the snapshot, palloc'd; "???" and false if
 * it is not there.
 */
extern bool facts_name_relation(Oid relid, Snapshot snapshot, char **nspname, char **relname);

/* The relation of that name in that schema at the snapshot: OID or InvalidOid. */
extern Oid	facts_relation_named(const char *relname, Oid nspoid, Snapshot snapshot);

/* Functions of that name in that schema, whatever their arguments (list of OIDs). */
extern List *facts_functions_named(const char *proname, Oid nspoid, Snapshot snapshot);

#endif							/* HYGIENE_CATALOG_ROWS_H */
