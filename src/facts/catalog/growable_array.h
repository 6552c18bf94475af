/*-------------------------------------------------------------------------
 *
 * growable_array.h
 *		Arrays that grow.
 *
 * The caller has a pointer to the items (NULL at first), their number, and how many
 * there is room for (0 at first).  Items lie in the memory context that was current
 * when the first was added, or where the caller allocated them, and may move.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_GROWABLE_ARRAY_H
#define HYGIENE_GROWABLE_ARRAY_H

/* The next size of an array that is full: twice as many, or half again if it is large. */
static inline Size
array_next_size(Size allocated)
{
	return allocated < 8 ? 8 : allocated < 4096 ? allocated * 2 : allocated + allocated / 2;
}

/* The items with room for so many bytes.  They may move, within their memory context. */
static inline void *
array_resize(void *items, Size size)
{
	return items == NULL ? palloc_extended(size, MCXT_ALLOC_HUGE) : repalloc_huge(items, size);
}

/* Makes room for one more item behind nitems of them. */
#define ARRAY_RESERVE(items, nitems, allocated) \
	do { \
		if ((nitems) == (allocated)) \
		{ \
			(allocated) = array_next_size(allocated); \
			(items) = array_resize((items), (Size) (allocated) * sizeof(*(items))); \
		} \
	} while (0)

/* One more item, all zero, at the end of *items; for ARRAY_ADD(). */
static inline void *
array_add(void **items, int *nitems, int *allocated, Size itemsize)
{
	if (*nitems == *allocated)
	{
		*allocated = array_next_size(*allocated);
		*items = array_resize(*items, *allocated * itemsize);
	}
	return memset((char *) *items + (*nitems)++ * itemsize, 0, itemsize);
}

#define ARRAY_ADD(type, items, nitems, allocated) \
	((type *) array_add((void **) &(items), &(nitems), &(allocated), sizeof(type)))

#endif							/* HYGIENE_GROWABLE_ARRAY_H */
