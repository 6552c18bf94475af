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
	Node	   *removal;		/* a copy of the parse tree if
								 * concurrent_removes(), else NULL */
	int			traits;			/* COMMAND_ bits, see command_traits.h */
	Oid			target;			/* the relation that ALTER TABLE names, or
								 * that another command is about to lock most */
	const char *role;			/* DROP OWNED BY: whose, else NULL */
	TouchedSet *touched;
	List	   *scans;			/* of ScanCount: before the command began */
	List	   *told;			/* findings told by statements within this
								 * one, of which only rule and address are
								 * kept */
} Statement;

/* All that is remembered of a transaction, to be put aside and brought back. */
typedef struct StatementState
{
	Statement  *current;
	TouchedState touched;
} StatementState;

extern StatementState statement_swap(StatementState state);

/*
 * Judges now what waits for the transaction's end, or for its being prepared;
 * may raise an error.
 */
extern void statement_judge_commit(void);

/* Registers the transaction callbacks; from _PG_init. */
extern void statement_init(void);

extern void statement_begin(const Node *parsetree, CommandTag tag);

/* The innermost running statement, or NULL. */
extern Statement *statement_current(void);

/*
 * Ends the statement of that parse tree and drops what began after it and
 * never ended.  Judges it first; may raise the error that refuses it.  Does
 * nothing if there is no such statement.
 */
extern void statement_end(const Node *parsetree);

/*
 * These findings (List of JudgedFinding *) have been told for good: they are
 * not judged again before this transaction commits.
 */
extern void statement_settle(const List *findings);

/* The entry of an object in the current statement's touched set, made if need be. */
extern TouchedObject *statement_touch(Oid classid, Oid objid);

#endif							/* HYGIENE_STATEMENT_H */
