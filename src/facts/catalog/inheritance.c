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

/* The relations of the rows that a scan of pg_inherits finds: parents, or else children. */
static List *
read_relids(CatalogScan *scan, bool parents)
{
	List	   *relids = NIL;
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = catalog_scan_next(scan)))
	{
		Form_pg_inherits form = (Form_pg_inherits) GETSTRUCT(tuple);

		relids = lappend_oid(relids, parents ? form->inhparent : form->inhrelid);
	}
	catalog_scan_end(scan);
	return relids;
}

List *
facts_parents(Oid relid, Snapshot snapshot)
{
	CatalogScan scan;

	catalog_scan_oid(&scan, InheritsRelationId, InheritsRelidSeqnoIndexId,
					 Anum_pg_inherits_inhrelid, relid, snapshot);
	return read_relids(&scan, true);
}

List *
facts_children(Oid relid, Snapshot snapshot)
{
	CatalogScan scan;

	catalog_scan_oid(&scan, InheritsRelationId, InheritsParentIndexId,
					 Anum_pg_inherits_inhparent, relid, snapshot);
	return read_relids(&scan, false);
}

List *
facts_ancestors(Oid relid, Snapshot snapshot)
{
	List	   *ancestors = NIL;
	List	   *pending = list_make1_oid(relid);

	while (pending != NIL)
	{
		List	   *parents = facts_parents(linitial_oid(pending), snapshot);
		ListCell   *lc;

		pending = list_delete_first(pending);
		foreach(lc, parents)
		{
			if (list_member_oid(ancestors, lfirst_oid(lc)))
				continue;
			ancestors = lappend_oid(ancestors, lfirst_oid(lc));
			pending = lappend_oid(pending, lfirst_oid(lc));
		}
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
		List	   *children = facts_children(linitial_oid(pending), snapshot);
		ListCell   *lc;

		pending = list_delete_first(pending);
		foreach(lc, children)
		{
			HeapTuple	class = facts_fetch_class(lfirst_oid(lc), snapshot);

			if (!HeapTupleIsValid(class))
				continue;
			switch (((Form_pg_class) GETSTRUCT(class))->relkind)
			{
				case RELKIND_PARTITIONED_TABLE:
					pending = lappend_oid(pending, lfirst_oid(lc));
					break;
				case RELKIND_RELATION:
					leaves = lappend_oid(leaves, lfirst_oid(lc));
					break;
				default:
					break;
			}
		}
	}
	return leaves;
}
