/*-------------------------------------------------------------------------
 *
 * statement.c
 *		The statements that are running, and what they touched.
 *
 * All state lives in TopTransactionContext and is forgotten when the
 * transaction ends, also when it ends inside of a command (CREATE INDEX
 * CONCURRENTLY commits several times).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "guard/answers.h"
#include "guard/definitions.h"
#include "guard/glance.h"
#include "guard/judge.h"
#include "guard/may_act.h"
#include "guard/migration.h"
#include "guard/planned.h"
#include "guard/rehearsed.h"
#include "guard/running.h"
#include "guard/statement.h"
#include "guard/traffic.h"
#include "guard/verdict.h"
#include "record/extension.h"
#include "rules/finding.h"
#include "settings.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

static Statement *current = NULL;
static HTAB *transaction_touched = NULL;

/* The settings that were in force when the first statement passed. */
static uint64 passed_settings = 0;

/* Those of transaction_touched that are told, in the order of told_in. */
static List *told = NIL;

/* Something was rolled back that transaction_touched has. */
static bool rolled_back_part = false;

/* The text of the portal's statement is copied once, however much it touches. */
static const char *last_text = NULL;
static const void *last_text_source = NULL;
static TimestampTz last_text_time = 0;
static int	last_text_location = -1;

static HTAB *
touched_create(const char *name, MemoryContext context)
{
	HASHCTL		ctl = {0};

	ctl.keysize = 2 * sizeof(Oid);
	ctl.entrysize = sizeof(TouchedObject);
	ctl.hcxt = context;
	return hash_create(name, 32, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

TouchedObject *
touched_find(HTAB *touched, Oid classid, Oid objid, bool create)
{
	Oid			key[2] = {classid, objid};
	bool		found;
	TouchedObject *entry;

	entry = hash_search(touched, key, create ? HASH_ENTER : HASH_FIND, &found);
	if (create && !found)
	{
		/* all but the key, which stands first */
		memset((char *) entry + sizeof(key), 0, sizeof(*entry) - sizeof(key));
		entry->size.rows = entry->size.bytes = entry->size.scans = -1;
	}
	return entry;
}

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
									ALLOCSET_SMALL_SIZES);
	statement = MemoryContextAllocZero(context, sizeof(Statement));
	statement->context = context;
	statement->parsetree = parsetree;
	statement->subid = GetCurrentSubTransactionId();
	statement->cid = GetCurrentCommandId(false);
	statement->tag = tag;
	statement->target = InvalidOid;
	statement->touched = touched_create("hygiene touched by statement", context);
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

/* A savepoint that is rolled back brings back what was dropped since. */
static void
mark_told(TouchedObject *kept)
{
	MemoryContext old = MemoryContextSwitchTo(TopTransactionContext);

	kept->told = true;
	kept->told_in = GetCurrentSubTransactionId();
	told = lappend(told, kept);
	MemoryContextSwitchTo(old);
}

static void
told_abort_subtransaction(SubTransactionId subid)
{
	while (told != NIL && ((TouchedObject *) llast(told))->told_in >= subid)
	{
		((TouchedObject *) llast(told))->told = false;
		told = list_delete_last(told);
	}
}

static void
told_commit_subtransaction(SubTransactionId subid, SubTransactionId parent_subid)
{
	for (int i = list_length(told) - 1; i >= 0; i--)
	{
		TouchedObject *kept = (TouchedObject *) list_nth(told, i);

		if (kept->told_in < subid)
			break;
		kept->told_in = parent_subid;
	}
}

/*
 * What the statement touched, the transaction has touched.  If the statement
 * "passed", nothing need be judged of it at commit.
 */
static void
remember(Statement *statement, bool passed)
{
	HASH_SEQ_STATUS status;
	TouchedObject *entry;
	const char *text = NULL;

	hash_seq_init(&status, statement->touched);
	while ((entry = hash_seq_search(&status)) != NULL)
	{
		TouchedObject *kept;

		if (transaction_touched == NULL)
			passed_settings = settings_generation();
		if (transaction_touched == NULL)
			transaction_touched = touched_create("hygiene touched by transaction",
												 TopTransactionContext);
		if (text == NULL)
			text = statement_text();
		kept = touched_find(transaction_touched, entry->classid, entry->objid, true);
		if (kept->tag == CMDTAG_UNKNOWN)
			kept->definition = entry->definition;
		else
			facts_definition_follow(&kept->definition, &entry->definition);
		if (entry->relkind != '\0')
			kept->relkind = entry->relkind;
		kept->passed = (passed || entry->passed) &&
			(kept->passed || kept->tag == CMDTAG_UNKNOWN);
		kept->created |= entry->created;
		kept->dropped |= entry->dropped;
		/* what was truncated with its parent is there, and has its own fate */
		if (entry->told && entry->dropped && !kept->told)
			mark_told(kept);
		if (entry->size.known)
		{
			kept->size = entry->size;
			kept->toast = entry->toast;
		}
		kept->tag = statement->tag;
		kept->statement = text;
		kept->location = running_location();
	}
}

/*
 * What a statement within this one did is among what this one changed, but
 * has been told: take it out.
 */
static List *
not_yet_told(const Statement *statement, List *findings)
{
	List	   *result = NIL;
	ListCell   *lc;

	if (statement->told == NIL)
		return findings;
	foreach(lc, findings)
	{
		JudgedFinding *judged = (JudgedFinding *) lfirst(lc);
		bool		found = false;
		ListCell   *lt;

		foreach(lt, statement->told)
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
	{
		HygieneFinding *finding = ((JudgedFinding *) lfirst(lc))->finding;
		HygieneFinding *copy = palloc0(sizeof(HygieneFinding));

		copy->rule = finding->rule;
		copy->address = finding->address;
		outer->told = lappend(outer->told, copy);
	}
	foreach(lc, statement->told)
	{
		HygieneFinding *copy = palloc(sizeof(HygieneFinding));

		*copy = *(HygieneFinding *) lfirst(lc);
		outer->told = lappend(outer->told, copy);
	}
	MemoryContextSwitchTo(old);
}

void
statement_end(const Node *parsetree)
{
	Statement  *statement = current;
	MemoryContext old;
	List	   *findings = NIL;
	bool		due = true;

	while (statement != NULL && statement->parsetree != parsetree)
		statement = statement->outer;
	if (statement == NULL)
		return;
	while (current != statement)
		pop();

	answers_note_comments();
	if (hash_get_num_entries(statement->touched) > 0)
	{
		old = MemoryContextSwitchTo(statement->context);
		if (!glance_finds_nothing(statement, &due))
		{
			due = true;
			findings = not_yet_told(statement, judge_statement(statement));
			verdict_pass(findings, statement->tag, running_text);
		}
		remember(statement, !due);
		tell_outer(statement, findings);
		MemoryContextSwitchTo(old);
	}
	pop();
}

StatementState
statement_swap(StatementState state)
{
	StatementState old = {current, transaction_touched, told};

	current = state.current;
	transaction_touched = state.touched;
	told = state.told;
	last_text = NULL;
	return old;
}

/*
 * Is there something that was not found in order yet?  Annotations are held
 * against everything, and so is a level that has changed since.
 */
static bool
something_due(void)
{
	HASH_SEQ_STATUS status;
	TouchedObject *entry;
	bool		all = answers_pending() || passed_settings != settings_generation();
	bool		due = false;

	if (transaction_touched == NULL)
		return false;
	hash_seq_init(&status, transaction_touched);
	while ((entry = hash_seq_search(&status)) != NULL)
	{
		entry->passed = entry->passed && !all;
		due = due || !entry->passed;
	}
	return due;
}

void
statement_judge_commit(void)
{
	MemoryContext context;
	MemoryContext old;

	if (transaction_touched == NULL && !answers_pending())
		return;

	/* DROP EXTENSION in this transaction takes what was pending along */
	if (!guard_may_act() || !OidIsValid(extension_oid()))
		return;
	if (transaction_touched != NULL)
		definitions_note(transaction_touched, rolled_back_part);
	if (!something_due() && !answers_pending())
		return;

	context = AllocSetContextCreate(TopTransactionContext, "hygiene commit",
									ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(context);
	if (transaction_touched != NULL)
		verdict_pass_commit(judge_transaction(transaction_touched));
	answers_tell_unused();
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}

static void
forget(void)
{
	/* the memory goes with TopTransactionContext */
	current = NULL;
	transaction_touched = NULL;
	told = NIL;
	rolled_back_part = false;
	last_text = NULL;
	last_text_source = NULL;
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
		rolled_back_part |= transaction_touched != NULL;
		told_abort_subtransaction(subid);
		answers_abort_subtransaction(subid);
	}
	else if (event == SUBXACT_EVENT_COMMIT_SUB)
	{
		told_commit_subtransaction(subid, parent_subid);
		answers_commit_subtransaction(subid, parent_subid);
	}
}

void
statement_init(void)
{
	RegisterXactCallback(on_transaction, NULL);
	RegisterSubXactCallback(on_subtransaction, NULL);
}
