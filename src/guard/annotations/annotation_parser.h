/*-------------------------------------------------------------------------
 *
 * annotation_parser.h
 *		The parts of an annotation; for annotation.c alone.
 *
 * A parser stands somewhere in a text that holds one annotation or more.  What
 * reads a part goes on behind it and returns true, or adds a problem, goes on
 * behind the whole annotation and returns false.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_ANNOTATION_PARSER_H
#define HYGIENE_ANNOTATION_PARSER_H

#include "postgres.h"

#include "guard/annotations/annotation.h"

/* SQLSTATEs of problems */
#define PROBLEM_RULE		MAKE_SQLSTATE('0', '1', 'H', 'A', '0')
#define PROBLEM_OBJECT		MAKE_SQLSTATE('0', '1', 'H', 'A', '1')
#define PROBLEM_REASON		MAKE_SQLSTATE('0', '1', 'H', 'A', '2')
#define PROBLEM_WILDCARD	MAKE_SQLSTATE('0', '1', 'H', 'A', '3')
#define PROBLEM_TEXT		MAKE_SQLSTATE('0', '1', 'H', 'A', '4')
#define PROBLEM_LENGTH		MAKE_SQLSTATE('0', '1', 'H', 'A', '5')

typedef struct Parser
{
	const char *start;			/* of the annotation being read */
	const char *at;
	const char *end;
	char		separator;		/* ends an annotation before the end; or NUL */
	List	  **problems;
} Parser;

/* Returns whether the text of the annotation ends here. */
extern bool parser_at_end(const Parser *p);
extern void parser_skip_blanks(Parser *p);

/* Returns whether the keyword is here, as a word of its own. */
extern bool parser_at_keyword(const Parser *p, const char *keyword);

/* Returns whether a wildcard is here, which no annotation may have. */
extern bool parser_is_wildcard(const Parser *p);

/*
 * Reads the rule, or the object with its parts and arguments, into the
 * annotation.  False if there is none to be read, which is added as a problem.
 */
extern bool parser_read_rule(Parser *p, Annotation *annotation);
extern bool parser_read_object(Parser *p, Annotation *annotation);

/* Notes what is wrong; "hint" may be NULL for the grammar.  Returns false. */
extern bool parser_problem(Parser *p, int sqlerrcode, const char *what, const char *hint);

/* The text cut to what a message can hold, white space folded; palloc'd */
extern char *parser_shorten(const char *text, int len);

#endif							/* HYGIENE_ANNOTATION_PARSER_H */
