/*-------------------------------------------------------------------------
 *
 * growable_array.h
 *		Arrays of structs that grow by doubling.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_GROWABLE_ARRAY_H
#define HYGIENE_GROWABLE_ARRAY_H

/*
 * One more item, all zero, at the end of *items (NULL at first); items may move.
 * *allocated is the caller's to keep, 0 at first.
 */
static inline void *
growing_next(void **items, int *nitems, int *allocated, Size itemsize)
{
	void	   *item;

	if (*nitems == *allocated)
	{
		*allocated = *allocated == 0 ? 8 : *allocated * 2;
		*items = *items == NULL ? palloc(*allocated * itemsize) :
			repalloc(*items, *allocated * itemsize);
	}
	item = (char *) *items + (*nitems)++ * itemsize;
	memset(item, 0, itemsize);
	return item;
}

#define GROWING_NEXT(type, items, nitems, allocated) \
	((type *) growing_next((void **) &(items), &(nitems), &(allocated), sizeof(type)))

#endif							/* HYGIENE_GROWABLE_ARRAY_H */
