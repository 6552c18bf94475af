/*-------------------------------------------------------------------------
 *
 * secret.h
 *	  Does a column, a variable or an option hold a secret in clear, by its name?
 *
 * Pure functions of names, as in money.h.  The vocabulary is in
 * secret_words.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SECRET_H
#define HYGIENE_SECRET_H

#include "plain.h"

typedef enum SecretVerdict
{
	SECRET_NO,
	SECRET_HASHED,				/* of a secret, but not readable by its name */
	SECRET_PLAIN
} SecretVerdict;

typedef struct SecretJudgement
{
	SecretVerdict verdict;
	const char *kind;			/* static: "a password", "a token"; "" unless
								 * PLAIN */
	char		word[32];		/* the word that decided, or "" */
} SecretJudgement;

/*
 * Judges the name of a column of relation relname ("" where there is none, as
 * for a variable).  length is what the type allows in characters, -1 for no
 * limit; fixed says that it always is as long (char(n)): some lengths are those
 * of a hash.
 */
extern SecretJudgement secret_judge(const char *attname, const char *relname,
									int length, bool fixed);

/*
 * False when attname certainly names no secret, whatever the relation: a
 * reader drops such columns early.
 */
extern bool secret_may_hold(const char *attname);

#endif							/* HYGIENE_SECRET_H */
