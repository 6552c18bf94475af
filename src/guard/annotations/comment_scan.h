/*-------------------------------------------------------------------------
 *
 * comment_scan.h
 *		The comments in a text of SQL that begin as annotations do.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_COMMENT_SCAN_H
#define HYGIENE_COMMENT_SCAN_H

#include "postgres.h"

#include "nodes/pg_list.h"

/* A comment that may be an annotation, and the tokens that it stands between. */
typedef struct FoundComment
{
	const char *text;			/* what follows "hygiene:" and blanks */
	int			length;
	int			before;			/* where the token before it begins, or -1 */
	int			after;			/* likewise the one after it; -1 if none */
	bool		semicolon;		/* that one is a semicolon */
} FoundComment;

/*
 * The comments of a text that begin with "hygiene:" (blanks before it and case
 * aside), in their order: a list of FoundComment *, palloc'd, that points into
 * the text.  As far as the scanner gets, if it stumbles; never an error.
 */
extern List *comments_find(const char *text);

/*
 * The first byte of text[from, to) that is neither blank nor in a comment; "to"
 * if none.
 */
extern int	comments_skip(const char *text, int from, int to);

#endif							/* HYGIENE_COMMENT_SCAN_H */
