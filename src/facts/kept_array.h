/*-------------------------------------------------------------------------
 *
 * kept_array.h
 *		Arrays of records that begin with an OID, found by it.
 *
 * Made to be small and to grow by a million: items lie side by side in the order
 * of their OIDs.  Where these are dense, as they mostly are, a bit for each OID
 * and counts of bits tell an item's place without a look at others; where they
 * are not, the place is sought by halves.  For stream*.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_KEPT_ARRAY_H
#define HYGIENE_KEPT_ARRAY_H

#include "port/pg_bitutils.h"

typedef struct KeptArray
{
	Size		itemsize;		/* set by who declares it; the rest is zero */
	char	   *items;
	int			nitems;
	int			allocated;
	bool		sorted;
	Oid			base;			/* the OID of the first bit */
	uint32		nwords;			/* 0: OIDs are not dense */
	struct KeptWord
	{
		uint32		before;		/* items below these OIDs */
		uint32		bits;
	}		   *words;
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

/* The part of kept_find() that halves. */
extern void *kept_seek(const KeptArray *array, Oid oid);

/* The item of that OID, or NULL; of several, any. */
static inline void *
kept_find(const KeptArray *array, Oid oid)
{
	uint32		distance = oid - array->base;
	const struct KeptWord *word;
	uint32		bit;

	if (array->nwords == 0)
		return kept_seek(array, oid);
	if (distance / 32 >= array->nwords)
		return NULL;
	word = &array->words[distance / 32];
	bit = (uint32) 1 << (distance % 32);
	if ((word->bits & bit) == 0)
		return NULL;
	return array->items +
		(word->before + pg_popcount32(word->bits & (bit - 1))) * array->itemsize;
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

	if (!array->sorted || array->nitems == 0)
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
