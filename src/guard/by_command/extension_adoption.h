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

#include "guard/collect/statement.h"

/*
 * Adds what an extension got or let go to the affected objects of the
 * statement, and judges what it got; may raise an error.  Nothing is judged for
 * an object in the schema of pg_hygiene that is given back to pg_hygiene.
 */
extern void extension_adoption_judge(Statement *statement, const Node *parsetree);

#endif							/* HYGIENE_EXTENSION_ADOPTION_H */
