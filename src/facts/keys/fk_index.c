/*-------------------------------------------------------------------------
 *
 * fk_index.c
 *		What an index can do for the query of a foreign key.
 *
 * What counts is whether the planner could use the index for the query that
 * fk_query.h shows, so the tests below are those of
 * match_opclause_to_indexcol(): column or cast of it, operator family,
 * collation, predicate.
 *
 * Operators, operator classes and types are looked up as they are now, also
 * for facts of the past.  Whatever has gone meanwhile is taken to serve: it
 * went together with the index or the key, and must not raise an error here.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/amapi.h"
#include "access/htup_details.h"
#include "catalog/pg_am.h"
#include "catalog/pg_opclass.h"
#include "facts/catalog/subtransaction.h"
#include "facts/keys/fk_index.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#define REASON_COLLATION "it is sorted by another collation than the one compared by"
#define REASON_CAST "the column is converted to another type before it is compared"
#define REASON_OPERATOR "its operator class does not know the operator of the foreign key"

static Var *
column_var(const AttributeFacts *att)
{
	return makeVar(1, att->attnum, att->type->typid, att->type->typmod,
				   att->attcollation, 0);
}

static void
tell_unreadable(const IndexFacts *index, const char *part, const char *problem)
{
	facts_tell_unreadable(psprintf("%s of index \"%s\" with OID %u", part, index->relname,
								   index->indexrelid), problem);
}

/* The expressions of an index; NIL, and a word about it, if they cannot be read. */
static List *
index_expressions(const IndexFacts *index)
{
	char	   *problem;
	Node	   *nodes = facts_read_nodes(index->indexprs, &problem);

	if (nodes != NULL && IsA(nodes, List))
		return (List *) nodes;
	tell_unreadable(index, "expressions", problem ? problem : "not a list");
	return NIL;
}

bool
fk_index_holds_rows(const IndexFacts *index, const KeyQuery *query)
{
	Node	   *nodes;
	char	   *problem;
	List	   *predicate;
	List	   *clauses = NIL;
	ListCell   *lc;

	if (index->indpred == NULL)
		return true;
	nodes = facts_read_nodes(index->indpred, &problem);
	if (nodes == NULL)
	{
		tell_unreadable(index, "predicate", problem);
		return false;
	}
	predicate = make_ands_implicit(canonicalize_qual((Expr *) nodes, false));
	foreach(lc, predicate)
	{
		Node	   *clause = lfirst(lc);

		if (is_notclause(clause))
			lfirst(lc) = negate_clause((Node *) get_notclausearg(clause));
	}

	/* the operators are strict, so no row with a null is looked for */
	for (int i = 0; i < query->nkeys; i++)
	{
		NullTest   *test = makeNode(NullTest);

		test->arg = (Expr *) column_var(query->columns[i].att);
		test->nulltesttype = IS_NOT_NULL;
		test->argisrow = false;
		test->location = -1;
		clauses = lappend(clauses, test);
	}
	return predicate_implied_by(predicate, clauses, false);
}

/* Is this expression of an index the column, converted as the query does it? */
static bool
is_converted_column(Node *expr, const KeyColumn *column)
{
	while (expr && IsA(expr, RelabelType))
		expr = (Node *) ((RelabelType *) expr)->arg;
	if (OidIsValid(column->castfunc))
	{
		FuncExpr   *func = (FuncExpr *) expr;

		if (expr == NULL || !IsA(expr, FuncExpr) ||
			func->funcid != column->castfunc || func->args == NIL)
			return false;
		expr = linitial(func->args);
		while (expr && IsA(expr, RelabelType))
			expr = (Node *) ((RelabelType *) expr)->arg;
	}
	return expr && IsA(expr, Var) && ((Var *) expr)->varattno == column->att->attnum;
}

/*
 * Can key number "k" of the index be searched for the column?  NULL if so,
 * else why not.
 */
static const char *
unservable_reason(const IndexFacts *index, int k, bool converted, const KeyColumn *column)
{
	HeapTuple	tuple;
	Oid			family;

	if (!column->known)
		return NULL;
	if (!converted && (!column->castable || OidIsValid(column->castfunc)))
		return REASON_CAST;
	tuple = SearchSysCache1(CLAOID, ObjectIdGetDatum(index->indclass[k]));
	if (!HeapTupleIsValid(tuple))
		return NULL;
	family = ((Form_pg_opclass) GETSTRUCT(tuple))->opcfamily;
	ReleaseSysCache(tuple);
	if (!OidIsValid(column->op) || !op_in_opfamily(column->op, family))
		return REASON_OPERATOR;
	if (OidIsValid(index->indcollation[k]) && OidIsValid(column->collation) &&
		index->indcollation[k] != column->collation)
		return REASON_COLLATION;
	return NULL;
}

bool
fk_index_is_lossy(Oid relam)
{
	const IndexAmRoutine *routine;

	switch (relam)
	{
		case BTREE_AM_OID:
		case HASH_AM_OID:
		case GIST_AM_OID:
		case GIN_AM_OID:
		case SPGIST_AM_OID:
			return false;
		case BRIN_AM_OID:
			return true;
	}
	routine = GetIndexAmRoutineByAmId(relam, true);
	return routine != NULL && routine->amgettuple == NULL;
}

KeysFound
fk_index_keys(const IndexFacts *index, const KeyQuery *query)
{
	KeysFound	found = {0};
	List	   *exprs = NIL;
	int			nexpr = 0;

	StaticAssertStmt(INDEX_MAX_KEYS <= 32, "one bit for each column of a key");

	for (int k = 0; k < index->indnkeyatts; k++)
	{
		Node	   *expr = NULL;

		if (index->indkey[k] == 0 && index->indexprs != NULL)
		{
			if (exprs == NIL)
				exprs = index_expressions(index);
			if (nexpr < list_length(exprs))
				expr = list_nth(exprs, nexpr++);
		}
		for (int i = 0; i < query->nkeys; i++)
		{
			const KeyColumn *column = &query->columns[i];
			bool		converted = expr != NULL && is_converted_column(expr, column);
			const char *why;

			if (!converted && index->indkey[k] != column->att->attnum)
				continue;
			found.present |= ((uint32) 1) << i;
			found.present_first |= k == 0;
			why = unservable_reason(index, k, converted, column);
			if (why == NULL)
			{
				found.served |= ((uint32) 1) << i;
				found.served_first |= k == 0;
			}
			else if (found.reason == NULL)
				found.reason = why;
		}
	}
	return found;
}
