/*-------------------------------------------------------------------------
 *
 * indirectly_affected.c
 *		Relations whose defects depend on an affected one.
 *
 * Ancestors, whose foreign keys need an index on every partition, and views that
 * show what row security of their table hides.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/catalog/dependency.h"
#include "facts/catalog/inheritance.h"
#include "facts/facts.h"
#include "facts/keys/fk_cover.h"
#include "guard/judge/indirectly_affected.h"

bool
row_security_tightened(const RelationFacts *before, const RelationFacts *after)
{
	return before != NULL && after != NULL && after->relrowsecurity &&
		(!before->relrowsecurity ||
		 before->relforcerowsecurity != after->relforcerowsecurity ||
		 before->relowner != after->relowner);
}

/*
 * Returns whether the relation is a new partition, or one that has lost an index,
 * and has no index for a foreign key of a parent's.
 */
static bool
may_uncover_ancestors(const JudgedRelation *record)
{
	const RelationFacts *before = record->before;
	const RelationFacts *after = record->after;
	bool		changed = before == NULL || !before->relispartition;

	if (after == NULL || !after->relispartition)
		return false;
	for (int i = 0; !changed && i < before->nindexes; i++)
		changed = facts_index(after, before->indexes[i].indexrelid) == NULL;
	return changed && !facts_serves_inherited_keys(after);
}

static bool
is_judged(Oid relid, const void *arg)
{
	return judging_record((const Judging *) arg, relid) != NULL;
}

/*
 * A partition's index may serve a key that is its parent's, which is judged at
 * commit.  Nothing else of the ancestors is affected, and where the key has been
 * without an index before, nothing at all.
 */
static void
add_ancestors(Judging *judging)
{
	int			nrecords = list_length(judging->records);
	List	   *ancestors = NIL;
	List	   *traces = NIL;
	ListCell   *lc;
	ListCell   *lt;

	for (int i = 0; i < nrecords; i++)
	{
		JudgedRelation *record = (JudgedRelation *) list_nth(judging->records, i);

		if (!may_uncover_ancestors(record))
			continue;
		judging->due = true;
		if (!(judging->when_bits & WHEN_BIT(WHEN_COMMIT)))
			continue;
		foreach(lc, facts_ancestors(record->relid, judging->after))
		{
			if (judging_record(judging, lfirst_oid(lc)) != NULL ||
				list_member_oid(ancestors, lfirst_oid(lc)))
				continue;
			ancestors = lappend_oid(ancestors, lfirst_oid(lc));
			traces = lappend(traces, unconstify(AffectedObject *, record->trace));
		}
	}
	forboth(lc, ancestors, lt, traces)
	{
		if (facts_was_served(lfirst_oid(lc), is_judged, judging, judging->after))
			judging_read(judging, judging_add_record(judging, lfirst_oid(lc),
													 (AffectedObject *) lfirst(lt)));
	}
}

/* What a view shows may be what its table hides by now. */
static void
add_views(Judging *judging)
{
	for (int i = 0; i < list_length(judging->records); i++)
	{
		JudgedRelation *record = (JudgedRelation *) list_nth(judging->records, i);
		ListCell   *lv;

		if (!row_security_tightened(record->before, record->after))
			continue;
		foreach(lv, facts_read_by(record->relid, judging->after))
			judging_read(judging, judging_add_record(judging, lfirst_oid(lv), record->trace));
	}
}

void
indirectly_affected_add(Judging *judging)
{
	add_ancestors(judging);
	if (judging->when_bits & WHEN_BIT(WHEN_COMMIT))
		add_views(judging);
}
