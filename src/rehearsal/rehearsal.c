/*-------------------------------------------------------------------------
 *
 * rehearsal.c
 *		Executes a migration and rolls everything back.
 *
 * Statements are executed as the server executes those of an extension script:
 * each is analyzed after the ones before it have run.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "compat.h"
#include "executor/executor.h"
#include "guard/annotations/query_text.h"
#include "guard/collect/guard_enabled.h"
#include "miscadmin.h"
#include "rehearsal/guard_state.h"
#include "rehearsal/rehearsal.h"
#include "rehearsal/script.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

/* Returns an error to be reported in a row, not raised; palloc'd. */
static ErrorData *
make_error(int sqlerrcode, const char *message, const char *detail)
{
	ErrorData  *error = palloc0(sizeof(ErrorData));

	error->elevel = ERROR;
	error->sqlerrcode = sqlerrcode;
	error->message = pstrdup(message);
	error->detail = detail ? pstrdup(detail) : NULL;
	return error;
}

char *
rehearsal_argument(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"%s\" must not be null", "sql")));
	return text_to_cstring(PG_GETARG_TEXT_PP(0));
}

char *
rehearsal_statement_text(void)
{
	return query_text();
}

/* Executes one planned statement. */
static void
execute_planned(PlannedStmt *stmt, const char *text)
{
	CommandCounterIncrement();
	PushActiveSnapshot(GetTransactionSnapshot());
	if (stmt->utilityStmt == NULL)
	{
		QueryDesc  *query;

		query = CreateQueryDesc(stmt, text, GetActiveSnapshot(), NULL, None_Receiver,
								NULL, NULL, 0);
		ExecutorStart(query, 0);
		hygiene_executor_run(query);
		ExecutorFinish(query);
		ExecutorEnd(query);
		FreeQueryDesc(query);
	}
	else
		ProcessUtility(stmt, text, false, PROCESS_UTILITY_QUERY, NULL, NULL,
					   None_Receiver, NULL);
	PopActiveSnapshot();
}

static void
execute(RawStmt *raw, const char *text)
{
	List	   *stmts;
	ListCell   *lc;

	CommandCounterIncrement();
	PushActiveSnapshot(GetTransactionSnapshot());
	stmts = pg_analyze_and_rewrite_fixedparams(raw, text, NULL, 0, NULL);
	stmts = pg_plan_queries(stmts, text, CURSOR_OPT_PARALLEL_OK, NULL);
	PopActiveSnapshot();
	foreach(lc, stmts)
		execute_planned(lfirst_node(PlannedStmt, lc), text);
	CommandCounterIncrement();
}

/* Executes one statement, not of transaction control, in its subtransaction. */
static void
run_command(Rehearsal *rehearsal, RawStmt *raw)
{
	if (rehearsal->before)
		rehearsal->before(rehearsal);
	execute(raw, rehearsal->guard.text);
	if (rehearsal->after)
		rehearsal->after(rehearsal);
}

/*
 * Fires the pending deferred triggers; returns false if one of them fails.  After
 * a COMMIT of the script they are still pending, and the server does not alter a
 * table that has some.  Constraints are immediate for the rest of the script.
 */
static bool
fire_pending_triggers(Rehearsal *rehearsal)
{
	int			level = GetCurrentTransactionNestLevel();
	volatile bool cleared = false;

	rehearsal_begin_sub(rehearsal);
	PG_TRY();
	{
		PushActiveSnapshot(GetTransactionSnapshot());
		rehearsal_fire_deferred();
		PopActiveSnapshot();
		rehearsal_release_sub(rehearsal);
		cleared = true;
	}
	PG_CATCH();
	{
		FreeErrorData(rehearsal_catch(rehearsal, level));
	}
	PG_END_TRY();
	return cleared;
}

/*
 * Runs one statement of the script and sets *outcome; sets *copies if lines of
 * data follow.  Returns the error, or the reason why it was not run; NULL if it
 * ran.
 */
static ErrorData *
run_statement(Rehearsal *rehearsal, RehearsalOutcome *outcome, bool *copies)
{
	int			level = GetCurrentTransactionNestLevel();
	ErrorData  *volatile error = NULL;
	const TransactionStmt *volatile control = NULL;
	const char *volatile refused = NULL;
	volatile bool concurrently = false;

	rehearsal_begin_sub(rehearsal);
	PG_TRY();
	{
		List	   *raws = pg_parse_query(rehearsal->guard.text);

		if (raws != NIL)
		{
			RawStmt    *raw = linitial_node(RawStmt, raws);

			rehearsal->guard.utility = raw->stmt;
			refused = rehearsal_refuses(raw->stmt);
			if (IsA(raw->stmt, CopyStmt))
			{
				const CopyStmt *copy = (const CopyStmt *) raw->stmt;

				*copies = copy->is_from && copy->filename == NULL;
			}
			if (IsA(raw->stmt, TransactionStmt))
				control = (const TransactionStmt *) raw->stmt;
			else if (refused == NULL)
			{
				concurrently = rehearsal_strip_concurrently(raw->stmt);
				rehearsal->guard.concurrently = concurrently;
				rehearsal_judge_refused(raw->stmt);
				run_command(rehearsal, raw);
			}
		}
		rehearsal_release_sub(rehearsal);
	}
	PG_CATCH();
	{
		error = rehearsal_catch(rehearsal, level);
	}
	PG_END_TRY();

	if (control != NULL)
	{
		PG_TRY();
		{
			rehearsal_transaction_command(rehearsal, control);
		}
		PG_CATCH();
		{
			error = rehearsal_catch(rehearsal, GetCurrentTransactionNestLevel());
		}
		PG_END_TRY();
	}
	if (refused != NULL)
		error = make_error(ERRCODE_FEATURE_NOT_SUPPORTED, refused, NULL);

	if (concurrently && rehearsal->in_block)
		rehearsal->remark(rehearsal, "failed",
						make_error(ERRCODE_ACTIVE_SQL_TRANSACTION,
								   "a command with CONCURRENTLY cannot run inside a transaction block",
								   "It was rehearsed without CONCURRENTLY."));
	else if (concurrently && error == NULL)
		rehearsal->remark(rehearsal, "noted",
						make_error(ERRCODE_SUCCESSFUL_COMPLETION,
								   "rehearsed without CONCURRENTLY, which needs transactions of its own",
								   NULL));
	*outcome = error == NULL ? REHEARSAL_RAN :
		refused != NULL || rehearsal_is_limit(rehearsal, error) ? REHEARSAL_NOT_RUN :
		REHEARSAL_FAILED;
	return error;
}

static void
run_piece(Rehearsal *rehearsal, Script *script, const ScriptPiece *piece)
{
	RehearsalOutcome outcome = REHEARSAL_NOT_RUN;
	ErrorData  *error;
	bool		copies = false;

	rehearsal->guard.number++;
	rehearsal->guard.text = piece->text;
	rehearsal->guard.utility = NULL;
	rehearsal->guard.concurrently = false;
	if (piece->meta_command)
		error = make_error(ERRCODE_FEATURE_NOT_SUPPORTED,
						   "commands of psql are not known to the server and are left out of the rehearsal",
						   NULL);
	else
	{
		error = run_statement(rehearsal, &outcome, &copies);
		if (error != NULL && error->sqlerrcode == ERRCODE_OBJECT_IN_USE &&
			rehearsal->ncommits > 0 && fire_pending_triggers(rehearsal))
			error = run_statement(rehearsal, &outcome, &copies);
	}
	if (copies)
		script_skip_copy_data(script);
	if (rehearsal->done)
		rehearsal->done(rehearsal, outcome, error);
}

static void
run_script(Rehearsal *rehearsal, const char *text)
{
	Script	   *script = script_open(text);
	ScriptPiece piece;

	rehearsal_check_deferred(rehearsal, false);
	rehearsal_begin_sub(rehearsal);
	for (;;)
	{
		CHECK_FOR_INTERRUPTS();
		MemoryContextSwitchTo(rehearsal->lasting);
		if (!script_next(script, &piece))
			break;
		MemoryContextSwitchTo(rehearsal->context);
		run_piece(rehearsal, script, &piece);
		rehearsal->guard.utility = NULL;
		MemoryContextReset(rehearsal->context);
	}
	MemoryContextSwitchTo(rehearsal->context);
	rehearsal->guard.number = 0;
	rehearsal->guard.text = NULL;
	rehearsal->guard.utility = NULL;
	rehearsal_commit(rehearsal);
}

void
rehearsal_run(Rehearsal *rehearsal, const char *script, const char *name)
{
	MemoryContext oldcontext = CurrentMemoryContext;
	ResourceOwner oldowner = CurrentResourceOwner;

	PreventCommandDuringRecovery(name);
	PreventCommandIfReadOnly(name);
	PreventCommandIfParallelMode(name);
	check_stack_depth();
	if (!guard_enabled())
		ereport(WARNING,
				(errmsg("pg_hygiene is switched off in this session, so that the rehearsal judges nothing"),
				 errhint("SELECT * FROM hygiene.status(); says what switched it off.")));

	rehearsal->lasting = AllocSetContextCreate(oldcontext, "hygiene rehearsal",
											   ALLOCSET_DEFAULT_SIZES);
	rehearsal->context = AllocSetContextCreate(rehearsal->lasting, "hygiene rehearsed statement",
											   ALLOCSET_DEFAULT_SIZES);
	rehearsal->level = GetCurrentTransactionNestLevel();

	rehearsal_begin_sub(rehearsal);
	PG_TRY();
	{
		rehearsal->guc_level = NewGUCNestLevel();
		guard_state_begin(&rehearsal->guard);
		MemoryContextSwitchTo(rehearsal->lasting);
		run_script(rehearsal, script);
		guard_state_end(&rehearsal->guard);
		rehearsal_rollback_to_level(rehearsal, rehearsal->level);
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(oldcontext);
		error = CopyErrorData();
		FlushErrorState();
		guard_state_end(&rehearsal->guard);
		rehearsal_rollback_to_level(rehearsal, rehearsal->level);
		MemoryContextSwitchTo(oldcontext);
		CurrentResourceOwner = oldowner;
		ReThrowError(error);
	}
	PG_END_TRY();

	MemoryContextSwitchTo(oldcontext);
	CurrentResourceOwner = oldowner;
	MemoryContextDelete(rehearsal->lasting);
}
