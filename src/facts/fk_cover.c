/*-------------------------------------------------------------------------
 *
 * fk_cover.c
 *		Can the indexes of a table serve its foreign keys?
 *
 * What counts is whether the planner could use an index for the query that
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
#include "facts/attempt.h"
#include "facts/fk_query.h"
#include "facts/reader.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "optimizer/prep.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#define REASON_INVALID "it is not valid"
#define REASON_PREDICATE "its predicate leaves out rows that must be found"
#define REASON_COLLATION "it is sorted by another collation than the one compared by"
#define REASON_CAST "the column is converted to another type before it is compared"
#define REASON_OPERATOR "its operator class does not know the operator of the foreign key"
#define REASON_PART "it has not all columns of the foreign key"
#define REASON_TRAILING "its first column is not one of the foreign key's, so all of it must be read"
#define REASON_LOSSY "it can only narrow down the pages to be read"

/* What the best index does for a key. */
typedef struct CoverResult
{
	ForeignKeyCover cover;
	const IndexFacts *index;
	const char *reason;
	const IndexFacts *repair;	/* would be FULL if it were valid */
} CoverResult;

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

/* Are all rows in the index that the query may look for? */
static bool
predicate_holds(const IndexFacts *index, const KeyQuery *query)
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

/* Does a scan of such an index yield candidates only, by ranges of pages or less? */
static bool
is_lossy(Oid relam)
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

/*
 * What an index does that has these columns of the key (a bit each), its own
 * first key among them or not.
 */
static ForeignKeyCover
classify(const IndexFacts *index, const KeyQuery *query, uint32 columns, bool first)
{
	bool		all = columns == (uint32) ((UINT64CONST(1) << query->nkeys) - 1);

	if (columns == 0)
		return FK_COVER_NONE;
	if (is_lossy(index->relam) || (!first && index->relam != GIN_AM_OID))
		return all ? FK_COVER_WEAK : FK_COVER_NONE;
	return all ? FK_COVER_FULL : FK_COVER_PREFIX;
}

/* Which columns of the key an index has. */
typedef struct KeysFound
{
	uint32		present;		/* columns among the keys, a bit each */
	uint32		served;			/* ... that can be searched for as well */
	bool		present_first;	/* one of them is the index's first key */
	bool		served_first;
	const char *reason;			/* why one of them cannot be searched for */
} KeysFound;

static KeysFound
find_keys(const IndexFacts *index, const KeyQuery *query)
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

static CoverResult
judge_index(const IndexFacts *index, const KeyQuery *query)
{
	CoverResult result = {FK_COVER_NONE, NULL, NULL, NULL};
	KeysFound	found;
	ForeignKeyCover cover;

	/* being dropped */
	if (!index->indislive)
		return result;
	found = find_keys(index, query);
	if (found.present == 0)
		return result;

	cover = classify(index, query, found.served, found.served_first);
	if (cover != FK_COVER_NONE)
	{
		if (!predicate_holds(index, query))
		{
			cover = FK_COVER_NONE;
			found.reason = REASON_PREDICATE;
		}
		else if (!index->indisvalid || !index->indisready)
		{
			if (cover == FK_COVER_FULL)
				result.repair = index;
			cover = FK_COVER_NONE;
			found.reason = REASON_INVALID;
		}
	}
	if (cover == FK_COVER_NONE &&
		classify(index, query, found.present, found.present_first) == FK_COVER_FULL)
		cover = FK_COVER_UNUSABLE;

	result.cover = cover;
	result.index = cover == FK_COVER_NONE ? NULL : index;
	if (cover == FK_COVER_UNUSABLE)
		result.reason = found.reason;
	else if (cover == FK_COVER_WEAK)
		result.reason = is_lossy(index->relam) ? REASON_LOSSY : REASON_TRAILING;
	else if (cover == FK_COVER_PREFIX)
		result.reason = found.reason ? found.reason : REASON_PART;
	return result;
}

/* The best of a table's indexes; the enum is ordered from good to bad. */
static CoverResult
judge_indexes(const IndexFacts *indexes, int nindexes, const KeyQuery *query)
{
	CoverResult best = {FK_COVER_NONE, NULL, NULL, NULL};
	const IndexFacts *repair = NULL;

	for (int i = 0; i < nindexes && best.cover != FK_COVER_FULL; i++)
	{
		CoverResult result = judge_index(&indexes[i], query);

		if (result.repair != NULL && repair == NULL)
			repair = result.repair;
		if (result.cover < best.cover ||
			(result.cover == best.cover && result.repair != NULL && best.repair == NULL))
			best = result;
	}
	best.repair = best.cover == FK_COVER_FULL ? NULL : repair;
	return best;
}

static char *
index_name(const IndexFacts *index)
{
	return index ? quote_qualified_identifier(index->nspname, index->relname) : NULL;
}

static void
set_cover(ConstraintFacts *con, const CoverResult *result)
{
	con->cover = result->cover;
	con->cover_index = result->index ? result->index->indexrelid : InvalidOid;
	con->cover_index_name = result->index ? pstrdup(result->index->relname) : NULL;
	con->cover_reason = result->reason;
	con->cover_repair = index_name(result->repair);
}

/* A partitioned table whose own indexes do not serve: perhaps its leaves' do. */
static void
cover_by_leaves(const RelationFacts *rel, ConstraintFacts *con, const KeyQuery *query,
				Snapshot snapshot)
{
	List	   *leaves = facts_leaves(rel->relid, snapshot);
	CoverResult worst = {FK_COVER_FULL, NULL, NULL, NULL};
	char	   *own_repair = con->cover_repair;
	ListCell   *lc;

	if (leaves == NIL)
		return;
	con->uncovered = palloc(sizeof(char *) * list_length(leaves));
	con->uncovered_repair = palloc(sizeof(char *) * list_length(leaves));

	foreach(lc, leaves)
	{
		RelationFacts *leaf = facts_read_relation(lfirst_oid(lc), snapshot);
		KeyQuery	leaf_query = *query;
		CoverResult result;

		CHECK_FOR_INTERRUPTS();
		if (leaf == NULL || !fk_query_map(&leaf_query, leaf))
			continue;
		con->nleaves++;
		result = judge_indexes(leaf->indexes, leaf->nindexes, &leaf_query);
		if (result.cover == FK_COVER_FULL)
			continue;
		con->uncovered[con->nuncovered] = facts_relation_name(leaf);
		con->uncovered_repair[con->nuncovered] = index_name(result.repair);
		con->nuncovered++;
		if (result.cover > worst.cover)
			worst = result;
	}
	if (con->nleaves == 0)
		return;
	worst.repair = NULL;
	set_cover(con, &worst);
	con->cover_repair = con->nuncovered > 0 ? own_repair : NULL;
}

void
facts_cover_foreign_keys(RelationFacts *rel, Snapshot snapshot)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		ConstraintFacts *con = &rel->constraints[i];
		KeyQuery	query;
		CoverResult result;

		if (con->contype != CONSTRAINT_FOREIGN)
			continue;

		/*
		 * it may have been covered before, by other indexes or as a
		 * partition's
		 */
		con->nleaves = con->nuncovered = 0;
		con->cover_wanted = con->cover_repair = NULL;

		/*
		 * A key that is not enforced asks nothing.  One with a parent belongs
		 * to a partition, of this table or of the referenced one.
		 */
		if (!con->conenforced || OidIsValid(con->conparentid))
		{
			con->cover = FK_COVER_EXEMPT;
			continue;
		}
		if (!fk_query_build(&query, rel, con))
			continue;

		result = judge_indexes(rel->indexes, rel->nindexes, &query);
		set_cover(con, &result);
		if (con->cover != FK_COVER_FULL && rel->relkind == RELKIND_PARTITIONED_TABLE)
			cover_by_leaves(rel, con, &query, snapshot);
		if (con->cover != FK_COVER_FULL)
			con->cover_wanted = fk_query_wanted_index(&query, con);
	}
}
