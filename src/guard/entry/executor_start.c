/*-------------------------------------------------------------------------
 *
 * executor_start.c
 *		Writes to every row of a table.
 *
 * Looks at the plan, where constant conditions are folded away and every
 * data-modifying CTE is a ModifyTable node: one whose rows come from a plain
 * scan without a condition writes to all of them.  Functions run their own
 * plans through the same hook.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "executor/executor.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/inheritance.h"
#include "facts/catalog/snapshot.h"
#include "facts/keys/read_relation.h"
#include "facts/measured/relation_size.h"
#include "guard/collect/guard_enabled.h"
#include "guard/entry/executor_start.h"
#include "guard/judge/judging.h"
#include "guard/verdict/single_change.h"
#include "nodes/plannodes.h"
#include "parser/parsetree.h"
#include "record/extension.h"
#include "settings.h"
#include "utils/snapmgr.h"

/* Whoever empties a table of this size has not lost much: bytes. */
#define SMALL_TABLE_BYTES (1024 * 1024)

static ExecutorStart_hook_type prev_ExecutorStart = NULL;

/* Places of the two rules: each plan asks for their levels. */
static int	delete_rule;
static int	update_rule;

/* Returns whether the plan delivers every row of what it scans. */
static bool
delivers_all(const Plan *plan)
{
	const List *children;
	ListCell   *lc;

	if (plan == NULL || plan->qual != NIL)
		return false;
	switch (nodeTag(plan))
	{
		case T_SeqScan:
			return true;
		case T_IndexScan:
			return ((const IndexScan *) plan)->indexqual == NIL;
		case T_IndexOnlyScan:
			return ((const IndexOnlyScan *) plan)->indexqual == NIL;
		case T_Result:
			return ((const Result *) plan)->resconstantqual == NULL &&
				delivers_all(outerPlan(plan));
		case T_Append:
			children = ((const Append *) plan)->appendplans;
			break;
		default:
			return false;
	}
	foreach(lc, children)
	{
		if (!delivers_all((const Plan *) lfirst(lc)))
			return false;
	}
	return children != NIL;
}

/* Rows of the table, partitions summed; false if it is too small to matter. */
static bool
measure(RelationFacts *rel, Snapshot snapshot)
{
	List	   *relids = list_make1_oid(rel->relid);
	ListCell   *lc;

	if (rel->relkind == RELKIND_PARTITIONED_TABLE)
		relids = facts_leaves(rel->relid, snapshot);
	rel->size.known = true;
	rel->size.empty = true;
	rel->size.rows = rel->size.bytes = 0;
	foreach(lc, relids)
	{
		SizeFacts	part;
		Oid			toast;

		measure_relation(lfirst_oid(lc), &part, &toast);
		measure_add(&rel->size, &part);
	}
	return rel->size.bytes > SMALL_TABLE_BYTES;
}

static void
judge_relation(Oid relid, bool deletes)
{
	Snapshot	now = facts_snapshot_now();
	Snapshot	origin = facts_snapshot_before(0);
	RelationFacts *rel = facts_read_relation(relid, now);

	if (rel != NULL && !judging_exempt(rel) && facts_exists(relid, 0, origin) &&
		measure(rel, now))
	{
		Change		change = {0};

		change.kind = deletes ? CHANGE_ALL_ROWS_DELETED : CHANGE_ALL_ROWS_UPDATED;
		change.before = change.after = rel;
		judge_single_change(&change, false, deletes ? CMDTAG_DELETE : CMDTAG_UPDATE);
	}
	UnregisterSnapshot(origin);
	UnregisterSnapshot(now);
}

static void
judge_plan(const Plan *plan, const PlannedStmt *stmt)
{
	const ModifyTable *modify;
	bool		deletes;

	if (plan == NULL || !IsA(plan, ModifyTable))
		return;
	modify = (const ModifyTable *) plan;
	deletes = modify->operation == CMD_DELETE;
	if ((!deletes && modify->operation != CMD_UPDATE) ||
		settings_level_at(deletes ? delete_rule : update_rule) == LEVEL_OFF ||
		!delivers_all(outerPlan(plan)))
		return;
	judge_relation(rt_fetch(modify->nominalRelation, stmt->rtable)->relid, deletes);
}

static void
hygiene_ExecutorStart(QueryDesc *query, int eflags)
{
	const PlannedStmt *stmt = query->plannedstmt;

	/* the server's checks come first; no row is read before ExecutorRun */
	if (prev_ExecutorStart)
		prev_ExecutorStart(query, eflags);
	else
		standard_ExecutorStart(query, eflags);

	if ((settings_level_at(delete_rule) != LEVEL_OFF || settings_level_at(update_rule) != LEVEL_OFF) &&
		!(eflags & EXEC_FLAG_EXPLAIN_ONLY) &&
		(stmt->commandType == CMD_DELETE || stmt->commandType == CMD_UPDATE ||
		 stmt->hasModifyingCTE) &&
		guard_enabled() && OidIsValid(extension_oid()))
	{
		ListCell   *lc;

		judge_plan(stmt->planTree, stmt);
		foreach(lc, stmt->subplans)
			judge_plan((const Plan *) lfirst(lc), stmt);
	}
}

void
executor_start_init(void)
{
	delete_rule = rule_index(rule_by_name("delete_without_where"));
	update_rule = rule_index(rule_by_name("update_without_where"));
	prev_ExecutorStart = ExecutorStart_hook;
	ExecutorStart_hook = hygiene_ExecutorStart;
}
