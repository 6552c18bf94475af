/*-------------------------------------------------------------------------
 *
 * subtransaction.h
 *		Reading what may be damaged.
 *
 * A catalog row may refer to a missing object, and a relation's file may be
 * missing or unreadable.  An audit then continues with the other objects, and DDL,
 * which may be the repair, does not fail because of our reading.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SUBTRANSACTION_H
#define HYGIENE_SUBTRANSACTION_H

#include "postgres.h"

#include "nodes/nodes.h"

/*
 * Calls "look" in a subtransaction, which is undone if it fails because of damage (an
 * error of class XX, 58, 42 or 22).  Returns NULL if it succeeds, else
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

/* Warns the client that something is left out, and why. */
extern void facts_tell_unreadable(const char *what, const char *problem);

#endif							/* HYGIENE_SUBTRANSACTION_H */
