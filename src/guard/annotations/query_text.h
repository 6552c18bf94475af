/*-------------------------------------------------------------------------
 *
 * query_text.h
 *		The statement that is running, and its text.
 *
 * That is the statement of the outermost active portal, or of a script that is
 * rehearsed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_QUERY_TEXT_H
#define HYGIENE_QUERY_TEXT_H

#include "postgres.h"

#include "nodes/nodes.h"

/*
 * A statement and the text that it is a part of.  The text may be long and hold
 * many statements: look at nothing but text[location, location + length).
 */
typedef struct QueryStatement
{
	const char *text;
	int			location;
	int			length;
	const Node *utility;
} QueryStatement;

/* Fills in the running statement; false if there is none. */
extern bool query_text_statement(QueryStatement *running);

/*
 * The text of the running statement, for the journal: the statement's own
 * part of the message, without surrounding blanks, cut at 16 kB on a character
 * boundary.  palloc'd; NULL if it is not known.
 */
extern char *query_text(void);

/*
 * The text that holds the running statement: the client's message, or the
 * statement of a script that is rehearsed.  NULL if there is none.
 */
extern const char *query_text_source(void);

/*
 * Where the running statement stands in its message (PlannedStmt's location),
 * or its number in a script that is rehearsed, to distinguish it from the
 * others; -1 if it is not known.
 */
extern int	query_text_location(void);

/*
 * The same in TopTransactionContext, copied once for each statement of the
 * client, however many commands it runs.  Sets *fresh if this is its first.
 */
extern const char *query_text_lasting(bool *fresh);

/* The transaction is over, or another script is rehearsed. */
extern void query_text_forget(void);

#endif							/* HYGIENE_QUERY_TEXT_H */
