/*-------------------------------------------------------------------------
 *
 * money.h
 *	  Does a column hold money, by its name and its company?
 *
 * Pure functions of names: nothing here reads a catalog, a setting or a row,
 * and nothing is allocated.  Names are the server's identifiers, of any length
 * and in any encoding; ASCII and accented Latin letters are compared without
 * regard to case.  The vocabulary is in money_words*.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_MONEY_H
#define HYGIENE_MONEY_H

#include "plain.h"

/*
 * What the siblings of a column and its relation say: a bit mask, gathered one
 * name at a time, so that a streaming reader can OR it together.  The column's
 * own name may be among them.
 */
#define MONEY_COMPANY_CURRENCY	0x0001	/* a currency */
#define MONEY_COMPANY_PRICE		0x0002	/* a price */
#define MONEY_COMPANY_QUANTITY	0x0004	/* a quantity */
#define MONEY_COMPANY_UNIT		0x0008	/* a unit of measure */
#define MONEY_COMPANY_OPEN		0x0010	/* the four prices of a candle */
#define MONEY_COMPANY_HIGH		0x0020
#define MONEY_COMPANY_LOW		0x0040
#define MONEY_COMPANY_CLOSE		0x0080
#define MONEY_COMPANY_TICKER	0x0100	/* what is traded */
#define MONEY_COMPANY_DEBIT		0x0200	/* the two sides of an entry */
#define MONEY_COMPANY_CREDIT	0x0400
#define MONEY_COMPANY_PAYMENT	0x0800	/* an invoice or a payment */
#define MONEY_COMPANY_BID		0x1000	/* the two sides of a quote */
#define MONEY_COMPANY_ASK		0x2000
#define MONEY_COMPANY_NETWORK	0x4000	/* the edges of a road network */
#define MONEY_COMPANY_PARTS		0x8000	/* a part of a sum: a subtotal, a fare */
#define MONEY_COMPANY_DEAL		0x10000 /* money changes hands: a merchant, a
										 * fee */
#define MONEY_COMPANY_TOTAL		0x20000 /* a total */
#define MONEY_COMPANY_AMOUNT	0x40000 /* an amount */

/*
 * What the name of one column contributes to the mask: 0 for nearly all names.
 * Cheap enough to be called for every column of a database.
 */
extern uint32 money_sibling_hint(const char *attname);

/* Words from the settings: lower case, each a whole word or a whole name. */
typedef struct MoneyWords
{
	const char *const *words;
	int			nwords;
} MoneyWords;

typedef enum MoneyVerdict
{
	MONEY_NO,
	MONEY_YES
} MoneyVerdict;

typedef struct MoneyJudgement
{
	MoneyVerdict verdict;
	char		word[32];		/* the word that decided, for the message; it
								 * is cut at a character of UTF-8 */
	const char *reason;			/* static text, a phrase without a period */
} MoneyJudgement;

/*
 * Judges the column attname of relation relname.  domainname is the name of
 * the column's domain or composite type, NULL unless it has one of its own;
 * siblings is the OR of money_sibling_hint() over the relation's columns.
 * extra act as words that mean money, extra_not as words that forbid it; both
 * may be NULL.  With MONEY_NO, word and reason are empty strings unless a word
 * forbade it.
 */
extern MoneyJudgement money_judge(const char *attname, const char *relname,
								  const char *domainname, uint32 siblings,
								  const MoneyWords *extra,
								  const MoneyWords *extra_not);

#endif							/* HYGIENE_MONEY_H */
