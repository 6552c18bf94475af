/*-------------------------------------------------------------------------
 *
 * command.h
 *		A command begins and ends.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_COMMAND_H
#define HYGIENE_COMMAND_H

#include "guard/collect/statement.h"

/*
 * Begins a statement for the command and does what the table of commands says is
 * done before it; may raise an error.  Ends of transactions and subtransactions
 * drop a statement that never ends.
 */
extern void command_begin(const Node *parsetree, CommandTag tag);

/*
 * After a command: judges its statement and passes the verdict, which may raise
 * the error that refuses it.  Does nothing if the statement is not running.
 */
extern void command_end(const Node *parsetree);

/* The same for a command of which event triggers know what they have collected. */
extern void command_end_collected(const Node *parsetree, CommandTag tag);

#endif							/* HYGIENE_COMMAND_H */
