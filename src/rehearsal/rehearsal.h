/*-------------------------------------------------------------------------
 *
 * rehearsal.h
 *		Runs a migration for real, and takes everything back.
 *
 * The script runs as if it were sent as one message: what stands outside of
 * BEGIN ... COMMIT is one transaction up to the next COMMIT or the end.  All
 * of it happens in a subtransaction that is rolled back at the end, each of
 * its statements in one of its own, so that one that fails does not take the
 * others along.
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

/* What became of a statement. */
typedef enum RehearsalOutcome
{
	REHEARSAL_RAN,
	REHEARSAL_FAILED,			/* by itself: error */
	REHEARSAL_NOT_RUN			/* could not be undone, or not be done in here */
} RehearsalOutcome;

struct Rehearsal
{
	/* filled in by the caller; each may be NULL */
	void		(*before) (Rehearsal *rehearsal);	/* in the statement's
													 * subtransaction */
	void		(*after) (Rehearsal *rehearsal);	/* it ran; still in there */

	/*
	 * At the end of each statement.  "error" says what went wrong, or why it
	 * was not run; NULL if it ran.
	 */
	void		(*done) (Rehearsal *rehearsal, RehearsalOutcome outcome,
						 const ErrorData *error);

	/* Something that is no statement's: the commit failed (number 0), a note. */
	void		(*note) (Rehearsal *rehearsal, const char *verdict, const ErrorData *error);
	RehearsalSink	guard;			/* its callbacks; the rest is the runner's */

	/* the runner's */
	MemoryContext lasting;		/* lives as long as the rehearsal */
	MemoryContext context;		/* reset after each statement */
	int			level;			/* transaction nest level outside of it */
	int			guc_level;		/* settings' nest level within it */
	bool		in_block;		/* after a BEGIN of the script */
	int			ncommits;		/* of the script */
	List	   *savepoints;		/* of char *, innermost last */
	List	   *commit_errors;	/* of char *, told already */
};

/*
 * Runs the script and takes all of it back, in the case of an error, too.
 * Errors of the script's statements are told by done(); a cancelled query is
 * raised after all has been taken back.  "name" is the function's, for errors:
 * read_only_sql_transaction on a standby and in a read-only transaction.
 */
extern void rehearsal_run(Rehearsal *rehearsal, const char *script, const char *name);

/* For both functions: the argument; null_value_not_allowed if it is NULL. */
extern char *rehearsal_argument(FunctionCallInfo fcinfo);

/* The text of the statement that runs, without comments around it; or NULL. */
extern char *rehearsal_statement_text(void);

/* ---- script_transaction.c: the script's own transactions ---- */

/* A subtransaction; all of these leave the statement's context current. */
extern void rehearsal_begin_sub(Rehearsal *rehearsal);
extern void rehearsal_release_sub(Rehearsal *rehearsal);
extern void rehearsal_rollback_to_level(Rehearsal *rehearsal, int level);

/* Copies the error being handled, ends its handling and rolls back to "level". */
extern ErrorData *rehearsal_catch(Rehearsal *rehearsal, int level);

/* BEGIN, COMMIT, SAVEPOINT ...; raises an error for what cannot be done. */
extern void rehearsal_transaction_command(Rehearsal *rehearsal, const TransactionStmt *stmt);

/* The script's transaction ends well: judges what waits for that. */
extern void rehearsal_commit(Rehearsal *rehearsal);

/* Notes, and tells if asked to, what a commit would fail with. */
extern void rehearsal_check_deferred(Rehearsal *rehearsal, bool tell);

/* Fires all deferred triggers, as a commit would. */
extern void rehearsal_fire_deferred(void);

/* ---- allowed_commands.c: what may be run ---- */

/* Why the statement must not be run, or NULL. */
extern const char *rehearsal_refuses(const Node *stmt);

/*
 * Judges what the server does not run in a transaction and so never tells our
 * hooks of: DROP DATABASE and DROP TABLESPACE.
 */
extern void rehearsal_judge_refused(const Node *stmt);

/* Is this error one of the rehearsal, not of the statement? */
extern bool rehearsal_is_limit(const Rehearsal *rehearsal, const ErrorData *error);

/*
 * Takes CONCURRENTLY out of the statement, which needs transactions of its
 * own; true if it was there.
 */
extern bool rehearsal_strip_concurrently(Node *stmt);

#endif							/* HYGIENE_REHEARSAL_H */
