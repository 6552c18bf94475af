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
#include "guard/collect/statement.h"
#include "utils/memutils.h"

static Statement *current = NULL;

Statement *
statement_current(void)
{
	return current;
}

AffectedObject *
statement_add_object(Oid classid, Oid objid)
{
	Assert(current != NULL);
	return affected_find(current->affected, classid, objid, true);
}

Statement *
statement_begin(const Node *parsetree, CommandTag tag, int traits)
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
	statement->traits = traits;
	statement->affected = affected_create(context);
	statement->outer = current;
	current = statement;
	return statement;
}

void
statement_pop(void)
{
	Statement  *statement = current;

	current = statement->outer;
	MemoryContextDelete(statement->context);
}

Statement *
statement_return_to(const Node *parsetree)
{
	Statement  *statement = current;

	while (statement != NULL && statement->parsetree != parsetree)
		statement = statement->outer;
	while (statement != NULL && current != statement)
		statement_pop();
	return statement;
}

StatementState
statement_swap(StatementState state)
{
	StatementState old = {current, affected_swap(state.affected)};

	current = state.current;
	return old;
}

void
statement_abort_subtransaction(SubTransactionId subid)
{
	while (current != NULL && current->subid >= subid)
		statement_pop();
}

void
statement_forget(void)
{
	current = NULL;
}
