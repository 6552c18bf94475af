/*-------------------------------------------------------------------------
 *
 * truncated_names.h
 *		Names in the running statement that are longer than the server stores.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TRUNCATED_NAMES_H
#define HYGIENE_TRUNCATED_NAMES_H

#include "postgres.h"

#include "nodes/pg_list.h"

/*
 * Names (char *, folded unless quoted, whole) in the running statement of more
 * bytes than the server stores; NIL for nearly all statements.
 */
extern List *truncated_names(void);

#endif							/* HYGIENE_TRUNCATED_NAMES_H */
