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
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_sequence.h"
#include "catalog/pg_type.h"
#include "facts/reader.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"

static SysScanDesc
begin_scan(Relation catalog, Oid indexid, AttrNumber class_attnum, Oid classid,
		   AttrNumber obj_attnum, Oid objid, Snapshot snapshot)
{
	ScanKeyData key[2];

	ScanKeyInit(&key[0], class_attnum, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(classid));
	ScanKeyInit(&key[1], obj_attnum, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(objid));
	return systable_beginscan(catalog, indexid, true, snapshot, 2, key);
}

/* The rows that say what the object, or a part of it, depends on. */
static SysScanDesc
begin_dependencies(Relation catalog, Oid classid, Oid objid, Snapshot snapshot)
{
	return begin_scan(catalog, DependDependerIndexId, Anum_pg_depend_classid, classid,
					  Anum_pg_depend_objid, objid, snapshot);
}

/* The rows that say what depends on the object or a part of it. */
static SysScanDesc
begin_dependents(Relation catalog, Oid classid, Oid objid, Snapshot snapshot)
{
	return begin_scan(catalog, DependReferenceIndexId, Anum_pg_depend_refclassid, classid,
					  Anum_pg_depend_refobjid, objid, snapshot);
}

Oid
facts_extension_of(Oid classid, Oid objid, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan = begin_dependencies(catalog, classid, objid, snapshot);
	HeapTuple	tuple;
	Oid			extension = InvalidOid;

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
	SysScanDesc scan = begin_dependencies(catalog, RelationRelationId, seqid, snapshot);
	HeapTuple	tuple;
	bool		owned = false;

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

bool
facts_sequence_drawn(Oid seqid, Snapshot snapshot, Oid *relid, AttrNumber *attnum)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan = begin_dependents(catalog, RelationRelationId, seqid, snapshot);
	HeapTuple	tuple;
	bool		found = false;

	while (!found && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);
		HeapTuple	attrdef;

		if (depend->classid != AttrDefaultRelationId)
			continue;
		attrdef = facts_fetch_by_oid(AttrDefaultRelationId, AttrDefaultOidIndexId,
									 Anum_pg_attrdef_oid, depend->objid, snapshot);
		if (!HeapTupleIsValid(attrdef))
			continue;
		*relid = ((Form_pg_attrdef) GETSTRUCT(attrdef))->adrelid;
		*attnum = ((Form_pg_attrdef) GETSTRUCT(attrdef))->adnum;
		found = true;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return found;
}

bool
facts_is_sequence(Oid relid, Snapshot snapshot)
{
	return HeapTupleIsValid(facts_fetch_by_oid(SequenceRelationId, SequenceRelidIndexId,
											   Anum_pg_sequence_seqrelid, relid, snapshot));
}

Oid
facts_identity_sequence(Oid relid, AttrNumber attnum, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan = begin_dependents(catalog, RelationRelationId, relid, snapshot);
	HeapTuple	tuple;
	Oid			seqid = InvalidOid;

	while (!OidIsValid(seqid) && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->refobjsubid == attnum && depend->classid == RelationRelationId &&
			depend->deptype == DEPENDENCY_INTERNAL &&
			facts_is_sequence(depend->objid, snapshot))
			seqid = depend->objid;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return seqid;
}

Oid
facts_default_sequence(Oid attrdef, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan = begin_dependencies(catalog, AttrDefaultRelationId, attrdef, snapshot);
	HeapTuple	tuple;
	Oid			seqid = InvalidOid;

	while (!OidIsValid(seqid) && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->refclassid == RelationRelationId &&
			facts_is_sequence(depend->refobjid, snapshot))
			seqid = depend->refobjid;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return seqid;
}

List *
facts_type_users(Oid typid, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan = begin_dependents(catalog, TypeRelationId, typid, snapshot);
	HeapTuple	tuple;
	List	   *users = NIL;

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

bool
facts_is_referenced(Oid indexrelid, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan = begin_dependents(catalog, RelationRelationId, indexrelid, snapshot);
	HeapTuple	tuple;
	bool		referenced = false;

	while (!referenced && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		referenced = depend->classid == ConstraintRelationId &&
			depend->deptype == DEPENDENCY_NORMAL;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return referenced;
}

/* The rule that makes a relation a view, or InvalidOid. */
static Oid
view_rule(Oid relid, Snapshot snapshot)
{
	Relation	catalog = table_open(RewriteRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key;
	HeapTuple	tuple;
	Oid			rule = InvalidOid;

	ScanKeyInit(&key, Anum_pg_rewrite_ev_class, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	scan = systable_beginscan(catalog, RewriteRelRulenameIndexId, true, snapshot, 1, &key);
	while (!OidIsValid(rule) && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_rewrite form = (Form_pg_rewrite) GETSTRUCT(tuple);

		if (form->ev_type == '1')
			rule = form->oid;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return rule;
}

List *
facts_view_reads(Oid relid, Snapshot snapshot)
{
	Oid			rule = view_rule(relid, snapshot);
	Relation	catalog;
	SysScanDesc scan;
	HeapTuple	tuple;
	List	   *relids = NIL;

	if (!OidIsValid(rule))
		return NIL;
	catalog = table_open(DependRelationId, AccessShareLock);
	scan = begin_dependencies(catalog, RewriteRelationId, rule, snapshot);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->refclassid == RelationRelationId && depend->refobjid != relid)
			relids = list_append_unique_oid(relids, depend->refobjid);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return relids;
}

List *
facts_read_by(Oid relid, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan = begin_dependents(catalog, RelationRelationId, relid, snapshot);
	HeapTuple	tuple;
	List	   *rules = NIL;
	List	   *relids = NIL;
	ListCell   *lc;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->classid == RewriteRelationId)
			rules = list_append_unique_oid(rules, depend->objid);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);

	foreach(lc, rules)
	{
		Oid			reader = facts_relation_of(RewriteRelationId, lfirst_oid(lc), snapshot);

		if (OidIsValid(reader) && reader != relid)
			relids = list_append_unique_oid(relids, reader);
	}
	return relids;
}
