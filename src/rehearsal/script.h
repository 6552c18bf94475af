/*-------------------------------------------------------------------------
 *
 * script.h
 *		A migration's text, one statement after the other.
 *
 * Cut at its semicolons by the server's own scanner, so that a statement with
 * a syntax error does not take the others along.  psql's commands and the data
 * lines of COPY ... FROM STDIN are told apart from SQL.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SCRIPT_H
#define HYGIENE_SCRIPT_H

#include "postgres.h"

typedef struct Script Script;

typedef struct ScriptPiece
{
	char	   *text;			/* comments before it included, its semicolon
								 * not */
	bool		meta_command;	/* psql's, from its backslash to the end of
								 * the line */
} ScriptPiece;

/* Lives in the current memory context; the text must outlive it. */
extern Script *script_open(const char *text);

/* The next statement or command that is not empty; false at the end. */
extern bool script_next(Script *script, ScriptPiece *piece);

/*
 * The last statement was COPY ... FROM STDIN: leaves out the lines up to "\.",
 * if there is such a line.
 */
extern void script_skip_copy_data(Script *script);

#endif							/* HYGIENE_SCRIPT_H */
