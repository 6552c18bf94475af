/*-------------------------------------------------------------------------
 *
 * collected_commands.h
 *		What the server has collected for event triggers.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_COLLECTED_COMMANDS_H
#define HYGIENE_COLLECTED_COMMANDS_H

#include "tcop/deparse_utility.h"

/* Calls back with each command collected since ddl_command_start. */
typedef void (*CollectedCallback) (const CollectedCommand *command, void *arg);
extern void collected_commands_walk(CollectedCallback callback, void *arg);

/*
 * Adds the objects that these commands name to those of the running statement,
 * for what object_access_hook does not see.
 */
extern void collected_commands_add(void);

#endif							/* HYGIENE_COLLECTED_COMMANDS_H */
