/*-------------------------------------------------------------------------
 *
 * owning_relation.c
 *		What hangs on what: the relation behind an object, parents, leaves,
 *		parents' keys, publications.
 *
 * All look-ups are index probes at the given snapshot, so they also answer for
 * objects that the running command has just dropped.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_publication.h"
#include "catalog/pg_publication_namespace.h"
#include "catalog/pg_publication_rel.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_trigger.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/reader.h"
#include "utils/rel.h"
#include "utils/syscache.h"

/* What hangs on a relation, and where its row in the catalogs names that. */
typedef struct Hanging
{
	Oid			classid;
	Oid			indexid;
	AttrNumber	oid_attnum;
	Size		relid_offset;
} Hanging;

static const Hanging hanging[] = {
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
	for (int i = 0; i < lengthof(hanging); i++)
	{
		HeapTuple	tuple;

		if (hanging[i].classid != classid)
			continue;
		tuple = facts_fetch_by_oid(classid, hanging[i].indexid, hanging[i].oid_attnum, objid,
								   snapshot);
		return HeapTupleIsValid(tuple) ?
			*(const Oid *) ((const char *) GETSTRUCT(tuple) + hanging[i].relid_offset) :
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

static void
fill_parent_key(ConstraintFacts *con, int k, HeapTuple tuple, Snapshot snapshot)
{
	Form_pg_attribute form = (Form_pg_attribute) GETSTRUCT(tuple);

	con->confattnames[k] = pstrdup(NameStr(form->attname));
	con->conftypes[k] = facts_read_type(form->atttypid, form->atttypmod, snapshot);
}

void
facts_read_parent_keys(ConstraintFacts *con, Snapshot snapshot)
{
	con->confattnames = palloc0(sizeof(char *) * Max(con->nkeys, 1));
	con->conftypes = palloc0(sizeof(TypeFacts *) * Max(con->nkeys, 1));
	for (int k = 0; k < con->nkeys; k++)
	{
		HeapTuple	tuple = NULL;

		/* many keys refer to few parents; an audit is to leave the cache as it is */
		if (snapshot == NULL)
			tuple = SearchSysCacheCopy2(ATTNUM, ObjectIdGetDatum(con->confrelid),
										Int16GetDatum(con->confkey[k]));
		if (!HeapTupleIsValid(tuple))
			tuple = facts_fetch_attribute(con->confrelid, con->confkey[k], snapshot);
		if (HeapTupleIsValid(tuple))
			fill_parent_key(con, k, tuple, snapshot);
	}
}

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
