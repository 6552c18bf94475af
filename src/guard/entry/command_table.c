/*-------------------------------------------------------------------------
 *
 * command_table.c
 *		What is done before and after each kind of command.
 *
 * The page to read first.  A command without a row is judged by event triggers
 * if it is DDL: the objects that it affects are those that object_access_hook and
 * the server's collected commands name, their facts are read before and after,
 * and the rules see the difference.  What has to be known beyond that is here.
 *
 * INSERT, UPDATE, DELETE and MERGE are no utility commands: executor_start.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/tablecmds.h"
#include "guard/by_command/concurrently.h"
#include "guard/by_command/drop_owned.h"
#include "guard/by_command/extension_adoption.h"
#include "guard/by_command/if_not_exists.h"
#include "guard/collect/command_traits.h"
#include "guard/entry/command_table.h"
#include "guard/verdict/restore.h"
#include "nodes/parsenodes.h"

static LOCKMODE alter_table_lock(const Node *parsetree);
static const RangeVar *alter_table_reads(const Node *parsetree);
static int	alter_table_traits(const Node *parsetree);
static int	drop_traits(const Node *parsetree);
static LOCKMODE index_lock(const Node *parsetree);
static const RangeVar *index_reads(const Node *parsetree);
static bool index_commits(const Node *parsetree);
static LOCKMODE refresh_lock(const Node *parsetree);

static const Command commands[] = {
	{
		T_AlterTableStmt,		/* ALTER TABLE, INDEX, VIEW, SEQUENCE ... */
		.relation = offsetof(AlterTableStmt, relation),
		.lock_of = alter_table_lock,
		.reads = alter_table_reads,
		.traits_of = alter_table_traits,
		.before = concurrently_before_detach,
		.at_first_commit = concurrently_judge_detach,
		.before_judging = if_not_exists_judge_columns,
		.after_judging = restore_enable_waivers
	},
	{
		T_CreateStmt,			/* CREATE TABLE */
		.traits = COMMAND_ONLY_ADDS | COMMAND_ALL_SEEN,
		.before_judging = if_not_exists_judge_table
	},
	{
		T_IndexStmt,			/* CREATE INDEX */
		.relation = offsetof(IndexStmt, relation),
		.lock_of = index_lock,
		.reads = index_reads,
		.traits = COMMAND_ONLY_ADDS | COMMAND_ALL_SEEN,
		.before_judging = if_not_exists_judge_index,
		.commits = index_commits,
		.judge_without_before = concurrently_judge_built
	},
	{
		T_CreateTableAsStmt,	/* CREATE TABLE AS, CREATE MATERIALIZED VIEW */
		.traits = COMMAND_ONLY_ADDS
	},
	{
		T_CreateSeqStmt,		/* CREATE SEQUENCE */
		.traits = COMMAND_ONLY_ADDS
	},
	{
		T_DropStmt,				/* DROP TABLE, INDEX, SCHEMA, FUNCTION ... */
		.traits_of = drop_traits,
		.before = concurrently_before_drop,
		.at_first_commit = concurrently_judge_drop
	},
	{
		T_DropOwnedStmt,		/* DROP OWNED BY */
		.before = drop_owned_set_roles
	},
	{
		T_RenameStmt,			/* ALTER ... RENAME */
		.relation = offsetof(RenameStmt, relation),
		.lock = AccessExclusiveLock
	},
	{
		T_AlterObjectSchemaStmt,	/* ALTER ... SET SCHEMA */
		.relation = offsetof(AlterObjectSchemaStmt, relation),
		.lock = AccessExclusiveLock
	},
	{
		T_CreateTrigStmt,		/* CREATE TRIGGER */
		.relation = offsetof(CreateTrigStmt, relation),
		.lock = ShareRowExclusiveLock
	},
	{
		T_RefreshMatViewStmt,	/* REFRESH MATERIALIZED VIEW */
		.relation = offsetof(RefreshMatViewStmt, relation),
		.lock_of = refresh_lock
	},
	{
		T_AlterExtensionContentsStmt,	/* ALTER EXTENSION ... ADD, DROP */
		.before_judging = extension_adoption_judge
	},
	{
		T_TruncateStmt,			/* TRUNCATE */
		.event = BY_UTILITY_HOOK
	},
	{
		T_ExplainStmt,			/* EXPLAIN ANALYZE CREATE TABLE AS */
		.event = BY_UTILITY_HOOK
	},
	{
		T_CreatedbStmt,			/* CREATE DATABASE: shared_objects.c */
		.event = BY_OBJECT_ACCESS
	},
	{
		T_DropdbStmt,			/* DROP DATABASE: shared_objects.c */
		.event = BY_OBJECT_ACCESS
	},
	{
		T_DropTableSpaceStmt,	/* DROP TABLESPACE: shared_objects.c */
		.event = BY_OBJECT_ACCESS
	}
};

static LOCKMODE
alter_table_lock(const Node *parsetree)
{
	return AlterTableGetLockLevel(((const AlterTableStmt *) parsetree)->cmds);
}

/* What comes and goes as a partition is read itself, and none of its siblings. */
static const RangeVar *
alter_table_reads(const Node *parsetree)
{
	const AlterTableStmt *stmt = (const AlterTableStmt *) parsetree;
	const AlterTableCmd *cmd;

	if (stmt->cmds == NIL)
		return NULL;

	/* such a subcommand is the only one of its statement */
	cmd = linitial_node(AlterTableCmd, stmt->cmds);
	switch (cmd->subtype)
	{
		case AT_AttachPartition:
			return ((const PartitionCmd *) cmd->def)->name;
		case AT_DetachPartition:
		case AT_DetachPartitionFinalize:
			return NULL;
		default:
			return stmt->relation;
	}
}

static int
subcommand_traits(AlterTableType subtype)
{
	switch (subtype)
	{
		case AT_AddColumn:
		case AT_AddConstraint:
		case AT_AddIndex:
		case AT_AddIndexConstraint:
			return COMMAND_ONLY_ADDS | COMMAND_ALL_SEEN | COMMAND_TARGET_UNSEEN;
		case AT_SetNotNull:
		case AT_ValidateConstraint:
			/* and what no rule compares */
		case AT_SetStatistics:
		case AT_SetOptions:
		case AT_ResetOptions:
		case AT_SetStorage:
		case AT_SetCompression:
		case AT_ClusterOn:
		case AT_DropCluster:
			return COMMAND_ONLY_ADDS;
		case AT_DropColumn:
			return COMMAND_ALL_SEEN | COMMAND_TARGET_UNSEEN;
		default:
			return 0;
	}
}

static int
alter_table_traits(const Node *parsetree)
{
	const AlterTableStmt *stmt = (const AlterTableStmt *) parsetree;
	int			traits = COMMAND_ONLY_ADDS | COMMAND_ALL_SEEN | COMMAND_TARGET_UNSEEN;
	ListCell   *lc;

	/* other kinds of relations may be altered by the same node */
	if (stmt->objtype != OBJECT_TABLE)
		return 0;
	foreach(lc, stmt->cmds)
		traits &= subcommand_traits(lfirst_node(AlterTableCmd, lc)->subtype);
	return traits;
}

static int
drop_traits(const Node *parsetree)
{
	const DropStmt *stmt = (const DropStmt *) parsetree;

	if (stmt->behavior == DROP_RESTRICT && stmt->removeType == OBJECT_TABLE)
		return COMMAND_ALL_SEEN | COMMAND_OWN_PARTS;
	if (stmt->behavior == DROP_RESTRICT && stmt->removeType == OBJECT_INDEX)
		return COMMAND_ALL_SEEN | COMMAND_JUDGED_LATER;
	return COMMAND_ALL_SEEN;
}

static LOCKMODE
index_lock(const Node *parsetree)
{
	return index_commits(parsetree) ? ShareUpdateExclusiveLock : ShareLock;
}

/* CONCURRENTLY lets others write meanwhile: its scans are of no interest. */
static const RangeVar *
index_reads(const Node *parsetree)
{
	return index_commits(parsetree) ? NULL : ((const IndexStmt *) parsetree)->relation;
}

static bool
index_commits(const Node *parsetree)
{
	return ((const IndexStmt *) parsetree)->concurrent;
}

static LOCKMODE
refresh_lock(const Node *parsetree)
{
	return ((const RefreshMatViewStmt *) parsetree)->concurrent ?
		ExclusiveLock : AccessExclusiveLock;
}

const Command *
command_lookup(const Node *parsetree)
{
	static const Command other = {T_Invalid};

	for (int i = 0; i < lengthof(commands); i++)
	{
		if (commands[i].node == nodeTag(parsetree))
			return &commands[i];
	}
	return &other;
}

CommandFacts
command_facts(const Node *parsetree)
{
	const Command *row = command_lookup(parsetree);
	CommandFacts facts = {row, row->traits, NULL, row->lock, NULL};

	if (row->traits_of)
		facts.traits = row->traits_of(parsetree);
	if (row->relation != 0)
		facts.relation = *(RangeVar *const *) ((const char *) parsetree + row->relation);
	if (row->lock_of)
		facts.lock = row->lock_of(parsetree);
	if (row->reads)
		facts.reads = row->reads(parsetree);
	return facts;
}
