/*-------------------------------------------------------------------------
 *
 * script_transaction.c
 *		The script's own transactions, within the one that is rolled back.
 *
 * From outside to inside: the rehearsal's subtransaction, one for the
 * script's transaction, one for each of its savepoints, and one for the
 * statement.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "commands/trigger.h"
#include "compat.h"
#include "rehearsal/guard_state.h"
#include "rehearsal/rehearsal.h"
#include "utils/snapmgr.h"

void
rehearsal_begin_sub(Rehearsal *rehearsal)
{
	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(rehearsal->context);
}

void
rehearsal_release_sub(Rehearsal *rehearsal)
{
	ReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(rehearsal->context);
}

void
rehearsal_rollback_to_level(Rehearsal *rehearsal, int level)
{
	while (GetCurrentTransactionNestLevel() > level)
		RollbackAndReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(rehearsal->context);
}

ErrorData *
rehearsal_catch(Rehearsal *rehearsal, int level)
{
	ErrorData  *error;

	MemoryContextSwitchTo(rehearsal->context);
	error = CopyErrorData();
	FlushErrorState();
	rehearsal_rollback_to_level(rehearsal, level);

	/* a cancel ends the rehearsal, not only the statement */
	if (error->sqlerrcode == ERRCODE_QUERY_CANCELED)
		ReThrowError(error);
	return error;
}

/* ---- settings ---- */

/* Returns a value as SET takes it, palloc'd; NULL for the default. */
static char *
setting_text(const struct config_generic *setting, const config_var_value *value)
{
	switch (setting->vartype)
	{
		case PGC_BOOL:
			return pstrdup(value->val.boolval ? "on" : "off");
		case PGC_INT:
			return psprintf("%d", value->val.intval);
		case PGC_REAL:
			return psprintf("%.17g", value->val.realval);
		case PGC_STRING:
			return value->val.stringval ? pstrdup(value->val.stringval) : NULL;
		case PGC_ENUM:
			return pstrdup(hygiene_enum_text(setting, value->val.enumval));
	}
	return NULL;
}

/*
 * Ends the effect of SET LOCAL at the end of a transaction of the script.  The
 * server would end it only at the rollback of the subtransactions, so set the
 * previous values again.
 */
static void
end_local_settings(Rehearsal *rehearsal)
{
	int			nsettings;
	struct config_generic **settings = hygiene_all_settings(&nsettings);

	for (int i = 0; i < nsettings; i++)
	{
		const struct config_generic *setting = settings[i];
		const config_var_value *value;

		if (setting->stack == NULL || setting->stack->nest_level < rehearsal->guc_level)
			continue;
		if (setting->stack->state == GUC_LOCAL)
			value = &setting->stack->prior;
		else if (setting->stack->state == GUC_SET_LOCAL)
			value = &setting->stack->masked;
		else
			continue;
		/* the server resets these with the subtransaction */
		if (strncmp(setting->name, "transaction_", strlen("transaction_")) == 0)
			continue;
		(void) set_config_option(setting->name, setting_text(setting, value), PGC_SUSET,
								 PGC_S_SESSION, GUC_ACTION_LOCAL, true, WARNING, false);
	}
}

/* ---- the end of a transaction ---- */

void
rehearsal_fire_deferred(void)
{
	ConstraintsSetStmt all = {T_ConstraintsSetStmt};

	AfterTriggerSetState(&all);
}

/*
 * The subtransaction is rolled back because the server makes the constraints
 * deferred again at its end.  Pending triggers of the caller's transaction fire
 * as well; their errors were remembered before the script began.
 */
void
rehearsal_check_deferred(Rehearsal *rehearsal, bool report)
{
	int			level = GetCurrentTransactionNestLevel();

	rehearsal_begin_sub(rehearsal);
	PG_TRY();
	{
		rehearsal_fire_deferred();
		rehearsal_rollback_to_level(rehearsal, level);
	}
	PG_CATCH();
	{
		ErrorData  *error = rehearsal_catch(rehearsal, level);
		bool		known = false;
		ListCell   *lc;

		foreach(lc, rehearsal->commit_errors)
			known = known || strcmp((char *) lfirst(lc), error->message) == 0;
		if (!known)
		{
			MemoryContextSwitchTo(rehearsal->lasting);
			rehearsal->commit_errors = lappend(rehearsal->commit_errors,
											   pstrdup(error->message));
			MemoryContextSwitchTo(rehearsal->context);
			if (report)
				rehearsal->remark(rehearsal, "failed", error);
		}
	}
	PG_END_TRY();
}

/* Begins a transaction of the script, with its subtransaction. */
static void
begin_transaction(Rehearsal *rehearsal)
{
	rehearsal->in_block = false;
	rehearsal->savepoints = NIL;
	end_local_settings(rehearsal);
	guard_state_new_transaction();
	rehearsal_begin_sub(rehearsal);
}

void
rehearsal_commit(Rehearsal *rehearsal)
{
	rehearsal_check_deferred(rehearsal, true);
	PushActiveSnapshot(GetTransactionSnapshot());
	guard_state_judge_commit();
	PopActiveSnapshot();
}

static void
commit(Rehearsal *rehearsal, bool chain)
{
	rehearsal_commit(rehearsal);
	while (GetCurrentTransactionNestLevel() > rehearsal->level + 1)
		rehearsal_release_sub(rehearsal);
	rehearsal->ncommits++;
	begin_transaction(rehearsal);
	rehearsal->in_block = chain;
}

static void
rollback(Rehearsal *rehearsal, bool chain)
{
	rehearsal_rollback_to_level(rehearsal, rehearsal->level + 1);
	begin_transaction(rehearsal);
	rehearsal->in_block = chain;
}

/* ---- savepoints ---- */

/* Returns the index of the innermost savepoint of that name, or raises an error. */
static int
find_savepoint(Rehearsal *rehearsal, const char *name)
{
	for (int i = list_length(rehearsal->savepoints) - 1; i >= 0; i--)
	{
		if (strcmp((char *) list_nth(rehearsal->savepoints, i), name) == 0)
			return i;
	}
	ereport(ERROR,
			(errcode(ERRCODE_S_E_INVALID_SPECIFICATION),
			 errmsg("savepoint \"%s\" does not exist", name)));
}

static void
savepoint(Rehearsal *rehearsal, const char *name)
{
	rehearsal_begin_sub(rehearsal);
	MemoryContextSwitchTo(rehearsal->lasting);
	rehearsal->savepoints = lappend(rehearsal->savepoints, pstrdup(name));
	MemoryContextSwitchTo(rehearsal->context);
}

void
rehearsal_transaction_command(Rehearsal *rehearsal, const TransactionStmt *stmt)
{
	int			index;

	switch (stmt->kind)
	{
		case TRANS_STMT_BEGIN:
		case TRANS_STMT_START:
			rehearsal->in_block = true;
			break;
		case TRANS_STMT_COMMIT:
			commit(rehearsal, stmt->chain);
			break;
		case TRANS_STMT_ROLLBACK:
			rollback(rehearsal, stmt->chain);
			break;
		case TRANS_STMT_SAVEPOINT:
			savepoint(rehearsal, stmt->savepoint_name);
			break;
		case TRANS_STMT_RELEASE:
			index = find_savepoint(rehearsal, stmt->savepoint_name);
			while (list_length(rehearsal->savepoints) > index)
			{
				rehearsal_release_sub(rehearsal);
				rehearsal->savepoints = list_delete_last(rehearsal->savepoints);
			}
			break;
		case TRANS_STMT_ROLLBACK_TO:
			index = find_savepoint(rehearsal, stmt->savepoint_name);
			rehearsal_rollback_to_level(rehearsal, rehearsal->level + 2 + index);
			rehearsal->savepoints = list_truncate(rehearsal->savepoints, index);
			savepoint(rehearsal, stmt->savepoint_name);
			break;
		case TRANS_STMT_PREPARE:
		case TRANS_STMT_COMMIT_PREPARED:
		case TRANS_STMT_ROLLBACK_PREPARED:
			/* PREPARE is judged like a commit, and the script goes on */
			if (stmt->kind == TRANS_STMT_PREPARE)
				commit(rehearsal, false);
			ereport(ERROR,
					(errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
					 errmsg("prepared transactions cannot be undone and are left out of the rehearsal")));
	}
}
