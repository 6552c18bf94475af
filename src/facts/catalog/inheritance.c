/*-------------------------------------------------------------------------
 *
 * inheritance.c
 *		Parents and children by partitioning or inheritance, at a snapshot.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/inheritance.h"

Oid
facts_first_parent(Oid relid, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	Oid			parent = InvalidOid;

	catalog_scan_oid(&scan, InheritsRelationId, InheritsRelidSeqnoIndexId,
					 Anum_pg_inherits_inhrelid, relid, snapshot);
	tuple = catalog_scan_next(&scan);
	if (HeapTupleIsValid(tuple))
		parent = ((Form_pg_inherits) GETSTRUCT(tuple))->inhparent;
	catalog_scan_end(&scan);
	return parent;
}

List *
facts_ancestors(Oid relid, Snapshot snapshot)
{
	List	   *ancestors = NIL;
	List	   *pending = list_make1_oid(relid);

	while (pending != NIL)
	{
		CatalogScan scan;
		HeapTuple	tuple;
		Oid			child = linitial_oid(pending);

		pending = list_delete_first(pending);
		catalog_scan_oid(&scan, InheritsRelationId, InheritsRelidSeqnoIndexId,
						 Anum_pg_inherits_inhrelid, child, snapshot);
		while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
		{
			Oid			parent = ((Form_pg_inherits) GETSTRUCT(tuple))->inhparent;

			if (list_member_oid(ancestors, parent))
				continue;
			ancestors = lappend_oid(ancestors, parent);
			pending = lappend_oid(pending, parent);
		}
		catalog_scan_end(&scan);
	}
	return ancestors;
}

List *
facts_leaves(Oid relid, Snapshot snapshot)
{
	List	   *leaves = NIL;
	List	   *pending = list_make1_oid(relid);

	while (pending != NIL)
	{
		CatalogScan scan;
		HeapTuple	tuple;
		Oid			parent = linitial_oid(pending);

		pending = list_delete_first(pending);
		catalog_scan_oid(&scan, InheritsRelationId, InheritsParentIndexId,
						 Anum_pg_inherits_inhparent, parent, snapshot);
		while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
		{
			Oid			child = ((Form_pg_inherits) GETSTRUCT(tuple))->inhrelid;
			HeapTuple	class = facts_fetch_class(child, snapshot);

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
		catalog_scan_end(&scan);
	}
	return leaves;
}
