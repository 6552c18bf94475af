/*-------------------------------------------------------------------------
 *
 * transaction.c
 *		What is judged before a transaction commits, and what is forgotten after it.
 *
 * The callbacks of transactions and subtransactions.  All that the guard
 * remembers of a transaction is forgotten here.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "guard/annotations/annotated_rules.h"
#include "guard/annotations/query_text.h"
#include "guard/annotations/transaction_annotations.h"
#include "guard/collect/guard_enabled.h"
#include "guard/collect/rehearsal_sink.h"
#include "guard/collect/statement.h"
#include "guard/entry/command_table.h"
#include "guard/entry/transaction.h"
#include "guard/judge/held_locks.h"
#include "guard/judge/judge.h"
#include "guard/judge/migration.h"
#include "guard/judge/reported_findings.h"
#include "guard/verdict/deferred_journal.h"
#include "guard/verdict/verdict.h"
#include "record/extension.h"
#include "settings.h"
#include "utils/memutils.h"

void
transaction_judge_commit(void)
{
	MemoryContext context;
	MemoryContext old;
	AffectedSet *affected = affected_in_transaction();
	bool		due;

	if (affected == NULL && !annotations_pending())
		return;

	/* DROP EXTENSION in this transaction takes what was pending along */
	if (!guard_enabled() || !OidIsValid(extension_oid()))
		return;

	/* annotations are held against everything */
	due = affected_due(annotated_rules_have_any(WHEN_COMMIT));
	if (!due && !annotations_pending())
		return;

	context = AllocSetContextCreate(TopTransactionContext, "hygiene commit",
									ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(context);
	if (due)
		verdict_pass_commit(reported_before_commit(judge_transaction(affected)));
	annotations_report_unused();
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}

/* The memory goes with TopTransactionContext. */
static void
forget(void)
{
	statement_forget();
	reported_forget();
	query_text_forget();
	affected_forget();
	held_locks_forget();
	migration_forget();
	annotations_forget();
	rehearsal_sink_forget();
	settings_allow_forget();
}

/* The running command commits on its way. */
static void
judge_first_commit(const Statement *statement)
{
	if (statement != NULL && statement->removal != NULL && guard_enabled())
		command_lookup(statement->removal)->at_first_commit(statement);
}

static void
on_transaction(XactEvent event, void *arg)
{
	switch (event)
	{
		case XACT_EVENT_PRE_COMMIT:
			judge_first_commit(statement_current());
			/* FALLTHROUGH */
		case XACT_EVENT_PRE_PREPARE:
			transaction_judge_commit();
			break;
		case XACT_EVENT_ABORT:
			/* what was to be journaled after it did not happen */
			deferred_journal_forget();
			forget();
			break;
		case XACT_EVENT_COMMIT:
		case XACT_EVENT_PREPARE:
			forget();
			break;
		default:
			break;
	}
}

static void
on_subtransaction(SubXactEvent event, SubTransactionId subid,
				  SubTransactionId parent_subid, void *arg)
{
	if (event == SUBXACT_EVENT_ABORT_SUB)
	{
		statement_abort_subtransaction(subid);
		affected_abort_subtransaction(subid);
		annotations_abort_subtransaction(subid);
	}
	else if (event == SUBXACT_EVENT_COMMIT_SUB)
	{
		affected_commit_subtransaction(subid, parent_subid);
		annotations_commit_subtransaction(subid, parent_subid);
	}
}

void
transaction_init(void)
{
	RegisterXactCallback(on_transaction, NULL);
	RegisterSubXactCallback(on_subtransaction, NULL);
}
