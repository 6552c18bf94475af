/*-------------------------------------------------------------------------
 *
 * oid_array.c
 *		Arrays of records that begin with an OID, found by it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/catalog/growable_array.h"
#include "facts/catalog/oid_array.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

void
oid_array_reserve(OidArray *array, Size nitems, MemoryContext context)
{
	array->allocated = Max(nitems, 64);
	array->items = MemoryContextAllocHuge(context, array->allocated * array->itemsize);
}

void *
oid_array_add(OidArray *array)
{
	if (array->nitems == array->allocated)
	{
		array->allocated = array_next_size(array->allocated);
		array->items = array_resize(array->items, array->allocated * array->itemsize);
	}
	return memset(array->items + array->nitems++ * array->itemsize, 0, array->itemsize);
}

#define ITEM(array, i) ((array)->items + (Size) (i) * (array)->itemsize)
#define ITEM_OID(array, i, offset) (*(Oid *) (ITEM(array, i) + (offset)))

/* Allocates room for a copy of all items. */
static char *
new_items(const OidArray *array)
{
	return MemoryContextAllocHuge(GetMemoryChunkContext(array->items),
								  Max(array->nitems, 1) * array->itemsize);
}

static void
replace_items(OidArray *array, char *items)
{
	pfree(array->items);
	array->items = items;
	array->allocated = Max(array->nitems, 1);
}

/* Sort keys: an OID and, in the lower half, the index of its item. */
#define ST_SORT sort_keys
#define ST_ELEMENT_TYPE uint64
#define ST_COMPARE(a, b) (*(a) < *(b) ? -1 : *(a) > *(b))
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static void
sort_items(OidArray *array)
{
	uint64	   *keys = palloc_extended(array->nitems * sizeof(uint64), MCXT_ALLOC_HUGE);
	char	   *items = new_items(array);

	for (int i = 0; i < array->nitems; i++)
		keys[i] = (uint64) ITEM_OID(array, i, 0) << 32 | i;
	sort_keys(keys, array->nitems);
	for (int i = 0; i < array->nitems; i++)
		memcpy(items + i * array->itemsize, ITEM(array, (uint32) keys[i]), array->itemsize);
	pfree(keys);
	replace_items(array, items);
}

int
oid_array_search(const OidArray *array, Oid oid)
{
	int			low = 0;
	int			high = array->sorted ? array->nitems : 0;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		Oid			there = ITEM_OID(array, middle, 0);

		if (there == oid)
			return middle;
		if (there < oid)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

/* Makes the bitmap, unless the OIDs are too sparse. */
static void
make_words(OidArray *array, Oid first, Oid last)
{
	uint32		nwords = (last - first) / 32 + 1;
	uint32		before = 0;

	if (nwords > (uint32) array->nitems)
		return;
	array->words = MemoryContextAllocExtended(GetMemoryChunkContext(array->items),
											  nwords * sizeof(struct OidArrayWord),
											  MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (int i = 0; i < array->nitems; i++)
	{
		Oid			oid = ITEM_OID(array, i, 0);
		struct OidArrayWord *word = &array->words[(oid - first) / 32];
		uint32		bit = (uint32) 1 << ((oid - first) % 32);

		/* an index is a count of bits, so each OID must be unique */
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
oid_array_sort(OidArray *array)
{
	Oid			first = PG_UINT32_MAX;
	Oid			last = InvalidOid;
	bool		presorted = true;

	array->sorted = true;
	if (array->nitems == 0)
		return;
	for (int i = 0; i < array->nitems; i++)
	{
		Oid			oid = ITEM_OID(array, i, 0);

		presorted = presorted && oid >= last;
		first = Min(first, oid);
		last = Max(last, oid);
	}
	make_words(array, first, last);
	if (presorted)
		return;
	if (array->nwords > 0)
	{
		/* the bitmap gives each its index */
		char	   *items = new_items(array);

		for (int i = 0; i < array->nitems; i++)
			memcpy(items + oid_array_index(array, ITEM_OID(array, i, 0)) * array->itemsize,
				   ITEM(array, i), array->itemsize);
		replace_items(array, items);
	}
	else
		sort_items(array);
}

/* Removes items whose OIDs "other" lacks; true if the rest is in order then. */
static bool
remove_unknown(OidArray *array, Size offset, const OidArray *other)
{
	Oid			last = InvalidOid;
	bool		ordered = true;
	int			n = 0;

	for (int i = 0; i < array->nitems; i++)
	{
		Oid			oid = ITEM_OID(array, i, offset);

		if (oid_array_index(other, oid) < 0)
			continue;
		ordered = ordered && oid >= last;
		last = oid;
		if (n < i)
			memcpy(ITEM(array, n), ITEM(array, i), array->itemsize);
		n++;
	}
	array->nitems = n;
	return ordered;
}

void
oid_array_order_by(OidArray *array, Size offset, const OidArray *other)
{
	int		   *starts;
	char	   *items;
	int			n = 0;

	if (array->words != NULL)
		pfree(array->words);
	array->words = NULL;
	array->nwords = 0;
	array->sorted = false;
	if (remove_unknown(array, offset, other))
		return;

	/* a counting sort */
	items = new_items(array);
	starts = palloc_extended(other->nitems * sizeof(int), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (int i = 0; i < array->nitems; i++)
		starts[oid_array_index(other, ITEM_OID(array, i, offset))]++;
	for (int i = 0; i < other->nitems; i++)
	{
		int			count = starts[i];

		starts[i] = n;
		n += count;
	}
	for (int i = 0; i < array->nitems; i++)
	{
		int			index = oid_array_index(other, ITEM_OID(array, i, offset));

		memcpy(items + (Size) starts[index]++ * array->itemsize, ITEM(array, i),
			   array->itemsize);
	}
	pfree(starts);
	replace_items(array, items);
}
