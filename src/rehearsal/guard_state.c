/*-------------------------------------------------------------------------
 *
 * guard_state.c
 *		What the guard remembers, put aside while a script is rehearsed.
 *
 * It lives in TopTransactionContext, so that putting it aside is keeping the
 * pointers.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "facts/catalog/snapshot.h"
#include "guard/annotations/query_text.h"
#include "guard/annotations/transaction_annotations.h"
#include "guard/collect/statement.h"
#include "guard/entry/transaction.h"
#include "guard/judge/held_locks.h"
#include "rehearsal/guard_state.h"
#include "settings.h"
#include "utils/memutils.h"

typedef struct PutAside
{
	RehearsalSink *outer;
	StatementState statements;
	List	   *annotations;
	CommandId	origin;
	bool		allow_is_local;
} PutAside;

void
guard_state_new_transaction(void)
{
	StatementState none = {0};

	(void) statement_swap(none);
	(void) annotations_swap(NIL);
	query_text_forget();
	held_locks_forget();

	/* an annotation that was there before the script is not the script's */
	settings_allow_forget();

	CommandCounterIncrement();
	(void) facts_swap_origin(GetCurrentCommandId(false));
}

void
guard_state_begin(RehearsalSink *sink)
{
	StatementState none = {0};
	PutAside   *aside = MemoryContextAlloc(TopTransactionContext, sizeof(PutAside));

	aside->allow_is_local = settings_allow_is_local();
	aside->statements = statement_swap(none);
	aside->annotations = annotations_swap(NIL);
	aside->origin = facts_swap_origin(0);
	aside->outer = rehearsal_sink_swap(sink);
	sink->aside = aside;
	guard_state_new_transaction();
}

void
guard_state_end(RehearsalSink *sink)
{
	PutAside   *aside = sink->aside;

	if (rehearsal_sink_current() != sink || aside == NULL)
		return;
	(void) rehearsal_sink_swap(aside->outer);
	query_text_forget();
	held_locks_forget();
	(void) statement_swap(aside->statements);
	(void) annotations_swap(aside->annotations);
	(void) facts_swap_origin(aside->origin);
	settings_allow_restore(aside->allow_is_local);
	sink->aside = NULL;
	pfree(aside);
}

void
guard_state_judge_commit(void)
{
	transaction_judge_commit();
}
