/*-------------------------------------------------------------------------
 *
 * members.c
 *		All objects that belong to extensions, for audits.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_extension.h"
#include "facts/members.h"
#include "miscadmin.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"

void
members_read(KeptArray *members, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	members->itemsize = sizeof(KeptMember);
	kept_reserve(members, 64, CurrentMemoryContext);

	/* all rows that refer to extensions */
	ScanKeyInit(&key, Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(ExtensionRelationId));
	scan = systable_beginscan(catalog, DependReferenceIndexId, true, snapshot, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);

		CHECK_FOR_INTERRUPTS();
		if (form->deptype == DEPENDENCY_EXTENSION)
		{
			KeptMember *member = kept_add(members);

			member->objid = form->objid;
			member->classid = form->classid;
		}
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	kept_sort(members);
}
