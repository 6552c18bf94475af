/*-------------------------------------------------------------------------
 *
 * traffic_judge.c
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
#include "facts/reader.h"
#include "guard/traffic.h"
#include "settings.h"
#include "utils/memutils.h"

/* Full scans of the relation and its leaves by this statement. */
static int64
scans_made(const Judging *judging, const RelationFacts *rel)
{
	int64		scans = 0;
	ListCell   *lc;
	List	   *relids = list_make1_oid(rel->relid);

	if (rel->relkind == RELKIND_PARTITIONED_TABLE)
		relids = list_concat(relids, facts_leaves(rel->relid, judging->after));
	foreach(lc, judging->statement->scans)
	{
		ScanCount  *count = (ScanCount *) lfirst(lc);

		if (list_member_oid(relids, count->relid))
			scans += Max(traffic_scans(count->relid) - count->scans, 0);
	}
	return scans;
}

/*
 * Was the index there, with the same file?  A change of type keeps the file of
 * an index that it need not build anew, under a new OID.
 */
static bool
had_index(const RelationFacts *before, const IndexFacts *index)
{
	for (int i = 0; i < before->nindexes; i++)
	{
		const IndexFacts *then = &before->indexes[i];

		if (then->indexrelid == index->indexrelid ||
			strcmp(then->relname, index->relname) == 0)
			return then->relfilenode == index->relfilenode;
	}
	return false;
}

static void
judge_indexes(Judging *judging, Change *change, ChangeCallback judge_change)
{
	const RelationFacts *after = change->after;

	for (int i = 0; i < after->nindexes; i++)
	{
		const IndexFacts *index = &after->indexes[i];

		/* a partition's index is told with its parent's */
		if (had_index(change->before, index) || index->is_partition || !index->indisvalid)
			continue;
		change->index = index;
		change->constraint = OidIsValid(index->constraintid) ?
			facts_constraint(after, index->constraintid) : NULL;
		change->kind = change->constraint ? CHANGE_UNIQUE_BUILT : CHANGE_INDEX_BUILT;
		judge_change(change, judging);
	}
	change->index = NULL;
	change->constraint = NULL;
}

/* Is the column part of a primary key that appeared?  That one is told itself. */
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

/* Were all columns of a foreign key there before?  If not, nothing is read. */
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
judge_validation(Judging *judging, Change *change, ChangeCallback judge_change)
{
	const RelationFacts *before = change->before;
	const RelationFacts *after = change->after;
	bool		scanned = scans_made(judging, after) > 0;

	change->kind = CHANGE_VALIDATED;
	for (int i = 0; i < after->nconstraints; i++)
	{
		const ConstraintFacts *con = &after->constraints[i];
		const ConstraintFacts *then = facts_constraint(before, con->conid);

		if ((con->contype != CONSTRAINT_CHECK && con->contype != CONSTRAINT_FOREIGN) ||
			!con->convalidated || !con->conenforced || OidIsValid(con->conparentid) ||
			(then != NULL && then->convalidated && then->conenforced))
			continue;
		/* a foreign key's check may have read an index instead */
		if (!scanned &&
			(con->contype != CONSTRAINT_FOREIGN || !key_was_there(before, con)))
			continue;
		change->constraint = con;
		judge_change(change, judging);
	}
	change->constraint = NULL;
	if (!scanned)
		return;

	for (int i = 0; i < after->natts; i++)
	{
		const AttributeFacts *att = &after->atts[i];
		const AttributeFacts *then = facts_attribute(before, att->attnum);

		if (!att->attnotnull || then == NULL || then->attnotnull ||
			in_new_primary_key(change, att->attnum))
			continue;
		change->att_after = att;
		judge_change(change, judging);
	}
	change->att_after = NULL;

	if (after->relispartition && !before->relispartition)
		judge_change(change, judging);
}

/* New columns, which running code's inserts do not know and must give from now on. */
static void
judge_required(Judging *judging, Change *change, ChangeCallback judge_change)
{
	const RelationFacts *after = change->after;

	change->kind = CHANGE_COLUMN_REQUIRED;
	for (int i = 0; i < after->natts; i++)
	{
		const AttributeFacts *att = &after->atts[i];

		if (!att->attnotnull || att->atthasdef || att->attidentity != '\0' ||
			att->attgenerated != '\0' || att->attinhcount > 0 ||
			facts_attribute(change->before, att->attnum) != NULL)
			continue;
		change->att_after = att;
		judge_change(change, judging);
	}
	change->att_after = NULL;
}

void
traffic_judge(Judging *judging, JudgedRelation *record, ChangeCallback judge_change)
{
	Change		change = {0};
	int64		bytes;
	LOCKMODE	lock;

	/* nearly all tables are small, and that is cheap to know */
	if (record->created || record->dropped || record->told ||
		(!record->read && !traffic_may_be_large(record->relid)))
		return;
	judging_read(judging, record);
	if (record->before == NULL || record->after == NULL ||
		judging_exempt(record->before) ||
		!traffic_is_large(record->after, judging->after, &bytes) ||
		(judging->origin != NULL && !facts_exists(record->relid, 0, judging->origin)))
		return;

	/* whether inserts must name a column is seen at commit */
	judging->due = true;

	lock = traffic_lock_held(record->relid);
	change.before = record->before;
	change.after = record->after;
	change.traffic = traffic_facts(bytes, lock);
	judging->touched_now = record->touched ? record->touched : record->trace;

	if (judging->statement == NULL)
	{
		judge_required(judging, &change, judge_change);
		return;
	}
	/* what a rewrite builds and checks on its way was told before it began */
	if (record->before->relfilenode != record->after->relfilenode)
		return;
	judge_indexes(judging, &change, judge_change);
	if (lock >= ShareRowExclusiveLock)
		judge_validation(judging, &change, judge_change);
}

/*
 * Locks that earlier statements of this transaction still hold.  State of the
 * transaction, in TopTransactionContext; one word a transaction is enough.
 */
static List *locked = NIL;		/* of char *: relations' names */
static bool window_told = false;

void
traffic_judge_window(Judging *judging, ChangeCallback judge_change)
{
	ListCell   *lc;

	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);
		Change		change = {0};
		int64		bytes;
		char	   *name;
		MemoryContext old;
		ListCell   *ll;
		bool		known = false;

		/* what is large was read */
		if (record->before == NULL || record->after == NULL ||
			judging_exempt(record->before) || record->before->relispartition ||
			traffic_lock_held(record->relid) != AccessExclusiveLock ||
			!facts_exists(record->relid, 0, judging->origin) ||
			!traffic_is_large(record->after, judging->after, &bytes))
			continue;

		if (locked != NIL && !window_told)
		{
			window_told = true;
			change.kind = CHANGE_LOCK_KEPT;
			change.before = record->before;
			change.after = record->after;
			change.traffic = traffic_facts(bytes, AccessExclusiveLock);
			((TrafficFacts *) change.traffic)->other = (const char *) linitial(locked);
			judge_change(&change, judging);
		}
		old = MemoryContextSwitchTo(TopTransactionContext);
		name = facts_relation_name(record->after);
		foreach(ll, locked)
			known = known || strcmp((char *) lfirst(ll), name) == 0;
		if (!known)
			locked = lappend(locked, name);
		MemoryContextSwitchTo(old);
	}
}

void
traffic_forget(void)
{
	locked = NIL;
	window_told = false;
}
