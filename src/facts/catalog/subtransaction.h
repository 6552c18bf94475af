/*-------------------------------------------------------------------------
 *
 * subtransaction.h
 *		Looking at what may be damaged.
 *
 * A row of a catalog can name what is not there, and a relation's file can be
 * gone or unreadable.  Then an audit goes on with the rest, and DDL, which may
 * be the repair, is not held up by our looking.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SUBTRANSACTION_H
#define HYGIENE_SUBTRANSACTION_H

#include "postgres.h"

#include "nodes/nodes.h"

/*
 * Calls "look" in a subtransaction, which is undone if damage stops it (an
 * error of class XX, 58, 42 or 22).  Returns NULL if it came to its end, else
 * the message of the error, in the caller's memory context, which is "look"'s
 * too.  All other errors, such as a cancel request or a lack of memory, are
 * raised.
 */
extern char *facts_attempt(void (*look) (void *arg), void *arg);

/*
 * A node tree as the catalogs store it, fit for expression_tree_walker(); NULL
 * if it cannot be read, and *problem says why.
 */
extern Node *facts_read_nodes(const char *text, char **problem);

/* Tells the client that something is left out, and why. */
extern void facts_tell_unreadable(const char *what, const char *problem);

#endif							/* HYGIENE_SUBTRANSACTION_H */
