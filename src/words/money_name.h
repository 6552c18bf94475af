/*-------------------------------------------------------------------------
 *
 * money_name.h
 *	  What the words of one name say together.
 *
 * For money.c only: the name by itself, without any company.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_MONEY_NAME_H
#define HYGIENE_MONEY_NAME_H

#include "money_lookup.h"

/* One name, cut and looked up. */
typedef struct CutName
{
	MoneyName	n;
	uint32		all;			/* OR of the bits of its words */
	int			strong;			/* position of the last strong word, or -1 */
	int			last;			/* position of the last word that is no number */
	bool		fraction;		/* a fraction of so much per something */
	bool		prefixed;		/* begins with an abbreviation of its table */
} CutName;

/* Reads ident into name; extra and extra_not as in money_judge(). */
extern void money_name_read(const char *ident, const MoneyWords *extra,
							const MoneyWords *extra_not, CutName *name);

/* The last word of the name that has any of the W_ bits, or "". */
extern const char *money_word_with(const CutName *name, uint32 bits);

/*
 * The word that forbids money, or NULL.  table has the T_ bits of the
 * relation's name: some measures are prices where there is a market.
 */
extern const char *money_forbidding_word(const CutName *name, uint32 table);

/* Has it a rate that is not spoken of further (rate_amount)? */
extern bool money_is_rate(const CutName *name);

/* Is the word at i none that the vocabulary knows, and no mere prefix? */
extern bool money_is_stranger(const CutName *name, int i);
extern bool money_has_stranger(const CutName *name);

/* Does the word begin with a digit? */
extern bool money_is_number(const char *word);

#endif							/* HYGIENE_MONEY_NAME_H */
