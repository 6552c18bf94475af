/*-------------------------------------------------------------------------
 *
 * allowed_commands.c
 *		Which commands a rehearsal may execute.
 *
 * The server itself refuses most commands that cannot be rolled back (CREATE
 * DATABASE, REINDEX SCHEMA …) in a subtransaction; their errors are reported as
 * limits of the rehearsal.  Listed here are the others.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_database.h"
#include "catalog/pg_tablespace.h"
#include "commands/dbcommands.h"
#include "commands/defrem.h"
#include "commands/tablespace.h"
#include "guard/by_command/shared_objects.h"
#include "rehearsal/rehearsal.h"

const char *
rehearsal_refuses(const Node *stmt)
{
	switch (nodeTag(stmt))
	{
		case T_CopyStmt:
			{
				const CopyStmt *copy = (const CopyStmt *) stmt;

				if (copy->is_from && copy->filename == NULL)
					return "COPY FROM STDIN needs data from the client and is left out of the rehearsal";
				if (copy->is_program)
					return "COPY with PROGRAM cannot be undone and is left out of the rehearsal";
				if (!copy->is_from)
					return "COPY TO cannot be undone and is left out of the rehearsal";
				return NULL;
			}
		case T_VacuumStmt:
			return "VACUUM and ANALYZE cannot be undone and are left out of the rehearsal";
		case T_CheckPointStmt:
			return "CHECKPOINT cannot be undone and is left out of the rehearsal";
		case T_LoadStmt:
			return "LOAD cannot be undone and is left out of the rehearsal";
		case T_DiscardStmt:
			return "DISCARD cannot be undone and is left out of the rehearsal";
		case T_PrepareStmt:
		case T_ExecuteStmt:
		case T_DeallocateStmt:
			return "prepared statements outlive transactions and are left out of the rehearsal";
		case T_AlterSystemStmt:
			return "ALTER SYSTEM cannot be undone and is left out of the rehearsal";
		case T_CreateSubscriptionStmt:
		case T_AlterSubscriptionStmt:
		case T_DropSubscriptionStmt:
			return "commands on subscriptions act on another server and are left out of the rehearsal";
		case T_VariableSetStmt:
			{
				const VariableSetStmt *set = (const VariableSetStmt *) stmt;

				if (set->kind == VAR_SET_MULTI &&
					(strcmp(set->name, "TRANSACTION") == 0 ||
					 strcmp(set->name, "TRANSACTION SNAPSHOT") == 0))
					return "SET TRANSACTION cannot be done in a subtransaction and is left out of the rehearsal";
				return NULL;
			}
		default:
			return NULL;
	}
}

void
rehearsal_judge_refused(const Node *stmt)
{
	Oid			classid = InvalidOid;
	Oid			objid = InvalidOid;

	if (IsA(stmt, DropdbStmt))
	{
		classid = DatabaseRelationId;
		objid = get_database_oid(((const DropdbStmt *) stmt)->dbname, true);
	}
	else if (IsA(stmt, DropTableSpaceStmt))
	{
		classid = TableSpaceRelationId;
		objid = get_tablespace_oid(((const DropTableSpaceStmt *) stmt)->tablespacename, true);
	}
	if (OidIsValid(objid))
		shared_objects_judge_drop(classid, objid);
}

bool
rehearsal_is_limit(const Rehearsal *rehearsal, const ErrorData *error)
{
	switch (error->sqlerrcode)
	{
			/* a command that must not run in a transaction block */
		case ERRCODE_ACTIVE_SQL_TRANSACTION:
			/* a procedure or DO block that commits */
		case ERRCODE_INVALID_TRANSACTION_TERMINATION:
			return true;
			/* a new value of an enum, after a COMMIT of the script */
		case ERRCODE_UNSAFE_NEW_ENUM_VALUE_USAGE:
			return rehearsal->ncommits > 0;
		default:
			return false;
	}
}

bool
rehearsal_strip_concurrently(Node *stmt)
{
	ListCell   *lc;

	switch (nodeTag(stmt))
	{
		case T_IndexStmt:
			{
				IndexStmt  *index = (IndexStmt *) stmt;
				bool		was = index->concurrent;

				index->concurrent = false;
				return was;
			}
		case T_DropStmt:
			{
				DropStmt   *drop = (DropStmt *) stmt;
				bool		was = drop->concurrent;

				drop->concurrent = false;
				return was;
			}
		case T_ReindexStmt:
			{
				ReindexStmt *reindex = (ReindexStmt *) stmt;

				foreach(lc, reindex->params)
				{
					DefElem    *param = lfirst_node(DefElem, lc);

					if (strcmp(param->defname, "concurrently") == 0)
					{
						bool		was = defGetBoolean(param);

						reindex->params = foreach_delete_current(reindex->params, lc);
						return was;
					}
				}
				return false;
			}
		case T_AlterTableStmt:
			{
				bool		was = false;

				foreach(lc, ((AlterTableStmt *) stmt)->cmds)
				{
					AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

					if (cmd->subtype == AT_DetachPartition)
					{
						PartitionCmd *detach = (PartitionCmd *) cmd->def;

						was = was || detach->concurrent;
						detach->concurrent = false;
					}
				}
				return was;
			}
		default:
			return false;
	}
}
