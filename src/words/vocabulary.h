/*-------------------------------------------------------------------------
 *
 * vocabulary.h
 *	  Readable lists of words, as a table to look the words of a name up in.
 *
 * A vocabulary is a list of groups: bits, and the words that carry them.  What
 * the bits mean is the business of who asks; two of them are understood here.
 * Words are lower case, without accents and in the singular: the plural in -s
 * is understood.  A word in several groups is all that they say.
 *
 * The table is made on first use and stays for the life of the process.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_VOCABULARY_H
#define HYGIENE_VOCABULARY_H

#include "plain.h"
#include "split.h"
#include "word_table.h"

#define V_TAIL		0x80000000	/* also when glued to the end of a foreign
								 * word */
#define V_JOINED	0x40000000	/* also when written as several words */
#define V_PLURAL	0x20000000	/* set by the lookup: was found without its -s */

#define VOCABULARY_SIZE 4096	/* a power of two, well above the words */

typedef struct WordGroup
{
	uint32		bits;
	const char *words;			/* separated by blanks */
} WordGroup;

typedef struct Vocabulary
{
	const WordGroup *groups;
	int			ngroups;
	bool		ready;
	WordTable	table;
	WordEntry	entries[VOCABULARY_SIZE];
} Vocabulary;

#define VOCABULARY(groups_) {.groups = (groups_), .ngroups = lengthof(groups_)}

/* A name cut into words, and what the vocabulary says of each. */
typedef struct ReadName
{
	Words		words;
	uint32		bits[WORDS_MAX];
	uint32		all;			/* OR of the bits */
} ReadName;

/*
 * Cuts ident into words, glued ones with the help of the vocabulary, joins
 * those that mean something only together, and looks all of them up.  Do not
 * copy the result: it points into itself.
 */
extern void vocabulary_read(Vocabulary *vocabulary, const char *ident, ReadName *out);

/* Is the word a number? */
extern bool vocabulary_is_number(const char *word);

#endif							/* HYGIENE_VOCABULARY_H */
