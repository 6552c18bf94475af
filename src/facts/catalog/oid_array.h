/*-------------------------------------------------------------------------
 *
 * oid_array.h
 *		Arrays of records that begin with an OID, found by it.
 *
 * Made to be small and to grow by a million: items lie side by side in the order
 * of their OIDs.  Where these are dense, as they mostly are, a bit for each OID
 * and counts of bits tell an item's place without a look at others; where they
 * are not, the place is sought by halves.  For stream*.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_OID_ARRAY_H
#define HYGIENE_OID_ARRAY_H

#include "port/pg_bitutils.h"

typedef struct OidArray
{
	Size		itemsize;		/* set by who declares it; the rest is zero */
	char	   *items;
	int			nitems;
	int			allocated;
	bool		sorted;
	Oid			base;			/* the OID of the first bit */
	uint32		nwords;			/* 0: OIDs are not dense */
	struct OidArrayWord
	{
		uint32		before;		/* items below these OIDs */
		uint32		bits;
	}		   *words;
} OidArray;

/*
 * Room for so many items, allocated in "context": to be asked for first.  What
 * is not used of it is never touched, where growing would copy and leave holes.
 */
extern void oid_array_reserve(OidArray *array, Size nitems, MemoryContext context);

/* A new item, all zero, at the end.  It may move when more are added. */
extern void *oid_array_add(OidArray *array);

/*
 * After the last oid_array_add(): in the order of the OIDs, and from now on found by them.
 * Items move; what room is left goes.
 */
extern void oid_array_sort(OidArray *array);

/*
 * In the order in which other OIDs, "offset" bytes into the items, are in another
 * array that is sorted; items whose OIDs are not there are left out, those that
 * were equal stay as they were.  Nothing is found by OID any more.
 */
extern void oid_array_order_by(OidArray *array, Size offset, const OidArray *other);

/* The part of oid_array_index() that halves. */
extern int	oid_array_search(const OidArray *array, Oid oid);

/* The place of the item of that OID, or -1; of several, any. */
static inline int
oid_array_index(const OidArray *array, Oid oid)
{
	uint32		distance = oid - array->base;
	const struct OidArrayWord *word;
	uint32		bit;

	if (array->nwords == 0)
		return oid_array_search(array, oid);
	if (distance / 32 >= array->nwords)
		return -1;
	word = &array->words[distance / 32];
	bit = (uint32) 1 << (distance % 32);
	if ((word->bits & bit) == 0)
		return -1;
	return word->before + pg_popcount32(word->bits & (bit - 1));
}

/* The item, or NULL. */
static inline void *
oid_array_find(const OidArray *array, Oid oid)
{
	int			place = oid_array_index(array, oid);

	return place < 0 ? NULL : array->items + (Size) place * array->itemsize;
}

/*
 * For who asks mostly in the order of the OIDs: *near is where the answer to the
 * last question was, at first 0.  False if the answer is not near there.
 */
static inline bool
oid_array_is_near(const OidArray *array, Oid oid, int *near, void **found)
{
	char	   *item = array->items + (Size) *near * array->itemsize;
	char	   *next = item + array->itemsize;

	*found = NULL;
	if (!array->sorted || array->nitems == 0)
		return true;
	if (oid < *(Oid *) item)
		return false;
	if (oid == *(Oid *) item)
		*found = item;
	else if (*near + 1 == array->nitems || oid < *(Oid *) next)
		return true;
	else if (oid == *(Oid *) next)
	{
		(*near)++;
		*found = next;
	}
	return *found != NULL;
}

/* oid_array_find() for the same. */
static inline void *
oid_array_find_near(const OidArray *array, Oid oid, int *near)
{
	void	   *found;
	int			place;

	if (oid_array_is_near(array, oid, near, &found))
		return found;
	place = oid_array_index(array, oid);
	if (place < 0)
		return NULL;
	*near = place;
	return array->items + (Size) place * array->itemsize;
}

/* Asks for memory that will be looked at soon, so that nobody waits for it then. */
static inline void
prefetch_item(const void *address, Size size)
{
#ifdef __GNUC__
	__builtin_prefetch(address);
	__builtin_prefetch((const char *) address + size - 1);
#endif
}

#endif							/* HYGIENE_OID_ARRAY_H */
