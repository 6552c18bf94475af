/*-------------------------------------------------------------------------
 *
 * redundant_index.c
 *		redundant_index: indexes whose work another index of the table does; and
 *		the comparison of indexes that other rules use as well.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_am.h"
#include "facts/change/change.h"
#include "rules/describe.h"
#include "rules/index_remedy.h"
#include "rules/indexes/redundant_index.h"

bool
index_works(const IndexFacts *index)
{
	return index->indisvalid && index->indisready && index->indislive;
}

/* ---------------------------------------------------------------------
 * What is compared
 * ---------------------------------------------------------------------
 */

/* By lead, and where that is the same as in the facts. */
static int
lead_cmp(const void *a, const void *b)
{
	const IndexFacts *index_a = *(const IndexFacts *const *) a;
	const IndexFacts *index_b = *(const IndexFacts *const *) b;

	if (index_a->lead != index_b->lead)
		return index_a->lead < index_b->lead ? -1 : 1;
	return index_a < index_b ? -1 : index_a > index_b;
}

IndexPairs
index_pairs(const RelationFacts *rel)
{
	IndexPairs	pairs = {rel, palloc(sizeof(IndexFacts *) * Max(rel->nindexes, 1))};

	for (int i = 0; i < rel->nindexes; i++)
		pairs.by_lead[i] = &rel->indexes[i];
	qsort(pairs.by_lead, rel->nindexes, sizeof(IndexFacts *), lead_cmp);
	return pairs;
}

/* Where those begin that have the same lead as "index". */
static int
first_alike(const IndexPairs *pairs, const IndexFacts *index)
{
	int			low = 0;
	int			high = pairs->rel->nindexes;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (pairs->by_lead[middle]->lead < index->lead)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Each other index that has the same lead as "index". */
#define foreach_alike(other, pairs, index) \
	for (int _i = first_alike(pairs, index); \
		 _i < (pairs)->rel->nindexes && (pairs)->by_lead[_i]->lead == (index)->lead; _i++) \
		for (const IndexFacts *other = (pairs)->by_lead[_i]; \
			 other != NULL && other->indexrelid != (index)->indexrelid; other = NULL)

/* ---------------------------------------------------------------------
 * The same
 * ---------------------------------------------------------------------
 */

/* Rank of an index: of two equal indexes, keep the one with the higher rank. */
static int
importance(const IndexFacts *index)
{
	if (index->indisprimary)
		return 7;
	if (index->is_partition)
		return 6;
	if (index->referenced)
		return 5;
	if (OidIsValid(index->constraintid))
		return 4;
	if (index->indisreplident)
		return 3;
	if (index->indisclustered)
		return 2;
	return 1;
}

static bool
is_better(const IndexFacts *a, const IndexFacts *b)
{
	int			by = importance(a) - importance(b);

	/* not the older one: a dump brings them in the order of their names */
	return by > 0 || (by == 0 && strcmp(a->relname, b->relname) < 0);
}

/*
 * Exclusion constraints may compare by other operators, which the index does
 * not tell; a deferrable constraint is checked at another time.
 */
static bool
is_same(const IndexFacts *a, const IndexFacts *b)
{
	return !a->indisexclusion && a->indimmediate == b->indimmediate &&
		facts_index_equal(a, b);
}

const IndexFacts *
index_twin(const IndexPairs *pairs, const IndexFacts *index)
{
	const IndexFacts *best = NULL;

	/* an index attached to a partitioned index is reported with that one */
	if (!index_works(index) || index->is_partition)
		return NULL;
	foreach_alike(other, pairs, index)
	{
		if (index_works(other) &&
			is_better(other, index) && is_same(other, index) &&
			(best == NULL || is_better(other, best)))
			best = other;
	}
	return best;
}

/* ---------------------------------------------------------------------
 * The same and more
 * ---------------------------------------------------------------------
 */

static bool
has_column(const IndexFacts *index, AttrNumber attnum)
{
	for (int k = 0; k < index->indnatts; k++)
	{
		if (index->indkey[k] == attnum)
			return true;
	}
	return false;
}

/* Does "wide" serve each query that "index" serves? */
static bool
serves(const IndexFacts *wide, const IndexFacts *index)
{
	if (wide->relam != index->relam || wide->indnkeyatts < index->indnkeyatts ||
		!facts_options_equal(wide, index) ||
		!facts_nodes_equal(wide->indpred, index->indpred))
		return false;

	/* only a btree is sorted by its first keys */
	if (wide->indnkeyatts > index->indnkeyatts && wide->relam != BTREE_AM_OID)
		return false;
	for (int k = 0; k < index->indnkeyatts; k++)
	{
		if (wide->indkey[k] != index->indkey[k] ||
			wide->indclass[k] != index->indclass[k] ||
			wide->indcollation[k] != index->indcollation[k] ||
			wide->indoption[k] != index->indoption[k])
			return false;
	}
	for (int k = index->indnkeyatts; k < index->indnatts; k++)
	{
		if (!has_column(wide, index->indkey[k]))
			return false;
	}
	return facts_nodes_lead(index->indexprs, wide->indexprs);
}

bool
index_is_needed(const IndexFacts *index)
{
	return index->indisunique || index->indisprimary || index->indisexclusion ||
		index->indisreplident || index->indisclustered || index->referenced ||
		OidIsValid(index->constraintid) || index->is_partition;
}

static bool
is_wider(const IndexFacts *a, const IndexFacts *b)
{
	if (OidIsValid(a->constraintid) != OidIsValid(b->constraintid))
		return OidIsValid(a->constraintid);
	if (a->indnkeyatts != b->indnkeyatts)
		return a->indnkeyatts > b->indnkeyatts;
	if (a->indnatts != b->indnatts)
		return a->indnatts > b->indnatts;
	return strcmp(a->relname, b->relname) < 0;
}

const IndexFacts *
index_cover(const IndexPairs *pairs, const IndexFacts *index)
{
	const IndexFacts *best = NULL;

	if (index_is_needed(index) || !index_works(index) || index_twin(pairs, index) != NULL)
		return NULL;
	foreach_alike(other, pairs, index)
	{
		if (!index_works(other) ||
			is_same(other, index) || !serves(other, index))
			continue;

		/* if each serves the other, the older is kept */
		if (!index_is_needed(other) && serves(index, other) && is_wider(index, other))
			continue;
		if (best == NULL || is_wider(other, best))
			best = other;
	}
	return best;
}

const IndexFacts *
index_stand_in(const IndexPairs *pairs, const IndexFacts *index)
{
	if (OidIsValid(index->constraintid) || index->is_partition || index->indisreplident ||
		index->referenced)
		return NULL;
	foreach_alike(other, pairs, index)
	{
		if (index_works(other) &&
			(is_same(other, index) || (!index->indisunique && serves(other, index))))
			return other;
	}
	return NULL;
}

/* ---------------------------------------------------------------------
 * The rule
 * ---------------------------------------------------------------------
 */

static void
check_redundant_index(const HygieneRule *rule, const RelationFacts *rel,
					  const RuleContext *context, FindingSink *sink)
{
	IndexPairs	pairs = index_pairs(rel);

	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];
		const IndexFacts *cover = index_cover(&pairs, index);
		HygieneFinding *finding;

		if (cover == NULL)
			continue;
		finding = finding_index(rule, rel, index);
		finding->message = psprintf("index \"%s\" of table \"%s\" adds nothing to index \"%s\", which %s; drop it [%s]",
									index_name(index), facts_relation_name(rel), cover->relname,
									cover->indnkeyatts > index->indnkeyatts ?
									"begins with its columns" : "has its columns",
									rule->name);
		finding->detail = "Each query that can use this index can use the other one; each write maintains both. It is worth keeping only if the other one is much larger and this one is read very often.";
		finding->remedy = remedy_drop_index(rel, index);
		finding_evidence_text(finding, "covered_by", cover->relname);
		if (index->relpages > 0)
		{
			finding_evidence_number(finding, "pages", index->relpages);
			finding_evidence_number(finding, "covered_by_pages", cover->relpages);
		}
		sink->add(finding, sink);
	}
}

static const HygieneRule rules[] = {
	{
		.name = "redundant_index",
		.category = "indexes",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH072",
		.title = "Index that another one makes unnecessary",
		.why = "A B-tree on (a, b) is sorted by a, so that it finds rows by a alone as well as one on (a) does. "
		"The shorter index costs each write and saves next to nothing.",
		.cure = "Drop it, CONCURRENTLY on a table in use, unless it is much smaller and read very often.",
		.source = "PostgreSQL manual, \"Multicolumn Indexes\"",
		.check = check_redundant_index,
	},
};

const RuleFamily hygiene_family_redundant_index = {rules, lengthof(rules)};
