/*-------------------------------------------------------------------------
 *
 * large_table.c
 *		What a statement did to the traffic on large relations.
 *
 * An index that appeared was built; a constraint that appeared validated was
 * validated by a scan if the server counted one; a lock that is held is held.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/inheritance.h"
#include "guard/collect/table_traffic.h"
#include "guard/judge/large_table.h"
#include "settings.h"

/* One relation, of which no more is measured than what is asked. */
typedef struct LargeTableJudging
{
	Judging    *judging;
	JudgedRelation *record;
	ChangeCallback judge_change;
	LOCKMODE	lock;
	Change		change;
	enum
	{
		NOT_ASKED, NO, YES
	}			large,			/* is_large() */
				scanned;		/* was_scanned() */
} LargeTableJudging;

static int
oid_cmp(const void *a, const void *b)
{
	Oid			oid_a = *(const Oid *) a;
	Oid			oid_b = *(const Oid *) b;

	return oid_a < oid_b ? -1 : oid_a > oid_b;
}

/* Full scans of the relation and its leaves by this statement. */
static int64
scans_made(const Judging *judging, const RelationFacts *rel)
{
	int64		scans = 0;
	List	   *leaves = NIL;
	Oid		   *relids;
	int			nrelids = 0;
	ListCell   *lc;

	if (judging->statement->scans == NIL)
		return 0;
	if (rel->relkind == RELKIND_PARTITIONED_TABLE)
		leaves = facts_leaves(rel->relid, judging->after);
	relids = palloc(sizeof(Oid) * (list_length(leaves) + 1));
	relids[nrelids++] = rel->relid;
	foreach(lc, leaves)
		relids[nrelids++] = lfirst_oid(lc);
	qsort(relids, nrelids, sizeof(Oid), oid_cmp);

	foreach(lc, judging->statement->scans)
	{
		ScanCount  *count = (ScanCount *) lfirst(lc);

		if (bsearch(&count->relid, relids, nrelids, sizeof(Oid), oid_cmp) != NULL)
			scans += Max(traffic_scans(count->relid) - count->scans, 0);
	}
	return scans;
}

/* Returns whether the statement has read the relation from end to end. */
static bool
was_scanned(LargeTableJudging *traffic)
{
	if (traffic->scanned == NOT_ASKED)
		traffic->scanned = scans_made(traffic->judging, traffic->change.after) > 0 ? YES : NO;
	return traffic->scanned == YES;
}

/* Returns whether the relation is large and older than the transaction. */
static bool
is_large(LargeTableJudging *traffic)
{
	Judging    *judging = traffic->judging;
	int64		bytes;

	if (traffic->large == NOT_ASKED)
	{
		traffic->large = NO;
		if ((judging->origin == NULL ||
			 facts_exists(traffic->record->relid, 0, judging->origin)) &&
			traffic_is_large(traffic->change.after, judging->after, &bytes))
		{
			traffic->large = YES;
			traffic->change.traffic = traffic_facts(bytes, traffic->lock);
		}
	}
	return traffic->large == YES;
}

/* Has the change judged, if the relation is large. */
static void
judge_if_large(LargeTableJudging *traffic)
{
	if (is_large(traffic))
		traffic->judge_change(&traffic->change, traffic->judging);
}

/*
 * Returns whether the index was there, with the same file.  A change of type
 * keeps the file of an index that it need not build anew, under a new OID.
 */
static bool
had_index(const RelationFacts *before, const IndexFacts *index)
{
	const IndexFacts *then = facts_index(before, index->indexrelid);

	for (int i = 0; i < before->nindexes && then == NULL; i++)
	{
		if (strcmp(before->indexes[i].relname, index->relname) == 0)
			then = &before->indexes[i];
	}
	return then != NULL && then->relfilenode == index->relfilenode;
}

static void
judge_indexes(LargeTableJudging *traffic)
{
	Change	   *change = &traffic->change;

	for (int i = 0; i < change->after->nindexes; i++)
	{
		const IndexFacts *index = &change->after->indexes[i];

		/* a partition's index is reported with its parent's */
		if (index->is_partition || !index->indisvalid || had_index(change->before, index))
			continue;
		change->index = index;
		change->constraint = OidIsValid(index->constraintid) ?
			facts_constraint(change->after, index->constraintid) : NULL;
		change->kind = change->constraint ? CHANGE_UNIQUE_BUILT : CHANGE_INDEX_BUILT;
		judge_if_large(traffic);
	}
	change->index = NULL;
	change->constraint = NULL;
}

/*
 * Returns whether the column is part of a new primary key, which is reported
 * itself.
 */
static bool
in_new_primary_key(const Change *change, AttrNumber attnum)
{
	for (int i = 0; i < change->after->nconstraints; i++)
	{
		const ConstraintFacts *con = &change->after->constraints[i];

		if (con->contype != CONSTRAINT_PRIMARY ||
			facts_constraint(change->before, con->conid) != NULL)
			continue;
		for (int k = 0; k < con->nkeys; k++)
		{
			if (con->conkey[k] == attnum)
				return true;
		}
	}
	return false;
}

/*
 * Returns whether all columns of a foreign key were there before.  If not,
 * nothing is read.
 */
static bool
key_was_there(const RelationFacts *before, const ConstraintFacts *con)
{
	for (int k = 0; k < con->nkeys; k++)
	{
		if (facts_attribute(before, con->conkey[k]) == NULL)
			return false;
	}
	return true;
}

static void
judge_validation(LargeTableJudging *traffic)
{
	Change	   *change = &traffic->change;
	const RelationFacts *before = change->before;
	const RelationFacts *after = change->after;

	change->kind = CHANGE_VALIDATED;
	for (int i = 0; i < after->nconstraints; i++)
	{
		const ConstraintFacts *con = &after->constraints[i];
		const ConstraintFacts *then;

		if ((con->contype != CONSTRAINT_CHECK && con->contype != CONSTRAINT_FOREIGN) ||
			!con->convalidated || !con->conenforced || OidIsValid(con->conparentid))
			continue;
		then = facts_constraint(before, con->conid);
		if (then != NULL && then->convalidated && then->conenforced)
			continue;
		/* a foreign key's check may have read an index instead */
		if (!(con->contype == CONSTRAINT_FOREIGN && key_was_there(before, con)) &&
			!was_scanned(traffic))
			continue;
		change->constraint = con;
		judge_if_large(traffic);
	}
	change->constraint = NULL;

	for (int i = 0; i < after->natts; i++)
	{
		const AttributeFacts *att = &after->atts[i];
		const AttributeFacts *then;

		if (!att->attnotnull)
			continue;
		then = facts_attribute(before, att->attnum);
		if (then == NULL || then->attnotnull || in_new_primary_key(change, att->attnum) ||
			!was_scanned(traffic))
			continue;
		change->att_after = att;
		judge_if_large(traffic);
	}
	change->att_after = NULL;

	if (after->relispartition && !before->relispartition && was_scanned(traffic))
		judge_if_large(traffic);
}

static bool
must_be_given(const AttributeFacts *att)
{
	return att->attnotnull && !att->atthasdef && att->attidentity == '\0' &&
		att->attgenerated == '\0' && att->attinhcount == 0;
}

/*
 * New columns, which running code's inserts do not know and must give from now
 * on.
 */
static void
judge_required(LargeTableJudging *traffic)
{
	Change	   *change = &traffic->change;

	change->kind = CHANGE_COLUMN_REQUIRED;
	for (int i = 0; i < change->after->natts; i++)
	{
		const AttributeFacts *att = &change->after->atts[i];

		if (!must_be_given(att) || facts_attribute(change->before, att->attnum) != NULL)
			continue;
		change->att_after = att;
		judge_if_large(traffic);
	}
	change->att_after = NULL;
}

/*
 * Returns whether the statement may have made such a column, which is judged at
 * commit.
 */
static bool
leaves_required(LargeTableJudging *traffic)
{
	const Change *change = &traffic->change;

	for (int i = 0; i < change->after->natts; i++)
	{
		const AttributeFacts *att = &change->after->atts[i];
		const AttributeFacts *then;

		if (!must_be_given(att))
			continue;
		then = facts_attribute(change->before, att->attnum);
		if (then == NULL || !must_be_given(then))
			return is_large(traffic);
	}
	return false;
}

void
large_table_judge(Judging *judging, JudgedRelation *record, ChangeCallback judge_change)
{
	LargeTableJudging traffic = {.judging = judging,.record = record,.judge_change = judge_change};

	/* nearly all tables are small, and that is cheap to know */
	if (record->created || record->dropped || record->reported ||
		(!record->read && !traffic_may_be_large(record->relid)))
		return;
	judging_read(judging, record);
	if (record->before == NULL || record->after == NULL || judging_exempt(record->before))
		return;

	traffic.change.before = record->before;
	traffic.change.after = record->after;
	judging->affected_now = record->affected ? record->affected : record->trace;
	traffic.lock = relation_lock_held(record->relid);

	if (judging->statement == NULL)
	{
		judge_required(&traffic);
		return;
	}
	judging->due = judging->due || leaves_required(&traffic);

	/*
	 * what a rewrite builds and checks on its way was reported before it
	 * began
	 */
	if (record->before->relfilenode != record->after->relfilenode)
		return;
	judge_indexes(&traffic);
	if (traffic.lock >= ShareRowExclusiveLock)
		judge_validation(&traffic);
}
