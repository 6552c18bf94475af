/*-------------------------------------------------------------------------
 *
 * owning_relation.c
 *		The relation that an object belongs to, at a snapshot.
 *
 * All look-ups are index probes at the given snapshot, so they also answer for
 * objects that the running command has just dropped.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_trigger.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/owning_relation.h"

/* A class of objects of relations, and where its catalog names the relation. */
typedef struct OwnedClass
{
	Oid			classid;
	Oid			indexid;
	AttrNumber	oid_attnum;
	Size		relid_offset;
} OwnedClass;

static const OwnedClass owned_classes[] = {
	{IndexRelationId, IndexRelidIndexId, Anum_pg_index_indexrelid,
	offsetof(FormData_pg_index, indrelid)},
	{ConstraintRelationId, ConstraintOidIndexId, Anum_pg_constraint_oid,
	offsetof(FormData_pg_constraint, conrelid)},
	{TriggerRelationId, TriggerOidIndexId, Anum_pg_trigger_oid,
	offsetof(FormData_pg_trigger, tgrelid)},
	{PolicyRelationId, PolicyOidIndexId, Anum_pg_policy_oid,
	offsetof(FormData_pg_policy, polrelid)},
	{AttrDefaultRelationId, AttrDefaultOidIndexId, Anum_pg_attrdef_oid,
	offsetof(FormData_pg_attrdef, adrelid)},
	{RewriteRelationId, RewriteOidIndexId, Anum_pg_rewrite_oid,
	offsetof(FormData_pg_rewrite, ev_class)},
};

/* The relation itself, or the table of an index. */
static Oid
table_of(Oid relid, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_class(relid, snapshot);
	Form_pg_class form;

	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	form = (Form_pg_class) GETSTRUCT(tuple);
	if (form->relnamespace == PG_TOAST_NAMESPACE)
		return InvalidOid;
	if (form->relkind == RELKIND_INDEX || form->relkind == RELKIND_PARTITIONED_INDEX)
		return facts_relation_of(IndexRelationId, relid, snapshot);
	return relid;
}

Oid
facts_relation_of(Oid classid, Oid objid, Snapshot snapshot)
{
	if (classid == RelationRelationId)
		return table_of(objid, snapshot);
	if (classid == InheritsRelationId)
		return objid;
	for (int i = 0; i < lengthof(owned_classes); i++)
	{
		HeapTuple	tuple;

		if (owned_classes[i].classid != classid)
			continue;
		tuple = facts_fetch_by_oid(classid, owned_classes[i].indexid,
								   owned_classes[i].oid_attnum, objid, snapshot);
		return HeapTupleIsValid(tuple) ?
			*(const Oid *) ((const char *) GETSTRUCT(tuple) + owned_classes[i].relid_offset) :
			InvalidOid;
	}
	return InvalidOid;
}

Oid
facts_key_trigger_of(Oid trigger, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_by_oid(TriggerRelationId, TriggerOidIndexId,
										   Anum_pg_trigger_oid, trigger, snapshot);
	Form_pg_trigger form;

	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	form = (Form_pg_trigger) GETSTRUCT(tuple);
	return form->tgisinternal && OidIsValid(form->tgconstrrelid) ? form->tgrelid : InvalidOid;
}

List *
facts_triggers_of(Oid constraint, Snapshot snapshot, List **relids)
{
	CatalogScan scan;
	HeapTuple	tuple;
	List	   *triggers = NIL;

	*relids = NIL;
	catalog_scan_oid(&scan, TriggerRelationId, TriggerConstraintIndexId,
					 Anum_pg_trigger_tgconstraint, constraint, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_trigger form = (Form_pg_trigger) GETSTRUCT(tuple);

		/* a constraint trigger of the user's has a constraint, too */
		if (!form->tgisinternal)
			continue;
		triggers = lappend_oid(triggers, form->oid);
		*relids = list_append_unique_oid(*relids, form->tgrelid);
	}
	catalog_scan_end(&scan);
	return triggers;
}
