/*-------------------------------------------------------------------------
 *
 * concurrently.c
 *		Commands that commit on their way.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "facts/catalog/owning_relation.h"
#include "facts/catalog/snapshot.h"
#include "facts/keys/fk_cover.h"
#include "facts/keys/read_relation.h"
#include "guard/annotations/query_text.h"
#include "guard/annotations/transaction_annotations.h"
#include "guard/by_command/concurrently.h"
#include "guard/collect/statement.h"
#include "guard/judge/judge.h"
#include "guard/judge/reported_findings.h"
#include "guard/verdict/verdict.h"
#include "nodes/parsenodes.h"
#include "utils/snapmgr.h"

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

/*
 * Passes the verdict on a change of which the catalogs show only the first
 * step: the facts after it are given.
 */
static void
pass(const RelationFacts *before, const RelationFacts *after, Snapshot snapshot, CommandTag tag)
{
	annotations_read();
	verdict_pass_planned(judge_planned(before, after, snapshot), tag, query_text);
}

/* The index that DROP INDEX CONCURRENTLY drops: the server allows it one. */
static void
judge_drop_index(const Statement *statement, Snapshot before)
{
	ListCell   *lc;

	foreach(lc, statement->affected->objects)
	{
		const AffectedObject *entry = (const AffectedObject *) lfirst(lc);
		Oid			relid;
		RelationFacts *rel;

		if (entry->classid != RelationRelationId || !entry->dropped)
			continue;
		relid = facts_relation_of(RelationRelationId, entry->objid, before);
		if (OidIsValid(relid) && relid != entry->objid &&
			(rel = facts_read_relation(relid, before)) != NULL)
			pass(rel, without_index(rel, entry->objid, before), before, statement->tag);
	}
}

static void
judge_detach(const Statement *statement, const RangeVar *partition, Snapshot snapshot)
{
	Oid			relid = RangeVarGetRelid(partition, NoLock, true);
	RelationFacts *before = OidIsValid(relid) ? facts_read_relation(relid, snapshot) : NULL;

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
		pass(before, after, snapshot, statement->tag);
	}
}

/* The subcommand DETACH PARTITION CONCURRENTLY, of which there is one at most. */
static const PartitionCmd *
detach_concurrently(const AlterTableStmt *stmt)
{
	ListCell   *lc;

	foreach(lc, stmt->cmds)
	{
		const AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

		if (cmd->subtype == AT_DetachPartition && ((const PartitionCmd *) cmd->def)->concurrent)
			return (const PartitionCmd *) cmd->def;
	}
	return NULL;
}

/* A copy, because commands may change their parse trees while they run. */
static void
copy_tree(Statement *statement, const Node *parsetree)
{
	MemoryContext old = MemoryContextSwitchTo(statement->context);

	statement->removal = copyObject(unconstify(Node *, parsetree));
	MemoryContextSwitchTo(old);
}

void
concurrently_before_drop(Statement *statement, const Node *parsetree)
{
	if (((const DropStmt *) parsetree)->concurrent)
		copy_tree(statement, parsetree);
}

void
concurrently_before_detach(Statement *statement, const Node *parsetree)
{
	if (detach_concurrently((const AlterTableStmt *) parsetree) != NULL)
		copy_tree(statement, parsetree);
}

void
concurrently_judge_drop(const Statement *statement)
{
	MemoryContext old = MemoryContextSwitchTo(statement->context);
	Snapshot	before = facts_snapshot_before(statement->cid);

	judge_drop_index(statement, before);
	UnregisterSnapshot(before);
	MemoryContextSwitchTo(old);
}

void
concurrently_judge_detach(const Statement *statement)
{
	MemoryContext old = MemoryContextSwitchTo(statement->context);
	Snapshot	before = facts_snapshot_before(statement->cid);

	judge_detach(statement,
				 detach_concurrently((const AlterTableStmt *) statement->removal)->name,
				 before);
	UnregisterSnapshot(before);
	MemoryContextSwitchTo(old);
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
		List	   *findings = judge_built(without_index(rel, indexrelid, snapshot), rel, snapshot);

		/* an error could not take the index back */
		foreach_judged(judged, findings)
			judged->finding->cap = Min(judged->finding->cap, LEVEL_WARNING);
		verdict_pass(findings, tag, query_text);

		/*
		 * It became valid in this transaction only, so that rules judged at
		 * commit would take what is reported here for new, and could refuse
		 * it.
		 */
		reported_remember(findings);
	}
	UnregisterSnapshot(snapshot);
}

void
concurrently_judge_built(const Statement *statement)
{
	List	   *relids = NIL;
	ListCell   *lc;

	annotations_read();
	foreach(lc, statement->affected->objects)
	{
		const AffectedObject *entry = (const AffectedObject *) lfirst(lc);

		if (entry->classid == RelationRelationId)
			relids = lappend_oid(relids, entry->objid);
	}
	foreach(lc, relids)
		judge_index(lfirst_oid(lc), statement->tag);
}
