/*-------------------------------------------------------------------------
 *
 * kept_array.h
 *		Arrays of records that begin with an OID, found by it.
 *
 * Made to be small and to grow by a million: items lie side by side, and a
 * table of places, no larger than the array needs, finds them.  For stream*.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_KEPT_ARRAY_H
#define HYGIENE_KEPT_ARRAY_H

#include "common/hashfn.h"

typedef struct KeptArray
{
	Size		itemsize;		/* set by who declares it; the rest is zero */
	char	   *items;
	int			nitems;
	int			allocated;
	uint32	   *slots;			/* 1 + place of an item, or 0 */
	uint32		mask;			/* number of slots, a power of 2, less 1 */
} KeptArray;

/*
 * Room for so many items, allocated in "context": to be asked for first.  What
 * is not used of it is never touched, where growing would copy and leave holes.
 */
extern void kept_reserve(KeptArray *array, Size nitems, MemoryContext context);

/* A new item, all zero, at the end.  It may move when more are added. */
extern void *kept_add(KeptArray *array);

/* After the last kept_add(): in the order of the OIDs, and from now on found by them. */
extern void kept_sort(KeptArray *array);

/* The item of that OID, or NULL. */
static inline void *
kept_find(const KeptArray *array, Oid oid)
{
	if (array->slots == NULL)
		return NULL;
	for (uint32 slot = murmurhash32(oid) & array->mask; array->slots[slot] != 0;
		 slot = (slot + 1) & array->mask)
	{
		void	   *item = array->items + (array->slots[slot] - 1) * array->itemsize;

		if (*(Oid *) item == oid)
			return item;
	}
	return NULL;
}

/*
 * The same for who asks mostly in the order of the OIDs: *near is where the
 * answer to the last question was, at first 0.
 */
static inline void *
kept_find_near(const KeptArray *array, Oid oid, int *near)
{
	const char *item = array->items + *near * array->itemsize;
	const char *next = item + array->itemsize;

	if (array->slots == NULL)
		return NULL;
	if (*(const Oid *) item <= oid)
	{
		if (*(const Oid *) item == oid)
			return unconstify(char *, item);
		if (*near + 1 == array->nitems || oid < *(const Oid *) next)
			return NULL;
		if (oid == *(const Oid *) next)
		{
			(*near)++;
			return unconstify(char *, next);
		}
	}
	item = kept_find(array, oid);
	if (item != NULL)
		*near = (item - array->items) / array->itemsize;
	return unconstify(char *, item);
}

#endif							/* HYGIENE_KEPT_ARRAY_H */
