/*-------------------------------------------------------------------------
 *
 * tokens.h
 *		The tokens of a text, as the server's own scanner sees them.
 *
 * For SQL and for bodies in PL/pgSQL, whose lexemes are those of SQL.  Comments
 * and blanks are gone; strings and quoted names come as what they mean.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TOKENS_H
#define HYGIENE_TOKENS_H

#include "postgres.h"

typedef enum TokenKind
{
	TOKEN_WORD,					/* a name or keyword, folded unless quoted */
	TOKEN_STRING,				/* its value; of any kind of string constant */
	TOKEN_NUMBER,
	TOKEN_PARAMETER,			/* $number */
	TOKEN_OPERATOR				/* also ( ) [ ] , ; : . and the like */
} TokenKind;

typedef struct Token
{
	TokenKind	kind;
	const char *text;			/* word, string value, "||", ";", … */
	int			number;			/* of a parameter */
	int			location;		/* first byte in the text */
	int			length;			/* bytes in the text */
	int			line;			/* from 1 */
	bool		quoted;			/* a word in double quotes */
	bool		reserved;		/* a word that no column or variable can have
								 * as its name without quotes */
} Token;

/*
 * The tokens of the text, palloc'd; *ntokens says how many.  Ends early, with
 * what was read so far, where the text is no SQL (an unterminated string) or has
 * millions of tokens; neither an error nor a warning is raised for that.  Takes
 * time in proportion to the length of the text, and can be cancelled.
 */
extern Token *facts_tokens(const char *text, int *ntokens);

/*
 * The text as the scanner can read it in time that grows with its length, with
 * everything at the same offset: itself, or a copy without what is too much of
 * an endless run of signs.  NULL if there is no such text.
 */
extern const char *facts_readable(const char *text);

/*
 * Calls "scan", which runs the server's scanner or parser, and catches errors about the
 * text: false then, and what was done so far stays.  The scanner's warnings are
 * suppressed.  "scan" may allocate memory and nothing else, so that no
 * subtransaction is needed; errors of any other kind are raised.
 */
extern bool facts_scan_quietly(void (*scan) (void *arg), void *arg);

#endif							/* HYGIENE_TOKENS_H */
