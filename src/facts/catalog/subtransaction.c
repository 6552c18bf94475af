/*-------------------------------------------------------------------------
 *
 * subtransaction.c
 *		Looking at what may be damaged.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "facts/catalog/subtransaction.h"
#include "lib/stringinfo.h"
#include "nodes/nodeFuncs.h"
#include "utils/memutils.h"
#include "utils/resowner.h"

static bool
is_damage(const ErrorData *error)
{
	switch (ERRCODE_TO_CATEGORY(error->sqlerrcode))
	{
		case ERRCODE_INTERNAL_ERROR:
		case ERRCODE_SYSTEM_ERROR:
		case ERRCODE_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION:
		case ERRCODE_DATA_EXCEPTION:
			return true;
	}
	return false;
}

/* Within PG_CATCH(): the error, which is handled from now on. */
static ErrorData *
catch_error(MemoryContext context)
{
	ErrorData  *error;

	MemoryContextSwitchTo(context);
	error = CopyErrorData();
	FlushErrorState();
	return error;
}

/* The message of damage; any other error goes on. */
static char *
damage_message(ErrorData *error)
{
	char	   *message;

	if (!is_damage(error))
		ReThrowError(error);
	message = pstrdup(error->message ? error->message : "unknown error");
	FreeErrorData(error);
	return message;
}

char *
facts_attempt(void (*look) (void *arg), void *arg)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	char	   *volatile problem = NULL;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		look(arg);
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		ErrorData  *error = catch_error(context);

		/* also if the error goes on: nobody else knows of this subtransaction */
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
		problem = damage_message(error);
	}
	PG_END_TRY();
	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;
	return problem;
}

/* Raises an error for a node that no walker knows. */
static bool
visit(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, Query))
		return query_tree_walker((Query *) node, visit, context, 0);
	return expression_tree_walker(node, visit, context);
}

/*
 * No subtransaction is needed: reading nodes takes nothing but memory.
 */
Node *
facts_read_nodes(const char *text, char **problem)
{
	MemoryContext context = CurrentMemoryContext;
	StringInfoData buf;
	Node	   *volatile node = NULL;

	*problem = NULL;
	initStringInfo(&buf);
	appendStringInfoString(&buf, text ? text : "");

	/*
	 * The server's reader looks for no end of the text within a node: so that
	 * a cut-off one ends in an error, it is followed by more empty fields
	 * than a node has.
	 */
	for (int i = 0; i < 256; i++)
		appendStringInfoString(&buf, " <>");
	PG_TRY();
	{
		node = stringToNode(buf.data);
		(void) visit(node, NULL);
	}
	PG_CATCH();
	{
		/* the server's words would show what follows the text */
		pfree(damage_message(catch_error(context)));
		*problem = pstrdup("its node tree is damaged");
		node = NULL;
	}
	PG_END_TRY();
	pfree(buf.data);
	if (node == NULL && *problem == NULL)
		*problem = pstrdup("it is empty");
	return node;
}

void
facts_tell_unreadable(const char *what, const char *problem)
{
	ereport(WARNING,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("%s cannot be read and is left out: %s", what, problem)));
}
