/*-------------------------------------------------------------------------
 *
 * policies.c
 *		Row security policies at one snapshot.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_type.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/growable_array.h"
#include "facts/catalog/subtransaction.h"
#include "facts/relation/policies.h"
#include "nodes/primnodes.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

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
	CatalogScan scan;
	HeapTuple	tuple;
	PolicyFacts *policies = NULL;
	int			allocated = 0;

	*npolicies = 0;
	catalog_scan_oid(&scan, PolicyRelationId, PolicyPolrelidPolnameIndexId,
					 Anum_pg_policy_polrelid, relid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_policy form = (Form_pg_policy) GETSTRUCT(tuple);
		PolicyFacts *policy = ARRAY_ADD(PolicyFacts, policies, *npolicies, allocated);

		policy->polid = form->oid;
		policy->polname = pstrdup(NameStr(form->polname));
		policy->polcmd = form->polcmd;
		policy->polpermissive = form->polpermissive;
		policy->to_public = is_for_public(tuple, scan.catalog);
		policy->qual_true = expression_always_true(tuple, scan.catalog, Anum_pg_policy_polqual,
												   &policy->has_qual);
		policy->check_true = expression_always_true(tuple, scan.catalog,
													Anum_pg_policy_polwithcheck,
													&policy->has_check);
	}
	catalog_scan_end(&scan);
	return policies;
}
