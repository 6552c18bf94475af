/*-------------------------------------------------------------------------
 *
 * command_traits.h
 *		What a command can do, by its parse tree.
 *
 * Commands that can only add need no reading of what was before them unless
 * they brought a defect: no change rule can have anything to report of them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_COMMAND_TRAITS_H
#define HYGIENE_COMMAND_TRAITS_H

#include "nodes/nodes.h"

/* Nothing that was there before can go or weaken by it. */
#define COMMAND_ONLY_ADDS	0x01

/* What goes by it is judged at commit, and nothing of it at the statement. */
#define COMMAND_JUDGED_LATER	0x08

/*
 * object_access_hook sees all that it does, but for its own table, which the
 * parse tree names.
 */
#define COMMAND_ALL_SEEN	0x02

/*
 * Whatever it drops is one of the tables that it names, a part of one, or a
 * trigger elsewhere that was there for one.
 */
#define COMMAND_OWN_PARTS	0x04

/* COMMAND_ bits of a utility statement; 0 for one that is not known. */
extern int	command_traits(const Node *parsetree);

#endif							/* HYGIENE_COMMAND_TRAITS_H */
