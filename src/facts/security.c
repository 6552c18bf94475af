/*-------------------------------------------------------------------------
 *
 * security.c
 *		Row security and privileges at one snapshot.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/reloptions.h"
#include "access/table.h"
#include "access/transam.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "facts/attempt.h"
#include "facts/reader.h"
#include "facts/security.h"
#include "facts/stream_records.h"
#include "miscadmin.h"
#include "nodes/primnodes.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

/* ---------------------------------------------------------------------
 * Policies
 * ---------------------------------------------------------------------
 */

/* Is the expression true whatever the row?  Only what can be seen at once. */
static bool
is_always_true(const Node *node)
{
	const List *args;
	ListCell   *lc;
	const Const *left;
	const Const *right;
	char	   *name;

	if (IsA(node, Const))
	{
		left = (const Const *) node;
		return left->consttype == BOOLOID && !left->constisnull &&
			DatumGetBool(left->constvalue);
	}
	if (IsA(node, BoolExpr))
	{
		bool		any = false;
		bool		all = true;

		foreach(lc, ((const BoolExpr *) node)->args)
		{
			bool		arg = is_always_true((const Node *) lfirst(lc));

			any = any || arg;
			all = all && arg;
		}
		switch (((const BoolExpr *) node)->boolop)
		{
			case OR_EXPR:
				return any;
			case AND_EXPR:
				return all;
			default:
				return false;
		}
	}
	if (!IsA(node, OpExpr))
		return false;

	/* 1 = 1, 'a' = 'a' */
	args = ((const OpExpr *) node)->args;
	if (list_length(args) != 2 || !IsA(linitial(args), Const) || !IsA(lsecond(args), Const))
		return false;
	left = (const Const *) linitial(args);
	right = (const Const *) lsecond(args);
	name = get_opname(((const OpExpr *) node)->opno);
	return name != NULL && strcmp(name, "=") == 0 && !left->constisnull &&
		!right->constisnull && left->consttype == right->consttype &&
		datumIsEqual(left->constvalue, right->constvalue, left->constbyval, left->constlen);
}

static bool
expression_always_true(HeapTuple tuple, Relation catalog, AttrNumber attnum, bool *exists)
{
	bool		isnull;
	Datum		datum = heap_getattr(tuple, attnum, RelationGetDescr(catalog), &isnull);
	Node	   *node;
	char	   *problem;

	*exists = !isnull;
	if (isnull)
		return false;
	node = facts_read_nodes(TextDatumGetCString(datum), &problem);
	if (node == NULL)
	{
		Form_pg_policy form = (Form_pg_policy) GETSTRUCT(tuple);

		facts_tell_unreadable(psprintf("expression of policy \"%s\" of relation with OID %u",
									   NameStr(form->polname), form->polrelid), problem);
		return false;
	}
	return is_always_true(node);
}

/* Is it for everybody? */
static bool
is_for_public(HeapTuple tuple, Relation catalog)
{
	bool		isnull;
	Datum		datum = heap_getattr(tuple, Anum_pg_policy_polroles,
									 RelationGetDescr(catalog), &isnull);
	ArrayType  *array = isnull ? NULL : DatumGetArrayTypeP(datum);

	if (array == NULL || ARR_NDIM(array) != 1 || ARR_HASNULL(array))
		return false;
	for (int i = 0; i < ARR_DIMS(array)[0]; i++)
	{
		if (((const Oid *) ARR_DATA_PTR(array))[i] == ACL_ID_PUBLIC)
			return true;
	}
	return false;
}

PolicyFacts *
facts_read_policies(Oid relid, Snapshot snapshot, int *npolicies)
{
	Relation	catalog = table_open(PolicyRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key;
	HeapTuple	tuple;
	PolicyFacts *policies = NULL;
	int			allocated = 0;

	*npolicies = 0;
	ScanKeyInit(&key, Anum_pg_policy_polrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	scan = systable_beginscan(catalog, PolicyPolrelidPolnameIndexId, true, snapshot, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_policy form = (Form_pg_policy) GETSTRUCT(tuple);
		PolicyFacts *policy;

		if (*npolicies == allocated)
		{
			allocated = allocated == 0 ? 8 : allocated * 2;
			policies = policies == NULL ? palloc(allocated * sizeof(PolicyFacts)) :
				repalloc(policies, allocated * sizeof(PolicyFacts));
		}
		policy = &policies[(*npolicies)++];
		policy->polid = form->oid;
		policy->polname = pstrdup(NameStr(form->polname));
		policy->polcmd = form->polcmd;
		policy->polpermissive = form->polpermissive;
		policy->to_public = is_for_public(tuple, catalog);
		policy->qual_true = expression_always_true(tuple, catalog, Anum_pg_policy_polqual,
												   &policy->has_qual);
		policy->check_true = expression_always_true(tuple, catalog,
													Anum_pg_policy_polwithcheck,
													&policy->has_check);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return policies;
}

/* ---------------------------------------------------------------------
 * Views
 * ---------------------------------------------------------------------
 */

/* Is it "WITH (security_invoker = true)"? */
static bool
is_security_invoker(Oid relid, Snapshot snapshot)
{
	Relation	catalog = table_open(RelationRelationId, AccessShareLock);
	HeapTuple	tuple = facts_fetch_by_oid(RelationRelationId, ClassOidIndexId,
										   Anum_pg_class_oid, relid, snapshot);
	bool		isnull = true;
	Datum		datum = HeapTupleIsValid(tuple) ?
		heap_getattr(tuple, Anum_pg_class_reloptions, RelationGetDescr(catalog), &isnull) :
		(Datum) 0;
	ListCell   *lc;

	table_close(catalog, AccessShareLock);
	if (isnull)
		return false;
	foreach(lc, untransformRelOptions(datum))
	{
		DefElem    *option = lfirst_node(DefElem, lc);
		bool		value;

		if (strcmp(option->defname, "security_invoker") == 0)
			return option->arg == NULL || (parse_bool(defGetString(option), &value) && value);
	}
	return false;
}

/* Relations that a view's query names (list of OIDs). */
static List *
view_reads(Oid relid, Snapshot snapshot)
{
	Relation	catalog = table_open(RewriteRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	List	   *rules = NIL;
	List	   *relids = NIL;
	ListCell   *lc;

	ScanKeyInit(&key[0], Anum_pg_rewrite_ev_class, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	scan = systable_beginscan(catalog, RewriteRelRulenameIndexId, true, snapshot, 1, key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		if (((Form_pg_rewrite) GETSTRUCT(tuple))->ev_type == '1')
			rules = lappend_oid(rules, ((Form_pg_rewrite) GETSTRUCT(tuple))->oid);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);

	catalog = table_open(DependRelationId, AccessShareLock);
	foreach(lc, rules)
	{
		ScanKeyInit(&key[0], Anum_pg_depend_classid, BTEqualStrategyNumber, F_OIDEQ,
					ObjectIdGetDatum(RewriteRelationId));
		ScanKeyInit(&key[1], Anum_pg_depend_objid, BTEqualStrategyNumber, F_OIDEQ,
					ObjectIdGetDatum(lfirst_oid(lc)));
		scan = systable_beginscan(catalog, DependDependerIndexId, true, snapshot, 2, key);
		while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		{
			Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);

			if (depend->refclassid == RelationRelationId && depend->refobjid != relid)
				relids = list_append_unique_oid(relids, depend->refobjid);
		}
		systable_endscan(scan);
	}
	table_close(catalog, AccessShareLock);
	return relids;
}

List *
facts_read_by(Oid relid, Snapshot snapshot)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	List	   *rules = NIL;
	List	   *relids = NIL;
	ListCell   *lc;

	ScanKeyInit(&key[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(RelationRelationId));
	ScanKeyInit(&key[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	scan = systable_beginscan(catalog, DependReferenceIndexId, true, snapshot, 2, key);
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
		tuple = facts_fetch_by_oid(RewriteRelationId, RewriteOidIndexId,
								   Anum_pg_rewrite_oid, lfirst_oid(lc), snapshot);
		if (HeapTupleIsValid(tuple) &&
			((Form_pg_rewrite) GETSTRUCT(tuple))->ev_class != relid)
			relids = list_append_unique_oid(relids,
											((Form_pg_rewrite) GETSTRUCT(tuple))->ev_class);
	}
	return relids;
}

void
facts_read_bypassed(RelationFacts *view, Snapshot snapshot)
{
	List	   *relids;
	ListCell   *lc;
	bool		exempt;

	if (is_security_invoker(view->relid, snapshot))
		return;
	relids = view_reads(view->relid, snapshot);
	if (relids == NIL)
		return;
	exempt = has_bypassrls_privilege(view->relowner);
	view->bypassed = palloc(list_length(relids) * sizeof(char *));
	foreach(lc, relids)
	{
		HeapTuple	tuple = facts_fetch_by_oid(RelationRelationId, ClassOidIndexId,
											   Anum_pg_class_oid, lfirst_oid(lc), snapshot);
		Form_pg_class form;
		char	   *nspname;

		if (!HeapTupleIsValid(tuple))
			continue;
		form = (Form_pg_class) GETSTRUCT(tuple);
		if (!form->relrowsecurity ||
			!(exempt || (!form->relforcerowsecurity &&
						 has_privs_of_role(view->relowner, form->relowner))))
			continue;
		nspname = facts_namespace_name(form->relnamespace, snapshot);
		view->bypassed[view->nbypassed++] =
			quote_qualified_identifier(nspname ? nspname : "???", NameStr(form->relname));
	}
}

void
facts_views_observe(HeapTuple tuple, Relation pg_class, const char *nspname, void *arg)
{
	ViewReading *reading = arg;
	Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);

	reading->any_row_security = reading->any_row_security || form->relrowsecurity;
	if (form->relkind == RELKIND_VIEW && nspname != NULL)
		reading->views = lappend_oid(reading->views, form->oid);
}

void
facts_stream_views(ViewReading *reading, Snapshot snapshot, ViewCallback callback, void *arg)
{
	MemoryContext context;
	ListCell   *lc;

	if (!reading->any_row_security || reading->views == NIL)
		return;
	context = AllocSetContextCreate(CurrentMemoryContext, "hygiene views",
									ALLOCSET_DEFAULT_SIZES);
	list_sort(reading->views, list_oid_cmp);
	foreach(lc, reading->views)
	{
		MemoryContext old = MemoryContextSwitchTo(context);
		RelationFacts *view = facts_read_relation(lfirst_oid(lc), snapshot);

		CHECK_FOR_INTERRUPTS();
		MemoryContextSwitchTo(old);
		if (view != NULL && view->relkind == RELKIND_VIEW &&
			view->relpersistence != RELPERSISTENCE_TEMP && !view->extension_member &&
			stream_looks_at_schema(view->nspname))
			callback(view, arg);
		MemoryContextReset(context);
	}
	MemoryContextDelete(context);
}

/* ---------------------------------------------------------------------
 * Schemas
 * ---------------------------------------------------------------------
 */

static SchemaFacts *
form_schema(HeapTuple tuple, Relation catalog, Snapshot snapshot)
{
	Form_pg_namespace form = (Form_pg_namespace) GETSTRUCT(tuple);
	SchemaFacts *schema = palloc0(sizeof(SchemaFacts));
	bool		isnull;
	Datum		datum = heap_getattr(tuple, Anum_pg_namespace_nspacl,
									 RelationGetDescr(catalog), &isnull);

	schema->nspoid = form->oid;
	schema->nspname = pstrdup(NameStr(form->nspname));
	/* without an ACL only the owner may do anything */
	if (!isnull)
	{
		const Acl  *acl = DatumGetAclP(datum);
		const AclItem *items = ACL_DAT(acl);

		for (int i = 0; ARR_NDIM(acl) == 1 && i < ACL_NUM(acl); i++)
		{
			if (items[i].ai_grantee == ACL_ID_PUBLIC &&
				(ACLITEM_GET_PRIVS(items[i]) & ACL_CREATE))
				schema->public_create = true;
		}
	}
	schema->extension_member = OidIsValid(facts_extension_of(NamespaceRelationId, form->oid,
															 snapshot));
	return schema;
}

SchemaFacts *
facts_read_schema(Oid nspoid, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_by_oid(NamespaceRelationId, NamespaceOidIndexId,
										   Anum_pg_namespace_oid, nspoid, snapshot);
	Relation	catalog;
	SchemaFacts *schema;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	catalog = table_open(NamespaceRelationId, AccessShareLock);
	schema = form_schema(tuple, catalog, snapshot);
	table_close(catalog, AccessShareLock);
	return schema;
}

void
facts_stream_schemas(Snapshot snapshot, Oid nspoid, SchemaCallback callback, void *arg)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "hygiene schemas",
												  ALLOCSET_DEFAULT_SIZES);
	Relation	catalog = table_open(NamespaceRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_namespace form = (Form_pg_namespace) GETSTRUCT(tuple);
		MemoryContext old;
		SchemaFacts *schema;

		CHECK_FOR_INTERRUPTS();
		if ((OidIsValid(nspoid) && form->oid != nspoid) ||
			!stream_looks_at_schema(NameStr(form->nspname)))
			continue;
		old = MemoryContextSwitchTo(context);
		schema = form_schema(tuple, catalog, snapshot);
		MemoryContextSwitchTo(old);
		if (!schema->extension_member)
			callback(schema, arg);
		MemoryContextReset(context);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	MemoryContextDelete(context);
}
