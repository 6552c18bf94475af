/*-------------------------------------------------------------------------
 *
 * kept_array.c
 *		Arrays of records that begin with an OID, found by it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/kept_array.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

void
kept_reserve(KeptArray *array, Size nitems, MemoryContext context)
{
	array->allocated = Max(nitems, 64);
	array->items = MemoryContextAllocHuge(context, array->allocated * array->itemsize);
}

void *
kept_add(KeptArray *array)
{
	if (array->nitems == array->allocated)
	{
		array->allocated += array->allocated / 2;
		array->items = repalloc_huge(array->items, array->allocated * array->itemsize);
	}
	return memset(array->items + array->nitems++ * array->itemsize, 0, array->itemsize);
}

/* An OID, and below it the place of its item. */
#define ST_SORT sort_keys
#define ST_ELEMENT_TYPE uint64
#define ST_COMPARE(a, b) (*(a) < *(b) ? -1 : *(a) > *(b))
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static void
sort_items(KeptArray *array)
{
#define ITEM(i) (array->items + (Size) (i) * array->itemsize)
#define PLACE(i) ((uint32) keys[i])
	uint64	   *keys;
	char	   *saved;
	bool		presorted = true;
	Oid			last = InvalidOid;

	for (int i = 0; i < array->nitems && presorted; i++)
	{
		Oid			oid = *(Oid *) (array->items + i * array->itemsize);

		presorted = oid >= last;
		last = oid;
	}
	if (presorted)
		return;

	keys = palloc_extended(array->nitems * sizeof(uint64), MCXT_ALLOC_HUGE);
	for (int i = 0; i < array->nitems; i++)
		keys[i] = (uint64) *(Oid *) ITEM(i) << 32 | i;
	sort_keys(keys, array->nitems);

	/* items are large, so each is moved once; along the cycles, so in place */
	saved = palloc(array->itemsize);
	for (int i = 0; i < array->nitems; i++)
	{
		uint32		to = i;

		if (PLACE(i) == i)
			continue;
		memcpy(saved, ITEM(i), array->itemsize);
		while (PLACE(to) != i)
		{
			uint32		from = PLACE(to);

			memcpy(ITEM(to), ITEM(from), array->itemsize);
			keys[to] = to;
			to = from;
		}
		memcpy(ITEM(to), saved, array->itemsize);
		keys[to] = to;
	}
	pfree(saved);
	pfree(keys);
#undef ITEM
#undef PLACE
}

void *
kept_seek(const KeptArray *array, Oid oid)
{
	int			low = 0;
	int			high = array->sorted ? array->nitems : 0;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		char	   *item = array->items + (Size) middle * array->itemsize;

		if (*(Oid *) item == oid)
			return item;
		if (*(Oid *) item < oid)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Bits and counts, if they take less than a few bytes for an item. */
static void
make_words(KeptArray *array)
{
	Oid			first = *(Oid *) array->items;
	Oid			last = *(Oid *) (array->items + (Size) (array->nitems - 1) * array->itemsize);
	uint32		nwords = (last - first) / 32 + 1;
	uint32		before = 0;

	if (nwords > (uint32) array->nitems)
		return;
	array->words = MemoryContextAllocExtended(GetMemoryChunkContext(array->items),
											  nwords * sizeof(struct KeptWord),
											  MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (int i = 0; i < array->nitems; i++)
	{
		Oid			oid = *(Oid *) (array->items + (Size) i * array->itemsize);
		struct KeptWord *word = &array->words[(oid - first) / 32];
		uint32		bit = (uint32) 1 << ((oid - first) % 32);

		/* places are counted by bits, so each OID has one item */
		if (word->bits & bit)
		{
			pfree(array->words);
			array->words = NULL;
			return;
		}
		word->bits |= bit;
	}
	for (uint32 i = 0; i < nwords; i++)
	{
		array->words[i].before = before;
		before += pg_popcount32(array->words[i].bits);
	}
	array->base = first;
	array->nwords = nwords;
}

void
kept_sort(KeptArray *array)
{
	array->sorted = true;
	if (array->nitems == 0)
		return;
	sort_items(array);
	make_words(array);
}
