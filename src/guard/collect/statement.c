/*-------------------------------------------------------------------------
 *
 * statement.c
 *		The statements that are running.
 *
 * All state lives in TopTransactionContext and is forgotten when the
 * transaction ends, also when it ends inside of a command (CREATE INDEX
 * CONCURRENTLY commits several times).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "guard/annotations/query_text.h"
#include "guard/annotations/transaction_annotations.h"
#include "guard/by_command/concurrently.h"
#include "guard/collect/command_traits.h"
#include "guard/collect/guard_enabled.h"
#include "guard/collect/rehearsal_sink.h"
#include "guard/collect/statement.h"
#include "guard/judge/judge.h"
#include "guard/judge/large_table.h"
#include "guard/judge/migration.h"
#include "guard/verdict/deferred_journal.h"
#include "guard/verdict/verdict.h"
#include "record/extension.h"
#include "rules/finding.h"
#include "settings.h"
#include "utils/memutils.h"

static Statement *current = NULL;

/*
 * What was told for good before the commit: findings of which only rule and
 * address are kept.
 */
static List *settled = NIL;

/* The text of the portal's statement is copied once, however much it touches. */
static const char *last_text = NULL;
static const void *last_text_source = NULL;
static TimestampTz last_text_time = 0;
static int	last_text_location = -1;

Statement *
statement_current(void)
{
	return current;
}

TouchedObject *
statement_touch(Oid classid, Oid objid)
{
	Assert(current != NULL);
	return touched_find(current->touched, classid, objid, true);
}

void
statement_begin(const Node *parsetree, CommandTag tag)
{
	MemoryContext context;
	Statement  *statement;

	context = AllocSetContextCreate(TopTransactionContext, "hygiene statement",
									ALLOCSET_DEFAULT_SIZES);
	statement = MemoryContextAllocZero(context, sizeof(Statement));
	statement->context = context;
	statement->parsetree = parsetree;
	statement->subid = GetCurrentSubTransactionId();
	statement->cid = GetCurrentCommandId(false);
	statement->tag = tag;
	statement->traits = command_traits(parsetree);
	statement->touched = touched_create(context);
	if (concurrent_removes(parsetree))
	{
		MemoryContext old = MemoryContextSwitchTo(context);

		statement->removal = copyObject(unconstify(Node *, parsetree));
		MemoryContextSwitchTo(old);
	}
	statement->outer = current;
	current = statement;
}

static void
pop(void)
{
	Statement  *statement = current;

	current = statement->outer;
	MemoryContextDelete(statement->context);
}

/* The running statement's text, in TopTransactionContext. */
static const char *
statement_text(void)
{
	TimestampTz now = GetCurrentStatementStartTimestamp();
	int			location = running_location();
	MemoryContext old;

	if (last_text != NULL && last_text_source == running_source() &&
		last_text_time == now && last_text_location == location)
		return last_text;

	old = MemoryContextSwitchTo(TopTransactionContext);
	last_text = running_text();
	MemoryContextSwitchTo(old);
	last_text_source = running_source();
	last_text_time = now;
	last_text_location = location;
	migration_note_statement(last_text);
	return last_text;
}

/* A copy by which finding_same() knows the finding again. */
static HygieneFinding *
copy_key(const HygieneFinding *finding)
{
	HygieneFinding *copy = palloc0(sizeof(HygieneFinding));

	copy->rule = finding->rule;
	copy->address = finding->address;
	return copy;
}

/* The findings (List of JudgedFinding *) without those that have been told. */
static List *
not_yet_told(const List *told, List *findings)
{
	List	   *result = NIL;
	ListCell   *lc;

	if (told == NIL)
		return findings;
	foreach(lc, findings)
	{
		JudgedFinding *judged = (JudgedFinding *) lfirst(lc);
		bool		found = false;
		ListCell   *lt;

		foreach(lt, told)
			found = found || finding_same(judged->finding, (HygieneFinding *) lfirst(lt));
		if (!found)
			result = lappend(result, judged);
	}
	return result;
}

/* Lets the outer statements know what has been told. */
static void
tell_outer(Statement *statement, List *findings)
{
	Statement  *outer = statement->outer;
	MemoryContext old;
	ListCell   *lc;

	if (outer == NULL)
		return;
	old = MemoryContextSwitchTo(outer->context);
	foreach(lc, findings)
		outer->told = lappend(outer->told, copy_key(((JudgedFinding *) lfirst(lc))->finding));
	foreach(lc, statement->told)
		outer->told = lappend(outer->told, copy_key((HygieneFinding *) lfirst(lc)));
	MemoryContextSwitchTo(old);
}

void
statement_settle(const List *findings)
{
	MemoryContext old = MemoryContextSwitchTo(TopTransactionContext);
	ListCell   *lc;

	foreach(lc, findings)
		settled = lappend(settled, copy_key(((JudgedFinding *) lfirst(lc))->finding));
	MemoryContextSwitchTo(old);
}

void
statement_end(const Node *parsetree)
{
	Statement  *statement = current;
	MemoryContext old;
	List	   *findings;
	bool		due;

	while (statement != NULL && statement->parsetree != parsetree)
		statement = statement->outer;
	if (statement == NULL)
		return;
	while (current != statement)
		pop();

	answers_note_comments();
	if (statement->touched->objects != NIL)
	{
		old = MemoryContextSwitchTo(statement->context);
		/* what a statement within this one did is among what this one changed */
		findings = not_yet_told(statement->told, judge_statement(statement, &due));
		verdict_pass(findings, statement->tag, running_text);
		touched_remember(statement->touched, statement->tag, statement_text(),
						 running_location(), !due);
		tell_outer(statement, findings);
		MemoryContextSwitchTo(old);
	}
	pop();
}

StatementState
statement_swap(StatementState state)
{
	StatementState old = {current, touched_swap(state.touched)};

	current = state.current;
	last_text = NULL;
	return old;
}

void
statement_judge_commit(void)
{
	MemoryContext context;
	MemoryContext old;
	TouchedSet *touched = touched_in_transaction();
	bool		due;

	if (touched == NULL && !answers_pending())
		return;

	/* DROP EXTENSION in this transaction takes what was pending along */
	if (!guard_may_act() || !OidIsValid(extension_oid()))
		return;
	due = touched_due();
	if (!due && !answers_pending())
		return;

	context = AllocSetContextCreate(TopTransactionContext, "hygiene commit",
									ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(context);
	if (due)
		verdict_pass_commit(not_yet_told(settled, judge_transaction(touched)));
	answers_tell_unused();
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}

static void
forget(void)
{
	/* the memory goes with TopTransactionContext */
	current = NULL;
	settled = NIL;
	last_text = NULL;
	last_text_source = NULL;
	touched_forget();
	traffic_forget();
	migration_forget();
	answers_forget();
	rehearsed_forget();
	settings_allow_forget();
}

static void
on_transaction(XactEvent event, void *arg)
{
	switch (event)
	{
		case XACT_EVENT_PRE_COMMIT:
			/* the running command commits on its way */
			if (current != NULL && current->removal != NULL && guard_may_act())
				concurrent_judge(current);
			/* FALLTHROUGH */
		case XACT_EVENT_PRE_PREPARE:
			statement_judge_commit();
			break;
		case XACT_EVENT_ABORT:
			/* what was to be journaled after it did not happen */
			planned_forget();
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
		while (current != NULL && current->subid >= subid)
			pop();
		touched_abort_subtransaction(subid);
		answers_abort_subtransaction(subid);
	}
	else if (event == SUBXACT_EVENT_COMMIT_SUB)
	{
		touched_commit_subtransaction(subid, parent_subid);
		answers_commit_subtransaction(subid, parent_subid);
	}
}

void
statement_init(void)
{
	RegisterXactCallback(on_transaction, NULL);
	RegisterSubXactCallback(on_subtransaction, NULL);
}
