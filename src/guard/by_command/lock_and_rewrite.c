/*-------------------------------------------------------------------------
 *
 * lock_and_rewrite.c
 *		What is about to happen to the traffic on large relations.
 *
 * Judged before the command starts: who waits for a lock makes everybody
 * behind it wait, and a rewrite is cheapest to refuse before its first row.
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
#include "facts/catalog/reader.h"
#include "guard/by_command/lock_and_rewrite.h"
#include "guard/collect/statement.h"
#include "guard/collect/table_traffic.h"
#include "guard/judge/judging.h"
#include "guard/verdict/single_change.h"
#include "nodes/makefuncs.h"
#include "nodes/parsenodes.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"

/* A relation and the lock that the command will ask for. */
typedef struct LockDue
{
	Oid			relid;
	LOCKMODE	lock;
} LockDue;

static LockDue
lock_of(const RangeVar *rv, LOCKMODE lock)
{
	LockDue		due;

	due.relid = rv ? RangeVarGetRelid(rv, NoLock, true) : InvalidOid;
	due.lock = lock;
	return due;
}

/* What the command will lock first and most, as its own code would. */
static LockDue
lock_due(const Node *parsetree)
{
	switch (nodeTag(parsetree))
	{
		case T_AlterTableStmt:
			{
				const AlterTableStmt *stmt = (const AlterTableStmt *) parsetree;

				return lock_of(stmt->relation, AlterTableGetLockLevel(stmt->cmds));
			}
		case T_IndexStmt:
			{
				const IndexStmt *stmt = (const IndexStmt *) parsetree;

				return lock_of(stmt->concurrent ? NULL : stmt->relation, ShareLock);
			}
		case T_RenameStmt:
			return lock_of(((const RenameStmt *) parsetree)->relation, AccessExclusiveLock);
		case T_AlterObjectSchemaStmt:
			return lock_of(((const AlterObjectSchemaStmt *) parsetree)->relation,
						   AccessExclusiveLock);
		case T_CreateTrigStmt:
			return lock_of(((const CreateTrigStmt *) parsetree)->relation,
						   ShareRowExclusiveLock);
		case T_RefreshMatViewStmt:
			{
				const RefreshMatViewStmt *stmt = (const RefreshMatViewStmt *) parsetree;

				return lock_of(stmt->relation,
							   stmt->concurrent ? ExclusiveLock : AccessExclusiveLock);
			}
		default:
			return lock_of(NULL, NoLock);
	}
}

/* Notes how often the relation and its leaves have been scanned so far. */
static void
note_scans(Oid relid, Snapshot snapshot)
{
	Statement  *statement = statement_current();
	MemoryContext old = MemoryContextSwitchTo(statement->context);
	List	   *relids = list_make1_oid(relid);
	ListCell   *lc;

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

/*
 * Notes what the command may read from end to end.  What comes and goes as a
 * partition is read itself, and none of its siblings.
 */
static void
note_scanned(Oid relid, const Node *parsetree, Snapshot snapshot)
{
	const AlterTableCmd *cmd;

	if (IsA(parsetree, AlterTableStmt))
	{
		/* such a command is the only one of its statement */
		cmd = linitial_node(AlterTableCmd, ((const AlterTableStmt *) parsetree)->cmds);
		if (cmd->subtype == AT_DetachPartition || cmd->subtype == AT_DetachPartitionFinalize)
			return;
		if (cmd->subtype == AT_AttachPartition)
		{
			relid = RangeVarGetRelid(((PartitionCmd *) cmd->def)->name, NoLock, true);
			if (!OidIsValid(relid))
				return;
		}
	}
	note_scans(relid, snapshot);
}

void
traffic_judge_locks_due(const Node *parsetree, CommandTag tag)
{
	LockDue		due = lock_due(parsetree);
	Snapshot	snapshot;
	RelationFacts *rel;
	int64		bytes;

	statement_current()->target = due.relid;
	/* whoever may not change it learns nothing: the server is about to refuse */
	if (!OidIsValid(due.relid) || !hygiene_owns_relation(due.relid, GetUserId()))
		return;

	/* nearly all tables are small, and that is cheap to know */
	if (!traffic_may_be_large(due.relid))
		return;

	snapshot = facts_snapshot_now();
	rel = facts_read_parts(due.relid, FACTS_MEMBER, snapshot);
	if (rel != NULL && !judging_exempt(rel))
	{
		Snapshot	origin = facts_snapshot_before(0);

		note_scanned(due.relid, parsetree, snapshot);

		/* a lock that we hold already is not waited for */
		if (due.lock >= ShareLock && traffic_lock_held(due.relid) < due.lock &&
			facts_exists(due.relid, 0, origin) && traffic_is_large(rel, snapshot, &bytes))
		{
			Change		change = {0};
			TrafficFacts *traffic = traffic_facts(bytes, due.lock);

			traffic_add_blockers(traffic, due.relid, due.lock);
			change.kind = CHANGE_LOCK_DUE;
			change.before = change.after = rel;
			change.traffic = traffic;
			judge_one(&change, false, tag);
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
traffic_judge_rewrite(Oid relid, int reason, CommandTag tag)
{
	Snapshot	snapshot = facts_snapshot_now();
	Snapshot	origin = facts_snapshot_before(0);
	RelationFacts *rel = facts_read_relation(relid, origin);
	int64		bytes;

	/* a partition is told by itself: it is what is copied */
	if (rel != NULL && !judging_exempt(rel) && traffic_is_large(rel, snapshot, &bytes))
	{
		Change		change = {0};
		TrafficFacts *traffic = traffic_facts(bytes, traffic_lock_held(relid));

		traffic->reason = rewrite_reason(reason);
		traffic->seconds *= 2;	/* read once, written once */
		change.kind = CHANGE_REWRITE_DUE;
		change.before = change.after = rel;
		change.traffic = traffic;
		judge_one(&change, false, tag);
	}
	UnregisterSnapshot(origin);
	UnregisterSnapshot(snapshot);
}
