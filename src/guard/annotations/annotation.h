/*-------------------------------------------------------------------------
 *
 * annotation.h
 *		The author's statement that a finding is intended.
 *
 *		RULE OBJECT {, RULE OBJECT} because REASON [, backup REF]
 *
 * One parser for all carriers.  In the setting hygiene.allow several
 * annotations are separated by newlines or semicolons; in a comment the whole
 * text after "hygiene: allow" is one annotation and white space is folded.
 *
 * OBJECT is a dotted name with SQL's own quoting and case folding; a function
 * may carry its argument types in parentheses.  There are no wildcards.  The
 * schema may be left out when it is on the search path.  Naming a schema
 * covers what lies in it, naming a table its columns,
 * constraints and partitions.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_ANNOTATION_H
#define HYGIENE_ANNOTATION_H

#include "postgres.h"

#include "access/transam.h"
#include "nodes/pg_list.h"
#include "rules/finding.h"

#define ANNOTATION_MAX_PARTS 4

typedef struct Annotation
{
	const struct HygieneRule *rule;
	int			nparts;			/* 1 to ANNOTATION_MAX_PARTS */
	char	   *parts[ANNOTATION_MAX_PARTS];	/* raw names */
	char	   *arguments;		/* a function's "(…)", white space folded,
								 * or NULL */
	char	   *object;			/* as written, for messages */
	char	   *reason;			/* never empty */
	char	   *backup;			/* or NULL */
	bool		used;			/* set by annotation_match() */
	SubTransactionId subid;		/* for whoever stores annotations over
								 * statements */
} Annotation;

/*
 * What is wrong with an annotation's text: to be reported, never raised as an
 * error.
 */
typedef struct AnnotationProblem
{
	char	   *message;		/* primary line, e.g. hygiene annotation names
								 * unknown rule "drop_colum" */
	char	   *detail;
	char	   *hint;
	int			sqlerrcode;		/* ERRCODE_WARNING class 01H9x */
} AnnotationProblem;

/*
 * Parses one carrier's text into a list of Annotation *, appending an
 * AnnotationProblem * to *problems for each part that cannot be understood
 * (unknown rule, no object, no reason, wildcard, stray text).  An annotation
 * with a problem is left out whole.  Never raises an error; copes with NULL,
 * empty and very long text (beyond 64 kB it is not parsed but a problem).
 */
extern List *annotation_parse(const char *text, bool is_comment, List **problems);

/*
 * Returns an annotation of the list that covers the finding and marks it used, or
 * returns NULL.  The schemas on the search path count for names
 * without one.
 */
extern Annotation *annotation_match(List *annotations, const HygieneFinding *finding);

/*
 * The line that would allow the findings, as SQL for a HINT:
 * SET LOCAL hygiene.allow = 'drop_column public.users.legacy because ...';
 * One for all, as a second SET LOCAL replaces the first.  For commands that
 * cannot run in a transaction block it is a comment.
 */
extern char *annotation_suggest_list(List *findings);

#endif							/* HYGIENE_ANNOTATION_H */
