/*-------------------------------------------------------------------------
 *
 * publication.c
 *		Publications of a relation, at a snapshot.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_publication.h"
#include "catalog/pg_publication_namespace.h"
#include "catalog/pg_publication_rel.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/publication.h"

bool
facts_is_published(Oid relid, Oid nspoid, Snapshot snapshot)
{
	Relation	catalog;
	SysScanDesc scan;
	HeapTuple	tuple;
	bool		published = false;

	if (facts_fetch_by_oid(PublicationRelRelationId, PublicationRelPrrelidPrpubidIndexId,
						   Anum_pg_publication_rel_prrelid, relid, snapshot) != NULL ||
		facts_fetch_by_oid(PublicationNamespaceRelationId,
						   PublicationNamespacePnnspidPnpubidIndexId,
						   Anum_pg_publication_namespace_pnnspid, nspoid, snapshot) != NULL)
		return true;

	/* publications are few: no index serves this */
	catalog = table_open(PublicationRelationId, AccessShareLock);
	scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	while (!published && HeapTupleIsValid(tuple = systable_getnext(scan)))
		published = ((Form_pg_publication) GETSTRUCT(tuple))->puballtables;
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return published;
}
