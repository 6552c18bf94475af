/*-------------------------------------------------------------------------
 *
 * text_store.h
 *		Many short texts, each known by a number of four bytes.
 *
 * Texts do not move, and nothing is allocated for one text alone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TEXT_STORE_H
#define HYGIENE_TEXT_STORE_H

#include "postgres.h"

typedef struct TextStore
{
	MemoryContext context;
	char	  **chunks;			/* of 64 kB; the upper half of a number */
	uint32		nchunks;
	uint32		allocated;		/* of chunks */
	uint32		used;			/* of the last one; the lower half */
} TextStore;

/* Texts will live in the current memory context.  Number 0 is the empty text. */
extern void text_store_init(TextStore *store);

/* Copies a text, shorter than a chunk; ERROR after 4 GB of them. */
extern uint32 text_store_add(TextStore *store, const char *text);

static inline const char *
text_store_get(const TextStore *store, uint32 number)
{
	return store->chunks[number >> 16] + (number & 0xFFFF);
}

#endif							/* HYGIENE_TEXT_STORE_H */
