/*-------------------------------------------------------------------------
 *
 * script.h
 *		Splits the text of a migration into statements.
 *
 * The server's scanner finds the semicolons, so a syntax error does not affect
 * the other statements.  Commands of psql and the data lines of COPY ... FROM
 * STDIN are recognized.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SCRIPT_H
#define HYGIENE_SCRIPT_H

#include "postgres.h"

typedef struct Script Script;

typedef struct ScriptPiece
{
	char	   *text;			/* with comments before it, without its
								 * semicolon */
	bool		meta_command;	/* a command of psql, from the backslash to
								 * the end of the line */
} ScriptPiece;

/* Returns a script in the current memory context; "text" must outlive it. */
extern Script *script_open(const char *text);

/*
 * Reads the next statement or command that is not empty, palloc'd; returns false
 * at the end.
 */
extern bool script_next(Script *script, ScriptPiece *piece);

/*
 * Call after COPY ... FROM STDIN: skips the lines up to "\.", if there is such a
 * line.
 */
extern void script_skip_copy_data(Script *script);

#endif							/* HYGIENE_SCRIPT_H */
