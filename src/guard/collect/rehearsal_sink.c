/*-------------------------------------------------------------------------
 *
 * rehearsal_sink.c
 *		What the guard must know of a script that is only rehearsed.
 *
 * What the guard remembers of a transaction lives in TopTransactionContext,
 * so that putting it aside is keeping the pointers.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "facts/catalog/reader.h"
#include "guard/annotations/transaction_annotations.h"
#include "guard/collect/rehearsal_sink.h"
#include "guard/collect/statement.h"
#include "guard/judge/large_table.h"
#include "settings.h"
#include "utils/memutils.h"

typedef struct PutAside
{
	Rehearsed  *outer;
	StatementState statements;
	List	   *answers;
	CommandId	origin;
	bool		allow_is_local;
} PutAside;

static Rehearsed *current = NULL;

Rehearsed *
rehearsed_current(void)
{
	return current;
}

void
rehearsed_new_transaction(void)
{
	StatementState none = {0};

	(void) statement_swap(none);
	(void) answers_swap(NIL);
	traffic_forget();

	/* an annotation that was there before the script is not the script's */
	settings_allow_forget();

	CommandCounterIncrement();
	(void) facts_swap_origin(GetCurrentCommandId(false));
}

void
rehearsed_begin(Rehearsed *rehearsed)
{
	StatementState none = {0};
	PutAside   *aside = MemoryContextAlloc(TopTransactionContext, sizeof(PutAside));

	aside->outer = current;
	aside->allow_is_local = settings_allow_is_local();
	aside->statements = statement_swap(none);
	aside->answers = answers_swap(NIL);
	aside->origin = facts_swap_origin(0);
	rehearsed->aside = aside;
	current = rehearsed;
	rehearsed_new_transaction();
}

void
rehearsed_end(Rehearsed *rehearsed)
{
	PutAside   *aside = rehearsed->aside;

	if (current != rehearsed || aside == NULL)
		return;
	current = aside->outer;
	traffic_forget();
	(void) statement_swap(aside->statements);
	(void) answers_swap(aside->answers);
	(void) facts_swap_origin(aside->origin);
	settings_allow_restore(aside->allow_is_local);
	rehearsed->aside = NULL;
	pfree(aside);
}

void
rehearsed_judge_commit(void)
{
	statement_judge_commit();
}

void
rehearsed_forget(void)
{
	current = NULL;
	(void) facts_swap_origin(0);
}
