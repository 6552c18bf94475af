/*-------------------------------------------------------------------------
 *
 * comments.h
 *		Annotations in the comments of the statement that is running.
 *
 * The comments of the statement of the outermost active portal count (and,
 * for a DO block, those in its body), found with the server's own scanner:
 * before its first token, inside it, and before its semicolon.  Not those of
 * other statements of the same message.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_COMMENTS_H
#define HYGIENE_COMMENTS_H

#include "postgres.h"

#include "nodes/pg_list.h"

/*
 * Annotations found in comments that start with "hygiene: allow" (blank after
 * the colon optional, any case), as annotation_parse() returns them.  Comments
 * that begin with "hygiene:" but are not understood are problems; all others
 * are ignored.  Without an active portal: NIL.
 */
extern List *comments_annotations(List **problems);

/*
 * The text of the running statement, for the journal: the statement's own
 * part of the message, without surrounding blanks, cut at 16 kB on a character
 * boundary.  palloc'd; NULL if it is not known.
 */
extern char *comments_statement_text(void);

/*
 * The text that holds the running statement: the client's message, or the
 * statement of a script that is rehearsed.  NULL if there is none.
 */
extern const char *comments_source(void);

/*
 * Where the running statement stands in its message (PlannedStmt's location),
 * or its number in a script that is rehearsed, to tell it from the others; -1
 * if it is not known.
 */
extern int	comments_statement_location(void);

#endif							/* HYGIENE_COMMENTS_H */
