/*-------------------------------------------------------------------------
 *
 * word_table.h
 *	  A hash table of words in static memory, and how names are cut by it.
 *
 * For vocabulary.c and money_lookup.c.  Words are lower case and not
 * terminated; all of them are added before the first lookup.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_WORD_TABLE_H
#define HYGIENE_WORD_TABLE_H

#include "plain.h"
#include "split.h"

#define LONGEST_WORD	31		/* bytes; longer ones are not looked up */

typedef struct WordEntry
{
	const char *word;			/* NULL: empty */
	uint32		bits;			/* what it says in the name of a column */
	uint16		table;			/* and in the name of a table */
	uint16		len;
} WordEntry;

typedef struct WordTable
{
	uint32		size;			/* of entries: a power of two, well above the
								 * number of words */
	bool		plural_ies;		/* "countries" is a plural as well as "prices" */
	uint32		joined;			/* bit of words that may also be written as
								 * several words */
	WordEntry  *entries;
	uint32		lengths[32 * 32];	/* bits of the lengths of words and plurals,
									 * by the words' first two letters */
} WordTable;

/* Adds the words, separated by blanks; a word added twice gets all of the bits. */
extern void word_table_add(WordTable *table, const char *words, uint32 bits, uint16 table_bits);

/* Returns the entry of exactly this word, or the empty one where it would be. */
extern WordEntry *word_table_find(const WordTable *table, const char *s, int len);

/*
 * Returns the entry of the word, or that of its singular (then *plural is
 * true); NULL if neither is known.
 */
extern const WordEntry *word_table_lookup(const WordTable *table, const char *s, int len,
										  bool *plural);

/*
 * Returns the length of the longest word with one of these bits, of at least
 * "shortest" bytes, that the token ends in and is longer than; 0 if there is none.
 */
extern int	word_table_tail(const WordTable *table, const char *s, int len, int shortest,
							uint32 bits);

/* Adds to "out" the words of "cut", those that mean something only together as one. */
extern void word_table_join(const WordTable *table, const Words *cut, Words *out);

#endif							/* HYGIENE_WORD_TABLE_H */
