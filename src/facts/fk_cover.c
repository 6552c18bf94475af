/*-------------------------------------------------------------------------
 *
 * fk_cover.c
 *		Can the indexes of a table serve its foreign keys?
 *
 * When a referenced row is deleted, or its key updated, the server runs
 *
 *		SELECT 1 FROM [ONLY] child x WHERE $1 = x.fk [AND …] FOR KEY SHARE
 *
 * (or a DELETE or UPDATE with the same condition).  What counts is whether
 * the planner could use an index for that very condition, so the tests below
 * are those of match_opclause_to_indexcol(): column or cast of it, operator
 * family, collation, predicate.
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
#include "access/transam.h"
#include "catalog/pg_am.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_opclass.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "facts/reader.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "optimizer/prep.h"
#include "parser/parse_coerce.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#define REASON_INVALID "it is not valid"
#define REASON_PREDICATE "its predicate leaves out rows that must be found"
#define REASON_COLLATION "it is sorted by another collation than the one compared by"
#define REASON_CAST "the column is converted to another type before it is compared"
#define REASON_OPERATOR "its operator class does not know the operator of the foreign key"
#define REASON_PART "it has not all columns of the foreign key"
#define REASON_TRAILING "its first column is not one of the foreign key's, so all of it must be read"
#define REASON_LOSSY "it can only narrow down the pages to be read"

/* One column of the key, as the query above compares it. */
typedef struct KeyColumn
{
	const AttributeFacts *att;	/* of the table at hand: the leaf's for a leaf */
	bool		known;			/* false: operator or type has gone */
	Oid			basetype;		/* of the column, below its domains */
	Oid			op;				/* the operator with the column on its left */
	Oid			optype;			/* what it takes there */
	Oid			castfunc;		/* function that makes it of the column, or invalid */
	bool		coercible;		/* it is that type, or stored as it is */
	bool		castable;		/* no conversion needed, or castfunc found */
	Oid			collation;		/* by which the query compares */
} KeyColumn;

typedef struct KeyQuery
{
	int			nkeys;
	KeyColumn	columns[INDEX_MAX_KEYS];
} KeyQuery;

/* What the best index does for a key. */
typedef struct CoverResult
{
	ForeignKeyCover cover;
	const IndexFacts *index;
	const char *reason;
	const IndexFacts *repair;	/* would be FULL if it were valid */
} CoverResult;

/*
 * The type below all domains, or false if one of them has gone.  Unlike
 * getBaseType() this must not fail: an audit looks at what others drop.
 */
static bool
base_type(Oid typid, Oid *basetype)
{
	for (;;)
	{
		HeapTuple	tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
		Form_pg_type form;
		bool		is_domain;

		if (!HeapTupleIsValid(tuple))
			return false;
		form = (Form_pg_type) GETSTRUCT(tuple);
		is_domain = form->typtype == TYPTYPE_DOMAIN;
		*basetype = typid;
		typid = form->typbasetype;
		ReleaseSysCache(tuple);
		if (!is_domain)
			return true;
	}
}

/* Operator, conversion: the same for the table and all its partitions. */
static void
resolve_operator(KeyColumn *column, Oid pfeqop)
{
	HeapTuple	tuple;
	Form_pg_operator form;

	column->known = false;
	tuple = SearchSysCache1(OPEROID, ObjectIdGetDatum(pfeqop));
	if (!HeapTupleIsValid(tuple))
		return;
	form = (Form_pg_operator) GETSTRUCT(tuple);
	column->op = form->oprcom;
	column->optype = form->oprright;
	ReleaseSysCache(tuple);

	if (!SearchSysCacheExists1(TYPEOID, ObjectIdGetDatum(column->optype)) ||
		!base_type(column->att->type->typid, &column->basetype))
		return;
	column->known = true;
	column->coercible = IsBinaryCoercible(column->basetype, column->optype);
	column->castable = true;
	if (!column->coercible)
	{
		CoercionPathType path = find_coercion_pathway(column->optype, column->basetype,
													  COERCION_EXPLICIT, &column->castfunc);

		column->castable = path == COERCION_PATH_FUNC || path == COERCION_PATH_RELABELTYPE;
	}
}

static bool
collation_is_nondeterministic(Oid collation)
{
	HeapTuple	tuple = SearchSysCache1(COLLOID, ObjectIdGetDatum(collation));
	bool		result;

	if (!HeapTupleIsValid(tuple))
		return false;
	result = !((Form_pg_collation) GETSTRUCT(tuple))->collisdeterministic;
	ReleaseSysCache(tuple);
	return result;
}

/*
 * The collation of "$1 = fk".  The parameter has the referenced column's type
 * and that type's collation, the column its own; of two implicit collations
 * the one that is not the default wins.  Only if the referenced column's is
 * nondeterministic does the query name it.
 */
static void
resolve_collation(KeyColumn *column, Oid confrelid, AttrNumber confattnum)
{
	HeapTuple	tuple;
	Form_pg_attribute form;
	Oid			pktype;
	Oid			pkcollation;

	column->collation = column->att->attcollation;
	if (!OidIsValid(column->collation))
		return;
	tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(confrelid), Int16GetDatum(confattnum));
	if (!HeapTupleIsValid(tuple))
		return;
	form = (Form_pg_attribute) GETSTRUCT(tuple);
	pktype = form->atttypid;
	pkcollation = form->attcollation;
	ReleaseSysCache(tuple);

	if (pkcollation != column->collation && OidIsValid(pkcollation) &&
		collation_is_nondeterministic(pkcollation))
		column->collation = pkcollation;
	else if (column->collation == DEFAULT_COLLATION_OID)
	{
		Oid			parameter = get_typcollation(pktype);

		if (OidIsValid(parameter))
			column->collation = parameter;
	}
}

/* False if the facts lack a column of the key. */
static bool
build_query(KeyQuery *query, const RelationFacts *rel, const ConstraintFacts *con)
{
	memset(query, 0, sizeof(*query));
	query->nkeys = Min(con->nkeys, INDEX_MAX_KEYS);
	for (int i = 0; i < query->nkeys; i++)
	{
		KeyColumn  *column = &query->columns[i];

		column->att = facts_attribute(rel, con->conkey[i]);
		if (column->att == NULL)
			return false;
		resolve_operator(column, con->conpfeqop[i]);
		resolve_collation(column, con->confrelid, con->confkey[i]);
	}
	return query->nkeys > 0;
}

/* The same query for a partition, whose columns may be numbered otherwise. */
static bool
map_query(KeyQuery *query, const RelationFacts *leaf)
{
	for (int i = 0; i < query->nkeys; i++)
	{
		const AttributeFacts *found = NULL;

		for (int a = 0; a < leaf->natts && found == NULL; a++)
		{
			if (strcmp(leaf->atts[a].attname, query->columns[i].att->attname) == 0)
				found = &leaf->atts[a];
		}
		if (found == NULL)
			return false;
		query->columns[i].att = found;
	}
	return true;
}

static Var *
column_var(const AttributeFacts *att)
{
	return makeVar(1, att->attnum, att->type->typid, att->type->typmod,
				   att->attcollation, 0);
}

/* Are all rows in the index that the query may look for? */
static bool
predicate_holds(const IndexFacts *index, const KeyQuery *query)
{
	List	   *predicate;
	List	   *clauses = NIL;
	ListCell   *lc;

	if (index->indpred == NULL)
		return true;
	predicate = make_ands_implicit(canonicalize_qual((Expr *) stringToNode(index->indpred),
													 false));
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
	IndexAmRoutine *routine;

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

static CoverResult
judge_index(const IndexFacts *index, const KeyQuery *query)
{
	CoverResult result = {FK_COVER_NONE, NULL, NULL, NULL};
	List	   *exprs = NIL;
	int			nexpr = 0;
	uint32		present = 0;	/* columns among the keys */
	uint32		served = 0;		/* … that can be searched for as well */
	bool		present_first = false;
	bool		served_first = false;
	const char *reason = NULL;
	ForeignKeyCover cover;

	StaticAssertStmt(INDEX_MAX_KEYS <= 32, "one bit for each column of a key");

	/* being dropped */
	if (!index->indislive)
		return result;

	for (int k = 0; k < index->indnkeyatts; k++)
	{
		Node	   *expr = NULL;

		if (index->indkey[k] == 0 && index->indexprs != NULL)
		{
			if (exprs == NIL)
				exprs = (List *) stringToNode(index->indexprs);
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
			present |= ((uint32) 1) << i;
			present_first |= k == 0;
			why = unservable_reason(index, k, converted, column);
			if (why == NULL)
			{
				served |= ((uint32) 1) << i;
				served_first |= k == 0;
			}
			else if (reason == NULL)
				reason = why;
		}
	}
	if (present == 0)
		return result;

	result.index = index;
	cover = classify(index, query, served, served_first);
	if (cover != FK_COVER_NONE)
	{
		if (!predicate_holds(index, query))
		{
			cover = FK_COVER_NONE;
			reason = REASON_PREDICATE;
		}
		else if (!index->indisvalid || !index->indisready)
		{
			if (cover == FK_COVER_FULL)
				result.repair = index;
			cover = FK_COVER_NONE;
			reason = REASON_INVALID;
		}
	}
	if (cover == FK_COVER_NONE &&
		classify(index, query, present, present_first) == FK_COVER_FULL)
		cover = FK_COVER_UNUSABLE;

	result.cover = cover;
	if (cover == FK_COVER_UNUSABLE)
		result.reason = reason;
	else if (cover == FK_COVER_WEAK)
		result.reason = is_lossy(index->relam) ? REASON_LOSSY : REASON_TRAILING;
	else if (cover == FK_COVER_PREFIX)
		result.reason = reason ? reason : REASON_PART;
	else if (cover == FK_COVER_NONE)
		result.index = NULL;
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
		if (leaf == NULL || !map_query(&leaf_query, leaf))
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

/* Can a call of this function be an index's key? */
static bool
is_immutable(Oid funcid)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(funcid));
	bool		result;

	if (!HeapTupleIsValid(tuple))
		return false;
	result = ((Form_pg_proc) GETSTRUCT(tuple))->provolatile == PROVOLATILE_IMMUTABLE;
	ReleaseSysCache(tuple);
	return result;
}

/* Name of a type without modifier, to be read on any search path. */
static char *
type_name(Oid typid)
{
	bits16		flags = FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_ALLOW_INVALID;

	if (typid >= FirstNormalObjectId)
		flags |= FORMAT_TYPE_FORCE_QUALIFY;
	return format_type_extended(typid, -1, flags);
}

/* Is the operator in the family of the type's default operator class? */
static bool
default_class_serves(Oid typid, Oid op, Oid amoid)
{
	HeapTuple	tuple;
	Oid			opclass;
	Oid			family;

	if (!SearchSysCacheExists1(TYPEOID, ObjectIdGetDatum(typid)))
		return false;

	/* the type cache knows those of btree, at less cost */
	if (amoid == BTREE_AM_OID)
		family = lookup_type_cache(typid, TYPECACHE_BTREE_OPFAMILY)->btree_opf;
	else
	{
		opclass = GetDefaultOpClass(typid, amoid);
		tuple = SearchSysCache1(CLAOID, ObjectIdGetDatum(opclass));
		if (!HeapTupleIsValid(tuple))
			return false;
		family = ((Form_pg_opclass) GETSTRUCT(tuple))->opcfamily;
		ReleaseSysCache(tuple);
	}
	return OidIsValid(family) && op_in_opfamily(op, family);
}

/*
 * The index that would serve, as it stands after the table's name in CREATE
 * INDEX, or NULL if plain means make none.
 */
static char *
wanted_index(const ConstraintFacts *con, const KeyQuery *query)
{
	Oid			amoid = con->conperiod ? GIST_AM_OID : BTREE_AM_OID;
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoString(&buf, con->conperiod ? "USING gist (" : "(");
	for (int i = 0; i < query->nkeys; i++)
	{
		const KeyColumn *column = &query->columns[i];
		const char *name = quote_identifier(column->att->attname);
		bool		converted;

		if (!column->known || !column->castable || !OidIsValid(column->op))
			return NULL;

		/* what a polymorphic operator takes has one class for all its types */
		converted = !column->coercible ||
			(column->basetype != column->optype && !IsPolymorphicType(column->optype) &&
			 !default_class_serves(column->basetype, column->op, amoid));
		if (!default_class_serves(column->optype, column->op, amoid) ||
			(OidIsValid(column->castfunc) && !is_immutable(column->castfunc)))
			return NULL;
		if (i > 0)
			appendStringInfoString(&buf, ", ");
		if (converted)
			appendStringInfo(&buf, "(%s::%s)", name, type_name(column->optype));
		else
			appendStringInfoString(&buf, name);
		if (!converted && column->collation != column->att->attcollation &&
			SearchSysCacheExists1(COLLOID, ObjectIdGetDatum(column->collation)))
			appendStringInfo(&buf, " COLLATE %s", generate_collation_name(column->collation));
	}
	appendStringInfoChar(&buf, ')');
	return buf.data;
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
		 * A key that is not enforced asks nothing.  One with a parent belongs
		 * to a partition, of this table or of the referenced one.
		 */
		if (!con->conenforced || OidIsValid(con->conparentid))
		{
			con->cover = FK_COVER_EXEMPT;
			continue;
		}
		if (!build_query(&query, rel, con))
			continue;

		result = judge_indexes(rel->indexes, rel->nindexes, &query);
		set_cover(con, &result);
		if (con->cover != FK_COVER_FULL && rel->relkind == RELKIND_PARTITIONED_TABLE)
			cover_by_leaves(rel, con, &query, snapshot);
		if (con->cover != FK_COVER_FULL)
			con->cover_wanted = wanted_index(con, &query);
	}
}
