/*-------------------------------------------------------------------------
 *
 * lock_and_rewrite.c
 *		What is about to happen to the traffic on large relations.
 *
 * Judged before the command starts: a session that waits for a lock makes
 * all sessions behind it wait, and a rewrite is cheapest to refuse before its first row.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "commands/event_trigger.h"
#include "commands/tablecmds.h"
#include "compat.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/inheritance.h"
#include "facts/catalog/snapshot.h"
#include "facts/keys/read_relation.h"
#include "guard/by_command/lock_and_rewrite.h"
#include "guard/collect/table_traffic.h"
#include "guard/judge/judging.h"
#include "guard/verdict/single_change.h"
#include "nodes/makefuncs.h"
#include "nodes/parsenodes.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"

/* Notes how often the relation and its leaves have been scanned so far. */
static void
remember_scans(Statement *statement, const RangeVar *relation, Snapshot snapshot)
{
	Oid			relid = RangeVarGetRelid(relation, NoLock, true);
	MemoryContext old;
	List	   *relids;
	ListCell   *lc;

	if (!OidIsValid(relid))
		return;
	old = MemoryContextSwitchTo(statement->context);
	relids = list_make1_oid(relid);
	if (get_rel_relkind(relid) == RELKIND_PARTITIONED_TABLE)
		relids = list_concat(relids, facts_leaves(relid, snapshot));
	foreach(lc, relids)
	{
		ScanCount  *count = palloc(sizeof(ScanCount));

		count->relid = lfirst_oid(lc);
		count->scans = traffic_scans(count->relid);
		statement->scans = lappend(statement->scans, count);
	}
	MemoryContextSwitchTo(old);
}

void
lock_and_rewrite_judge_lock(Statement *statement, const RangeVar *relation, LOCKMODE lock,
							const RangeVar *reads)
{
	Oid			relid = relation ? RangeVarGetRelid(relation, NoLock, true) : InvalidOid;
	Snapshot	snapshot;
	RelationFacts *rel;
	int64		bytes;

	statement->target = relid;
	if (lock < ShareLock && reads == NULL)
		return;

	/* whoever may not change it learns nothing: the server is about to refuse */
	if (!OidIsValid(relid) || !hygiene_owns_relation(relid, GetUserId()))
		return;

	/* nearly all tables are small, and that is cheap to know */
	if (!traffic_may_be_large(relid))
		return;

	snapshot = facts_snapshot_now();
	rel = facts_read_parts(relid, FACTS_MEMBER, snapshot);
	if (rel != NULL && !judging_exempt(rel))
	{
		Snapshot	origin = facts_snapshot_before(0);

		if (reads != NULL)
			remember_scans(statement, reads, snapshot);

		/* a lock that we hold already is not waited for */
		if (lock >= ShareLock && relation_lock_held(relid) < lock &&
			facts_exists(relid, 0, origin) && traffic_is_large(rel, snapshot, &bytes))
		{
			Change		change = {0};
			TrafficFacts *traffic = traffic_facts(bytes, lock);

			traffic_add_blockers(traffic, relid, lock);
			change.kind = CHANGE_LOCK_DUE;
			change.before = change.after = rel;
			change.traffic = traffic;
			judge_single_change(&change, false, statement->tag);
		}
		UnregisterSnapshot(origin);
	}
	UnregisterSnapshot(snapshot);
}

static const char *
rewrite_reason(int reason)
{
	if (reason & AT_REWRITE_ALTER_PERSISTENCE)
		return "it changes whether the table is logged";
	if (reason & AT_REWRITE_DEFAULT_VAL)
		return "the new column's value differs from row to row or is checked";
	if (reason & AT_REWRITE_COLUMN_REWRITE)
		return "the new type is stored differently";
	return "it changes how the table is stored";
}

void
lock_and_rewrite_judge_rewrite(Oid relid, int reason, CommandTag tag)
{
	Snapshot	snapshot = facts_snapshot_now();
	Snapshot	origin = facts_snapshot_before(0);
	RelationFacts *rel = facts_read_relation(relid, origin);
	int64		bytes;

	/* a partition is reported by itself: it is what is copied */
	if (rel != NULL && !judging_exempt(rel) && traffic_is_large(rel, snapshot, &bytes))
	{
		Change		change = {0};
		TrafficFacts *traffic = traffic_facts(bytes, relation_lock_held(relid));

		traffic->reason = rewrite_reason(reason);
		traffic->seconds *= 2;	/* read once, written once */
		change.kind = CHANGE_REWRITE_DUE;
		change.before = change.after = rel;
		change.traffic = traffic;
		judge_single_change(&change, false, tag);
	}
	UnregisterSnapshot(origin);
	UnregisterSnapshot(snapshot);
}
