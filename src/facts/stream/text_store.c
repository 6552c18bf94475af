/*-------------------------------------------------------------------------
 *
 * text_store.c
 *		Many short texts, each known by a number of four bytes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/catalog/growable_array.h"
#include "facts/stream/text_store.h"
#include "utils/memutils.h"

#define CHUNK_SIZE	65536

static void
add_chunk(TextStore *store)
{
	MemoryContext old;

	if (store->nchunks == CHUNK_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the names of all relations exceed 4 GB")));

	old = MemoryContextSwitchTo(store->context);
	ARRAY_RESERVE(store->chunks, store->nchunks, store->allocated);
	MemoryContextSwitchTo(old);
	store->chunks[store->nchunks++] = MemoryContextAlloc(store->context, CHUNK_SIZE);
	store->used = 0;
}

void
text_store_init(TextStore *store)
{
	memset(store, 0, sizeof(*store));
	store->context = CurrentMemoryContext;
	add_chunk(store);
	store->chunks[0][store->used++] = '\0';
}

uint32
text_store_add(TextStore *store, const char *text)
{
	Size		size = strlen(text) + 1;
	uint32		number;

	Assert(size <= CHUNK_SIZE);
	if (store->used + size > CHUNK_SIZE)
		add_chunk(store);
	number = (store->nchunks - 1) << 16 | store->used;
	memcpy(store->chunks[store->nchunks - 1] + store->used, text, size);
	store->used += size;
	return number;
}
