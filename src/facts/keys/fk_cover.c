/*-------------------------------------------------------------------------
 *
 * fk_cover.c
 *		Can the indexes of a table serve its foreign keys?
 *
 * The best of them counts; of a partitioned table's, whose own do not serve,
 * those of its leaves.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_am.h"
#include "catalog/pg_constraint.h"
#include "facts/catalog/inheritance.h"
#include "facts/keys/fk_cover.h"
#include "facts/keys/fk_index.h"
#include "facts/relation/relation.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#define REASON_INVALID "it is not valid"
#define REASON_PREDICATE "its predicate leaves out rows that must be found"
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
	if (fk_index_is_lossy(index->relam) || (!first && index->relam != GIN_AM_OID))
		return all ? FK_COVER_WEAK : FK_COVER_NONE;
	return all ? FK_COVER_FULL : FK_COVER_PREFIX;
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
	found = fk_index_keys(index, query);
	if (found.present == 0)
		return result;

	cover = classify(index, query, found.served, found.served_first);
	if (cover != FK_COVER_NONE)
	{
		if (!fk_index_holds_rows(index, query))
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
		result.reason = fk_index_is_lossy(index->relam) ? REASON_LOSSY : REASON_TRAILING;
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
		RelationFacts *leaf = relation_read(lfirst_oid(lc), FACTS_ATTRIBUTES | FACTS_INDEXES,
											snapshot);
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

/* An own key that needs an index, and that no index of the table itself serves? */
static bool
is_left_to_leaves(const RelationFacts *rel, const ConstraintFacts *con, KeyQuery *query)
{
	return con->contype == CONSTRAINT_FOREIGN && con->conenforced &&
		!OidIsValid(con->conparentid) && fk_query_build(query, rel, con) &&
		judge_indexes(rel->indexes, rel->nindexes, query).cover != FK_COVER_FULL;
}

/* Does each of the leaves have an index that serves the key, but for those passed over? */
static bool
others_serve(List *leaves, const KeyQuery *query, PassOver passes, const void *arg,
			 Snapshot snapshot)
{
	ListCell   *lc;

	foreach(lc, leaves)
	{
		RelationFacts *leaf;
		KeyQuery	leaf_query = *query;

		CHECK_FOR_INTERRUPTS();
		if (passes(lfirst_oid(lc), arg))
			continue;
		leaf = relation_read(lfirst_oid(lc), FACTS_ATTRIBUTES | FACTS_INDEXES, snapshot);
		if (leaf != NULL && fk_query_map(&leaf_query, leaf) &&
			judge_indexes(leaf->indexes, leaf->nindexes, &leaf_query).cover != FK_COVER_FULL)
			return false;
	}
	return true;
}

bool
facts_serves_inherited_keys(const RelationFacts *partition)
{
	for (int i = 0; i < partition->nconstraints; i++)
	{
		const ConstraintFacts *con = &partition->constraints[i];
		KeyQuery	query;

		if (con->contype == CONSTRAINT_FOREIGN && con->conenforced &&
			OidIsValid(con->conparentid) && fk_query_build(&query, partition, con) &&
			judge_indexes(partition->indexes, partition->nindexes, &query).cover != FK_COVER_FULL)
			return false;
	}
	return true;
}

bool
facts_was_served(Oid relid, PassOver passes, const void *arg, Snapshot snapshot)
{
	RelationFacts *rel = relation_read(relid, FACTS_ATTRIBUTES | FACTS_CONSTRAINTS |
									   FACTS_INDEXES, snapshot);
	List	   *leaves = facts_leaves(relid, snapshot);

	for (int i = 0; rel != NULL && i < rel->nconstraints; i++)
	{
		KeyQuery	query;

		if (is_left_to_leaves(rel, &rel->constraints[i], &query) &&
			others_serve(leaves, &query, passes, arg, snapshot))
			return true;
	}
	return false;
}
