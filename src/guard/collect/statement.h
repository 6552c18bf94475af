/*-------------------------------------------------------------------------
 *
 * statement.h
 *		The statements that are running.
 *
 * A stack, because DDL nests (functions, DO blocks, other people's event
 * triggers).  A statement that fails never ends: its entry goes with its
 * subtransaction.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STATEMENT_H
#define HYGIENE_STATEMENT_H

#include "postgres.h"

#include "guard/collect/affected_objects.h"
#include "nodes/nodes.h"
#include "nodes/pg_list.h"
#include "tcop/cmdtag.h"

/* Full scans of a relation that this session had made. */
typedef struct ScanCount
{
	Oid			relid;
	int64		scans;
} ScanCount;

typedef struct Statement
{
	struct Statement *outer;
	MemoryContext context;
	const Node *parsetree;		/* to know it again; only followed while it
								 * runs */
	SubTransactionId subid;
	CommandId	cid;			/* the catalogs before this command are the
								 * past */
	CommandTag	tag;
	Node	   *removal;		/* of a command that drops CONCURRENTLY: a
								 * copy of its parse tree, else NULL */
	int			traits;			/* COMMAND_ bits, see command_traits.h */
	Oid			target;			/* the relation that ALTER TABLE names, or
								 * that another command is about to lock most */
	const char *role;			/* DROP OWNED BY: whose, else NULL */
	AffectedSet *affected;
	List	   *scans;			/* of ScanCount: before the command began */
	List	   *reported;		/* findings reported by statements within this
								 * one, see reported_findings.h */
} Statement;

/* All that is remembered of a transaction, to be put aside and brought back. */
typedef struct StatementState
{
	Statement  *current;
	AffectedState affected;
} StatementState;

/*
 * Begins a statement within those that are running.  It lives in a context of
 * its own below TopTransactionContext.  "traits" are COMMAND_ bits.
 */
extern Statement *statement_begin(const Node *parsetree, CommandTag tag, int traits);

/* The innermost running statement, or NULL. */
extern Statement *statement_current(void);

/*
 * The running statement of that parse tree, which becomes the innermost one:
 * what began after it has failed and is dropped.  NULL if there is none.
 */
extern Statement *statement_return_to(const Node *parsetree);

/* Drops the innermost running statement, with its memory. */
extern void statement_pop(void);

/* Puts another state in force; returns the one that was. */
extern StatementState statement_swap(StatementState state);

/* Ends of a subtransaction and of the transaction, with which the memory goes. */
extern void statement_abort_subtransaction(SubTransactionId subid);
extern void statement_forget(void);

/*
 * The entry of an object among the affected objects of the current statement,
 * made if need be.  There must be a current statement.
 */
extern AffectedObject *statement_add_object(Oid classid, Oid objid);

#endif							/* HYGIENE_STATEMENT_H */
