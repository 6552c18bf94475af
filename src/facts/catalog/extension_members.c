/*-------------------------------------------------------------------------
 *
 * extension_members.c
 *		All objects that belong to extensions, for audits.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_extension.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/extension_members.h"
#include "facts/catalog/oid_array.h"
#include "miscadmin.h"
#include "utils/rel.h"

void
extension_members_read(OidArray *members, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;

	members->itemsize = sizeof(ExtensionMember);
	oid_array_reserve(members, 64, CurrentMemoryContext);

	/* all rows that refer to extensions */
	catalog_scan_oid(&scan, DependRelationId, DependReferenceIndexId,
					 Anum_pg_depend_refclassid, ExtensionRelationId, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);

		CHECK_FOR_INTERRUPTS();
		if (form->deptype == DEPENDENCY_EXTENSION)
		{
			ExtensionMember *member = oid_array_add(members);

			member->objid = form->objid;
			member->classid = form->classid;
		}
	}
	catalog_scan_end(&scan);
	oid_array_sort(members);
}
