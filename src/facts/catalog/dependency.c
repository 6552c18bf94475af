/*-------------------------------------------------------------------------
 *
 * dependency.c
 *		What pg_depend says, at a snapshot.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_sequence.h"
#include "catalog/pg_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/owning_relation.h"
#include "utils/rel.h"

/* The rows that say what the object, or a part of it, depends on. */
static void
begin_dependencies(CatalogScan *scan, Oid classid, Oid objid, Snapshot snapshot)
{
	catalog_scan_oids(scan, DependRelationId, DependDependerIndexId, Anum_pg_depend_classid,
					  classid, Anum_pg_depend_objid, objid, snapshot);
}

/* The rows that say what depends on the object or a part of it. */
static void
begin_dependents(CatalogScan *scan, Oid classid, Oid objid, Snapshot snapshot)
{
	catalog_scan_oids(scan, DependRelationId, DependReferenceIndexId,
					  Anum_pg_depend_refclassid, classid, Anum_pg_depend_refobjid, objid,
					  snapshot);
}

Oid
facts_extension_of(Oid classid, Oid objid, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	Oid			extension = InvalidOid;

	begin_dependencies(&scan, classid, objid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->refclassid == ExtensionRelationId &&
			depend->deptype == DEPENDENCY_EXTENSION)
		{
			extension = depend->refobjid;
			break;
		}
	}
	catalog_scan_end(&scan);
	return extension;
}

bool
facts_sequence_owner(Oid seqid, Snapshot snapshot, Oid *relid, AttrNumber *attnum)
{
	CatalogScan scan;
	HeapTuple	tuple;
	bool		owned = false;

	begin_dependencies(&scan, RelationRelationId, seqid, snapshot);
	while (!owned && HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
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
	catalog_scan_end(&scan);
	return owned;
}

bool
facts_sequence_drawn(Oid seqid, Snapshot snapshot, Oid *relid, AttrNumber *attnum)
{
	CatalogScan scan;
	HeapTuple	tuple;
	bool		found = false;

	begin_dependents(&scan, RelationRelationId, seqid, snapshot);
	while (!found && HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
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
	catalog_scan_end(&scan);
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
	CatalogScan scan;
	HeapTuple	tuple;
	Oid			seqid = InvalidOid;

	begin_dependents(&scan, RelationRelationId, relid, snapshot);
	while (!OidIsValid(seqid) && HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->refobjsubid == attnum && depend->classid == RelationRelationId &&
			depend->deptype == DEPENDENCY_INTERNAL &&
			facts_is_sequence(depend->objid, snapshot))
			seqid = depend->objid;
	}
	catalog_scan_end(&scan);
	return seqid;
}

Oid
facts_default_sequence(Oid attrdef, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	Oid			seqid = InvalidOid;

	begin_dependencies(&scan, AttrDefaultRelationId, attrdef, snapshot);
	while (!OidIsValid(seqid) && HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->refclassid == RelationRelationId &&
			facts_is_sequence(depend->refobjid, snapshot))
			seqid = depend->refobjid;
	}
	catalog_scan_end(&scan);
	return seqid;
}

List *
facts_type_users(Oid typid, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	List	   *users = NIL;

	begin_dependents(&scan, TypeRelationId, typid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->classid == RelationRelationId && depend->objsubid > 0)
			users = list_append_unique_oid(users, depend->objid);
	}
	catalog_scan_end(&scan);
	return users;
}

bool
facts_is_referenced(Oid indexrelid, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	bool		referenced = false;

	begin_dependents(&scan, RelationRelationId, indexrelid, snapshot);
	while (!referenced && HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		referenced = depend->classid == ConstraintRelationId &&
			depend->deptype == DEPENDENCY_NORMAL;
	}
	catalog_scan_end(&scan);
	return referenced;
}

/* The rule that makes a relation a view, or InvalidOid. */
static Oid
view_rule(Oid relid, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	Oid			rule = InvalidOid;

	catalog_scan_oid(&scan, RewriteRelationId, RewriteRelRulenameIndexId,
					 Anum_pg_rewrite_ev_class, relid, snapshot);
	while (!OidIsValid(rule) && HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_rewrite form = (Form_pg_rewrite) GETSTRUCT(tuple);

		if (form->ev_type == '1')
			rule = form->oid;
	}
	catalog_scan_end(&scan);
	return rule;
}

List *
facts_view_reads(Oid relid, Snapshot snapshot)
{
	Oid			rule = view_rule(relid, snapshot);
	CatalogScan scan;
	HeapTuple	tuple;
	List	   *relids = NIL;

	if (!OidIsValid(rule))
		return NIL;
	begin_dependencies(&scan, RewriteRelationId, rule, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->refclassid == RelationRelationId && depend->refobjid != relid)
			relids = list_append_unique_oid(relids, depend->refobjid);
	}
	catalog_scan_end(&scan);
	return relids;
}

List *
facts_read_by(Oid relid, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	List	   *rules = NIL;
	List	   *relids = NIL;
	ListCell   *lc;

	begin_dependents(&scan, RelationRelationId, relid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

		if (depend->classid == RewriteRelationId)
			rules = list_append_unique_oid(rules, depend->objid);
	}
	catalog_scan_end(&scan);

	foreach(lc, rules)
	{
		Oid			reader = facts_relation_of(RewriteRelationId, lfirst_oid(lc), snapshot);

		if (OidIsValid(reader) && reader != relid)
			relids = list_append_unique_oid(relids, reader);
	}
	return relids;
}
