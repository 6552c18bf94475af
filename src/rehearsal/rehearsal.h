/*-------------------------------------------------------------------------
 *
 * rehearsal.h
 *		Executes a migration and rolls everything back.
 *
 * The script is executed as if it were sent as one message: statements outside
 * BEGIN ... COMMIT are one transaction up to the next COMMIT or the end.  The
 * script runs in a subtransaction that is rolled back at the end, and each
 * statement in a subtransaction of its own, so that one that fails does not roll
 * back the others.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_REHEARSAL_H
#define HYGIENE_REHEARSAL_H

#include "postgres.h"

#include "fmgr.h"
#include "guard/collect/rehearsal_sink.h"
#include "nodes/parsenodes.h"
#include "nodes/pg_list.h"
#include "utils/elog.h"
#include "utils/resowner.h"

typedef struct Rehearsal Rehearsal;

/* Outcome of a statement. */
typedef enum RehearsalOutcome
{
	REHEARSAL_RAN,
	REHEARSAL_FAILED,			/* the statement's own error */
	REHEARSAL_NOT_RUN			/* cannot be rolled back, or not run in a
								 * subtransaction */
} RehearsalOutcome;

struct Rehearsal
{
	/* filled in by the caller; each but "remark" may be NULL */

	/* before a statement and after it, if it ran; in its subtransaction */
	void		(*before) (Rehearsal *rehearsal);
	void		(*after) (Rehearsal *rehearsal);

	/*
	 * At the end of each statement.  "error" is its error, or the reason why
	 * it was not run; NULL if it ran.
	 */
	void		(*done) (Rehearsal *rehearsal, RehearsalOutcome outcome,
						 const ErrorData *error);

	/*
	 * A remark besides the outcome: a commit that fails ("failed"), a
	 * statement that ran in another way ("noted").  guard.number is the
	 * statement, 0 at the end of the script.
	 */
	void		(*remark) (Rehearsal *rehearsal, const char *verdict, const ErrorData *error);
	RehearsalSink	guard;			/* the caller sets its callbacks only */

	/* private to rehearsal.c and script_transaction.c */
	MemoryContext lasting;		/* lives as long as the rehearsal */
	MemoryContext context;		/* reset after each statement */
	int			level;			/* transaction nest level around it */
	int			guc_level;		/* nest level of settings within it */
	bool		in_block;		/* after a BEGIN of the script */
	int			ncommits;		/* commits of the script */
	List	   *savepoints;		/* of char *, innermost last */
	List	   *commit_errors;	/* of char *, reported already */
};

/*
 * Executes the script and rolls it back, also in the case of an error.  Errors
 * of its statements are passed to done(); query_canceled is raised after the
 * rollback.  Locks that the script takes are released by the rollback.  "name" is
 * the function's, for the error read_only_sql_transaction on a standby and in a
 * read-only transaction.
 */
extern void rehearsal_run(Rehearsal *rehearsal, const char *script, const char *name);

/* Returns the argument, palloc'd; raises null_value_not_allowed if it is NULL. */
extern char *rehearsal_argument(FunctionCallInfo fcinfo);

/* Returns the text of the running statement without comments around it, or NULL. */
extern char *rehearsal_statement_text(void);

/* ---- script_transaction.c: the script's own transactions ---- */

/* Begin, release, roll back; CurrentMemoryContext is rehearsal->context afterwards. */
extern void rehearsal_begin_sub(Rehearsal *rehearsal);
extern void rehearsal_release_sub(Rehearsal *rehearsal);
extern void rehearsal_rollback_to_level(Rehearsal *rehearsal, int level);

/*
 * Call in PG_CATCH: rolls back to transaction nest level "level" and returns a
 * copy of the error in rehearsal->context.  Raises query_canceled again.
 */
extern ErrorData *rehearsal_catch(Rehearsal *rehearsal, int level);

/* Executes BEGIN, COMMIT, SAVEPOINT ...; raises an error for what is not supported. */
extern void rehearsal_transaction_command(Rehearsal *rehearsal, const TransactionStmt *stmt);

/* Judges what is judged at commit, for a transaction of the script that commits. */
extern void rehearsal_commit(Rehearsal *rehearsal);

/*
 * Fires deferred triggers in a subtransaction that is rolled back, and remembers
 * the errors.  Passes new ones to remark() if "report" is set.
 */
extern void rehearsal_check_deferred(Rehearsal *rehearsal, bool report);

/* Fires all deferred triggers, as a commit would. */
extern void rehearsal_fire_deferred(void);

/* ---- allowed_commands.c: what may be run ---- */

/* Returns why the statement must not be run (static), or NULL. */
extern const char *rehearsal_refuses(const Node *stmt);

/*
 * Judges DROP DATABASE and DROP TABLESPACE: the server does not run them in a
 * transaction, so hooks are not called for them.
 */
extern void rehearsal_judge_refused(const Node *stmt);

/* Returns whether the error is a limit of the rehearsal, not of the statement. */
extern bool rehearsal_is_limit(const Rehearsal *rehearsal, const ErrorData *error);

/*
 * Removes CONCURRENTLY from the parse tree, because it needs transactions of its
 * own.  Returns whether it was there.
 */
extern bool rehearsal_strip_concurrently(Node *stmt);

#endif							/* HYGIENE_REHEARSAL_H */
