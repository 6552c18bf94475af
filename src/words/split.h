/*-------------------------------------------------------------------------
 *
 * split.h
 *	  From an identifier to its words.
 *
 * Two steps, both without allocation and without any limit on the length of
 * what they are given:
 *
 *	words_split		cuts where the name itself says so: at anything that is
 *					neither letter nor digit, at humps, around digits.
 *	words_segment	cuts glued lower case ("totaldue") with the help of a
 *					vocabulary.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_WORDS_SPLIT_H
#define HYGIENE_WORDS_SPLIT_H

#include "plain.h"

/* An identifier of 63 bytes always fits: 63 words, 63 bytes and their NULs. */
#define WORDS_MAX		64
#define WORDS_BYTES		192

/*
 * The words of one identifier, lower case, in order, NUL-terminated in text[].
 * Do not copy the struct: word[] points into text[].
 */
typedef struct Words
{
	int			nwords;
	int			used;			/* bytes of text[] in use */
	bool		cut;			/* the name was too long; the rest was dropped */
	const char *word[WORDS_MAX];
	uint8		len[WORDS_MAX];
	char		text[WORDS_BYTES];
} Words;

/*
 * Splits ident (NUL-terminated, any bytes) into out and returns the number of
 * words.  Letters are ASCII letters and every byte above 127 that is not part of
 * a sign or an emoji in UTF-8; ASCII and the accented Latin letters of UTF-8 are
 * folded to lower-case ASCII letters ("Gebühr" gives "gebuhr"), the sign of the
 * euro is the word "eur", all other bytes pass through unchanged.  An
 * acronym ends before the hump that follows it: USDAmount is usd, amount.
 */
extern int	words_split(const char *ident, Words *out);

/*
 * What a vocabulary says of the word of len bytes at s: 0 when it does not
 * know it, else its worth in a segmentation (larger is better).
 */
typedef int (*WordsWorth) (const char *s, int len, void *arg);

/*
 * Cuts one lower-case token of len bytes into words that the vocabulary knows,
 * the cut of the largest summed worth.  Only a cut that leaves nothing over
 * counts: that is what keeps fee out of coffee.  ends[] receives the offset
 * after each word; the result is their number, or 0 when there is no such cut
 * or the token is longer than WORDS_SEGMENT_MAX.
 */
#define WORDS_SEGMENT_MAX	64
extern int	words_segment(const char *s, int len, WordsWorth worth, void *arg,
						  uint8 ends[WORDS_SEGMENT_MAX]);

/* Adds one word of len bytes to words; false when there is no room left. */
extern bool words_add(Words *words, const char *s, int len);

/* Copies a word into so many bytes, cut at a character of UTF-8 where it is longer. */
extern void words_copy(char *out, size_t size, const char *word);

#endif							/* HYGIENE_WORDS_SPLIT_H */
