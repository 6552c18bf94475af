/*-------------------------------------------------------------------------
 *
 * depends.c
 *		What pg_depend says, at a snapshot.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_type.h"
#include "facts/reader.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"

Oid
facts_extension_of(Oid classid, Oid objid, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	Oid			extension = InvalidOid;

	ScanKeyInit(&key[0], Anum_pg_depend_classid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(classid));
	ScanKeyInit(&key[1], Anum_pg_depend_objid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(objid));
	scan = systable_beginscan(catalog, DependDependerIndexId, true, snapshot, 2, key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->refclassid == ExtensionRelationId &&
			depend->deptype == DEPENDENCY_EXTENSION)
		{
			extension = depend->refobjid;
			break;
		}
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return extension;
}

bool
facts_sequence_owner(Oid seqid, Snapshot snapshot, Oid *relid, AttrNumber *attnum)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	bool		owned = false;

	ScanKeyInit(&key[0], Anum_pg_depend_classid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(RelationRelationId));
	ScanKeyInit(&key[1], Anum_pg_depend_objid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(seqid));
	scan = systable_beginscan(catalog, DependDependerIndexId, true, snapshot, 2, key);
	while (!owned && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->refclassid == RelationRelationId && depend->refobjsubid > 0 &&
			(depend->deptype == DEPENDENCY_AUTO || depend->deptype == DEPENDENCY_INTERNAL))
		{
			*relid = depend->refobjid;
			*attnum = depend->refobjsubid;
			owned = true;
		}
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return owned;
}

List *
facts_type_users(Oid typid, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	List	   *users = NIL;

	ScanKeyInit(&key[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(TypeRelationId));
	ScanKeyInit(&key[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(typid));
	scan = systable_beginscan(catalog, DependReferenceIndexId, true, snapshot, 2, key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->classid == RelationRelationId && depend->objsubid > 0)
			users = list_append_unique_oid(users, depend->objid);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return users;
}
