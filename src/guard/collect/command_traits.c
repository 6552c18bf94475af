/*-------------------------------------------------------------------------
 *
 * command_traits.c
 *		What a command can do, by its parse tree.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "guard/collect/command_traits.h"
#include "nodes/parsenodes.h"

static int
subcommand_traits(AlterTableType subtype)
{
	switch (subtype)
	{
		case AT_AddColumn:
		case AT_AddConstraint:
		case AT_AddIndex:
		case AT_AddIndexConstraint:
			return COMMAND_ONLY_ADDS | COMMAND_ALL_SEEN;
		case AT_SetNotNull:
		case AT_ValidateConstraint:
			return COMMAND_ONLY_ADDS;
		case AT_DropColumn:
			return COMMAND_ALL_SEEN;
		default:
			return 0;
	}
}

static int
alter_table_traits(const AlterTableStmt *stmt)
{
	int			traits = COMMAND_ONLY_ADDS | COMMAND_ALL_SEEN;
	ListCell   *lc;

	/* other kinds of relations may be altered by the same node */
	if (stmt->objtype != OBJECT_TABLE)
		return 0;
	foreach(lc, stmt->cmds)
		traits &= subcommand_traits(lfirst_node(AlterTableCmd, lc)->subtype);
	return traits;
}

static int
drop_traits(const DropStmt *stmt)
{
	if (stmt->behavior == DROP_RESTRICT && stmt->removeType == OBJECT_TABLE)
		return COMMAND_ALL_SEEN | COMMAND_OWN_PARTS;
	if (stmt->behavior == DROP_RESTRICT && stmt->removeType == OBJECT_INDEX)
		return COMMAND_ALL_SEEN | COMMAND_JUDGED_LATER;
	return COMMAND_ALL_SEEN;
}

int
command_traits(const Node *parsetree)
{
	switch (nodeTag(parsetree))
	{
		case T_CreateStmt:
		case T_IndexStmt:
			return COMMAND_ONLY_ADDS | COMMAND_ALL_SEEN;
		case T_CreateTableAsStmt:
		case T_CreateSeqStmt:
			return COMMAND_ONLY_ADDS;
		case T_AlterTableStmt:
			return alter_table_traits((const AlterTableStmt *) parsetree);
		case T_DropStmt:
			return drop_traits((const DropStmt *) parsetree);
		default:
			return 0;
	}
}
