/*-------------------------------------------------------------------------
 *
 * comment_annotations.h
 *		Annotations in the comments of the statement that is running.
 *
 * The comments of the statement of the outermost active portal count (and,
 * for a DO block, those in its body), found with the server's own scanner:
 * before its first token, inside it, and before its semicolon.  Not those of
 * other statements of the same message.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_COMMENT_ANNOTATIONS_H
#define HYGIENE_COMMENT_ANNOTATIONS_H

#include "postgres.h"

#include "nodes/pg_list.h"

/*
 * Annotations found in comments that start with "hygiene: allow" (blank after
 * the colon optional, any case), as annotation_parse() returns them.  Comments
 * that begin with "hygiene:" but are not understood are problems; all others
 * are ignored.  Without an active portal: NIL.
 */
extern List *comments_annotations(List **problems);

#endif							/* HYGIENE_COMMENT_ANNOTATIONS_H */
