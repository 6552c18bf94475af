/*-------------------------------------------------------------------------
 *
 * drop_owned.h
 *		DROP OWNED BY.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DROP_OWNED_H
#define HYGIENE_DROP_OWNED_H

#include "guard/collect/statement.h"

/* Notes the roles in statement->role, in the statement's context. */
extern void drop_owned_set_roles(Statement *statement, const Node *parsetree);

#endif							/* HYGIENE_DROP_OWNED_H */
