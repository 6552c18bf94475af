/*-------------------------------------------------------------------------
 *
 * money_lookup.h
 *	  The money vocabulary as a table to look words up in.
 *
 * For money.c only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_MONEY_LOOKUP_H
#define HYGIENE_MONEY_LOOKUP_H

#include "money.h"
#include "money_words.h"
#include "split.h"

/* A name cut into words, and what the vocabulary says of each (W_ bits). */
typedef struct MoneyName
{
	Words		words;
	uint32		bits[WORDS_MAX];
} MoneyName;

/*
 * Cuts ident into words, glued ones by vocabulary, and joins those that mean
 * something only together (sub_total).  The words of extra count as W_STRONG,
 * those of extra_not as W_NEVER; either may be NULL.
 */
extern void money_cut(const char *ident, const MoneyWords *extra,
					  const MoneyWords *extra_not, MoneyName *out);

/* What a word says in the name of a table (T_ bits). */
extern uint32 money_table_bits(const char *word, int len);

#endif							/* HYGIENE_MONEY_LOOKUP_H */
