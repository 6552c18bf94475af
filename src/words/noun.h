/*-------------------------------------------------------------------------
 *
 * noun.h
 *	  What a word is called when there is one of it, and when there are many.
 *
 * Words are lower case, without separators, as words_split() makes them and
 * joined: "orderline" and "orderlines".  Knows the plurals of English, and the
 * endings by which German, French, Spanish, Portuguese, Italian and Dutch make
 * theirs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_WORDS_NOUN_H
#define HYGIENE_WORDS_NOUN_H

#include "plain.h"

/* Forms fit into so many bytes; longer words have none. */
#define NOUN_BYTES		80

/*
 * What else the word may be called when there is one of it or many: call with
 * i = 0, 1, 2 … until the result is false.  out[] receives the form, or "" where
 * the word does not have that one.
 */
extern bool noun_form(const char *word, int i, char out[NOUN_BYTES]);

#endif							/* HYGIENE_WORDS_NOUN_H */
