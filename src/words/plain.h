/*-------------------------------------------------------------------------
 *
 * plain.h
 *	  The few types that src/words needs, in the server and outside of it.
 *
 * Nothing in this directory calls the server: no palloc, no ereport, no
 * catalogs.  With WORDS_STANDALONE defined the sources compile as plain C, so
 * that their accuracy can be measured by a program that links no server.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_WORDS_PLAIN_H
#define HYGIENE_WORDS_PLAIN_H

#ifdef WORDS_STANDALONE
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t uint8;
typedef uint16_t uint16;
typedef uint32_t uint32;
#define lengthof(array) (sizeof(array) / sizeof((array)[0]))
#define Min(x, y) ((x) < (y) ? (x) : (y))
#else
#include "postgres.h"
#endif

#endif							/* HYGIENE_WORDS_PLAIN_H */
