/*-------------------------------------------------------------------------
 *
 * concurrent.c
 *		Commands that commit on their way.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "facts/reader.h"
#include "guard/answers.h"
#include "guard/concurrent.h"
#include "guard/judge.h"
#include "guard/judging.h"
#include "guard/running.h"
#include "guard/statement.h"
#include "guard/verdict.h"
#include "nodes/makefuncs.h"
#include "nodes/parsenodes.h"
#include "utils/snapmgr.h"

static void
pass(const RelationFacts *before, const RelationFacts *after, CommandTag tag)
{
	answers_note_comments();
	verdict_pass_planned(judge_planned(before, after), tag, running_text);
}

/* The table as it will be without the index. */
static RelationFacts *
without_index(const RelationFacts *rel, Oid indexrelid, Snapshot snapshot)
{
	RelationFacts *after = palloc(sizeof(RelationFacts));
	int			n = 0;

	*after = *rel;
	after->indexes = palloc(sizeof(IndexFacts) * Max(rel->nindexes, 1));
	for (int i = 0; i < rel->nindexes; i++)
	{
		if (rel->indexes[i].indexrelid != indexrelid)
			after->indexes[n++] = rel->indexes[i];
	}
	after->nindexes = n;
	after->constraints = palloc(sizeof(ConstraintFacts) * Max(rel->nconstraints, 1));
	memcpy(after->constraints, rel->constraints, sizeof(ConstraintFacts) * rel->nconstraints);
	facts_cover_foreign_keys(after, snapshot);
	return after;
}

static void
judge_drop_index(const DropStmt *stmt, CommandTag tag)
{
	RangeVar   *rv = makeRangeVarFromNameList((List *) linitial(stmt->objects));
	Oid			indexrelid = RangeVarGetRelid(rv, NoLock, true);
	Snapshot	snapshot;
	Oid			relid;
	RelationFacts *rel;

	if (!OidIsValid(indexrelid))
		return;					/* the command says so itself */
	snapshot = facts_snapshot_now();
	relid = facts_relation_of(RelationRelationId, indexrelid, snapshot);
	if (OidIsValid(relid) && relid != indexrelid &&
		(rel = facts_read_relation(relid, snapshot)) != NULL)
		pass(rel, without_index(rel, indexrelid, snapshot), tag);
	UnregisterSnapshot(snapshot);
}

static void
judge_detach(const RangeVar *partition, CommandTag tag)
{
	Oid			relid = RangeVarGetRelid(partition, NoLock, true);
	Snapshot	snapshot;
	RelationFacts *before;

	if (!OidIsValid(relid))
		return;
	snapshot = facts_snapshot_now();
	before = facts_read_relation(relid, snapshot);
	if (before != NULL && before->relispartition)
	{
		RelationFacts *after = palloc(sizeof(RelationFacts));

		*after = *before;
		after->relispartition = false;
		after->parent = InvalidOid;

		/* what it inherited becomes its own; none of it is lost */
		after->constraints = palloc(sizeof(ConstraintFacts) * Max(before->nconstraints, 1));
		memcpy(after->constraints, before->constraints,
			   sizeof(ConstraintFacts) * before->nconstraints);
		pass(before, after, tag);
	}
	UnregisterSnapshot(snapshot);
}

void
concurrent_judge(const Node *parsetree, CommandTag tag)
{
	/* the server refuses it there before it looks at anything */
	if (IsTransactionBlock() || IsSubTransaction())
		return;
	if (IsA(parsetree, DropStmt))
	{
		const DropStmt *stmt = (const DropStmt *) parsetree;

		/* of several, or with CASCADE, the server refuses it before it looks */
		if (stmt->concurrent && stmt->removeType == OBJECT_INDEX &&
			stmt->behavior != DROP_CASCADE && list_length(stmt->objects) == 1)
			judge_drop_index(stmt, tag);
	}
	else if (IsA(parsetree, AlterTableStmt))
	{
		ListCell   *lc;

		foreach(lc, ((const AlterTableStmt *) parsetree)->cmds)
		{
			AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

			if (cmd->subtype == AT_DetachPartition &&
				((PartitionCmd *) cmd->def)->concurrent)
				judge_detach(((PartitionCmd *) cmd->def)->name, tag);
		}
	}
}

/* Of one index that is there now. */
static void
judge_index(Oid indexrelid, CommandTag tag)
{
	Snapshot	snapshot = facts_snapshot_now();
	Oid			relid = facts_relation_of(RelationRelationId, indexrelid, snapshot);
	RelationFacts *rel = NULL;

	if (OidIsValid(relid) && relid != indexrelid)
		rel = facts_read_relation(relid, snapshot);
	if (rel != NULL)
	{
		List	   *findings = judge_built(without_index(rel, indexrelid, snapshot), rel);

		/* it stays, whatever is said of it now */
		foreach_judged(judged, findings)
			judged->finding->cap = Min(judged->finding->cap, LEVEL_WARNING);
		verdict_pass(findings, tag, running_text);

		/*
		 * It became valid in this transaction only, so that rules judged at
		 * commit would take what is told here for new, and could refuse it.
		 */
		statement_settle(findings);
	}
	UnregisterSnapshot(snapshot);
}

void
concurrent_judge_built(const TouchedSet *touched, CommandTag tag)
{
	List	   *relids = NIL;
	ListCell   *lc;

	answers_note_comments();
	foreach(lc, touched->objects)
	{
		const TouchedObject *entry = (const TouchedObject *) lfirst(lc);

		if (entry->classid == RelationRelationId)
			relids = lappend_oid(relids, entry->objid);
	}
	foreach(lc, relids)
		judge_index(lfirst_oid(lc), tag);
}
