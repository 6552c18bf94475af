/*-------------------------------------------------------------------------
 *
 * command_traits.h
 *		What a command can do, as the table of commands says.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_COMMAND_TRAITS_H
#define HYGIENE_COMMAND_TRAITS_H

/* Nothing that was there before can go or weaken by it. */
#define COMMAND_ONLY_ADDS		0x01

/* object_access_hook sees all that it does. */
#define COMMAND_ALL_SEEN		0x02

/*
 * Whatever it drops is one of the tables that it names, a part of one, or a
 * trigger elsewhere that was there for one.
 */
#define COMMAND_OWN_PARTS		0x04

/* What goes by it is judged at commit, and nothing of it at the statement. */
#define COMMAND_JUDGED_LATER	0x08

/* With COMMAND_ALL_SEEN: all but the table that the parse tree names. */
#define COMMAND_TARGET_UNSEEN	0x10

#endif							/* HYGIENE_COMMAND_TRAITS_H */
