/*-------------------------------------------------------------------------
 *
 * command.c
 *		A command begins and ends.
 *
 * Called by event_triggers.c and hooks.c.  What differs from command to command
 * is in the table (command_table.c), the same for all of them is here.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "guard/annotations/query_text.h"
#include "guard/annotations/transaction_annotations.h"
#include "guard/by_command/lock_and_rewrite.h"
#include "guard/collect/collected_commands.h"
#include "guard/collect/command_traits.h"
#include "guard/collect/table_traffic.h"
#include "guard/entry/command.h"
#include "guard/entry/command_table.h"
#include "guard/judge/judge.h"
#include "guard/judge/migration.h"
#include "guard/judge/reported_findings.h"
#include "guard/verdict/deferred_journal.h"
#include "guard/verdict/verdict.h"

void
command_begin(const Node *parsetree, CommandTag tag)
{
	CommandFacts command = command_facts(parsetree);
	Statement  *statement = statement_begin(parsetree, tag, command.traits);

	if (command.relation != NULL)
		lock_and_rewrite_judge_lock(statement, command.relation, command.lock, command.reads);
	if (command.row->before)
		command.row->before(statement, parsetree);
}

/*
 * The client's statement, in TopTransactionContext; part of what the migration
 * is.
 */
static const char *
statement_text(void)
{
	bool		fresh;
	const char *text = query_text_lasting(&fresh);

	if (fresh)
		migration_add_statement(text);
	return text;
}

/* Judges what the statement did, which may be nothing. */
static void
judge(Statement *statement)
{
	MemoryContext old;
	List	   *findings;
	bool		due;

	if (statement->affected->objects == NIL)
		return;
	old = MemoryContextSwitchTo(statement->context);
	findings = reported_within(statement, judge_statement(statement, &due));
	verdict_pass(findings, statement->tag, query_text);
	affected_remember(statement->affected, statement->tag, statement_text(),
					  query_text_location(), !due);
	reported_to_outer(statement, findings);
	MemoryContextSwitchTo(old);
}

void
command_end(const Node *parsetree)
{
	Statement  *statement = statement_return_to(parsetree);

	if (statement == NULL)
		return;
	annotations_read();
	judge(statement);
	statement_pop();
}

/*
 * Returns whether all that the command did is among the affected objects; adds
 * its target.
 */
static bool
saw_all(const Statement *statement)
{
	if (!(statement->traits & COMMAND_ALL_SEEN))
		return false;
	if (!(statement->traits & COMMAND_TARGET_UNSEEN))
		return true;
	/* not locked: the name meant something else when the command looked it up */
	if (!OidIsValid(statement->target) || relation_lock_held(statement->target) == NoLock)
		return false;
	statement_add_object(RelationRelationId, statement->target);
	return true;
}

void
command_end_collected(const Node *parsetree, CommandTag tag)
{
	const Command *command = command_lookup(parsetree);
	Statement  *statement = statement_current();

	if (statement != NULL && statement->parsetree == parsetree)
	{
		if (!saw_all(statement))
			collected_commands_add();
		if (command->before_judging)
			command->before_judging(statement, parsetree);
	}
	else if (command->commits && command->commits(parsetree))
	{
		/* its commits have made us forget that it had begun */
		statement = statement_begin(parsetree, tag, command_facts(parsetree).traits);
		collected_commands_add();
		command->judge_without_before(statement);
	}
	command_end(parsetree);
	deferred_journal_write();
	if (command->after_judging)
		command->after_judging(parsetree);
}
