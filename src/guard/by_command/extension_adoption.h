/*-------------------------------------------------------------------------
 *
 * extension_adoption.h
 *		ALTER EXTENSION ... ADD: objects that become members of an extension.
 *
 * Members of extensions are exempt from judging, so that becoming one is judged
 * itself.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_EXTENSION_ADOPTION_H
#define HYGIENE_EXTENSION_ADOPTION_H

#include "tcop/deparse_utility.h"

/*
 * Judges the ADD that has just been executed as command "cid" of this
 * transaction; may raise an error.  Nothing is done for other commands, nor for
 * an object in the schema of pg_hygiene that is given back to pg_hygiene.
 */
extern void adoption_judge(const CollectedCommand *command, CommandId cid);

#endif							/* HYGIENE_EXTENSION_ADOPTION_H */
