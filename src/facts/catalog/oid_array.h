/*-------------------------------------------------------------------------
 *
 * oid_array.h
 *		Arrays of records that begin with an OID, found by it.
 *
 * Small, for millions of items, which lie side by side in the order of their
 * OIDs.  Where the OIDs are dense, as they usually are, an item's index is
 * computed from a bitmap of OIDs and counts of its bits; otherwise it is found by
 * binary search.
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
 * Allocates room for so many items in "context".  Call this before the first
 * oid_array_add().  Memory that stays unused is never written to.
 */
extern void oid_array_reserve(OidArray *array, Size nitems, MemoryContext context);

/* A new item, all zero, at the end.  It may move when more are added. */
extern void *oid_array_add(OidArray *array);

/*
 * Sorts the items by OID after the last oid_array_add(); from then on they can be
 * found.  Items move, and unused room is freed.
 */
extern void oid_array_sort(OidArray *array);

/*
 * Sorts the items by another OID, "offset" bytes into each, in the order of the
 * sorted array "other"; the sort is stable, and items whose OIDs "other" lacks are
 * removed.  Items can no longer be found by their own OID.
 */
extern void oid_array_order_by(OidArray *array, Size offset, const OidArray *other);

/* Binary search for oid_array_index(). */
extern int	oid_array_search(const OidArray *array, Oid oid);

/* Returns the index of an item with this OID, or -1 if there is none. */
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
	int			index = oid_array_index(array, oid);

	return index < 0 ? NULL : array->items + (Size) index * array->itemsize;
}

/*
 * Looks for the item at *near, the index of the last one found (0 at first), and
 * behind it, for callers that ask mostly in the order of OIDs.  False if the OID
 * must be searched for.
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

/* oid_array_find() for such callers. */
static inline void *
oid_array_find_near(const OidArray *array, Oid oid, int *near)
{
	void	   *found;
	int			index;

	if (oid_array_is_near(array, oid, near, &found))
		return found;
	index = oid_array_index(array, oid);
	if (index < 0)
		return NULL;
	*near = index;
	return array->items + (Size) index * array->itemsize;
}

/* Prefetches memory that is read soon. */
static inline void
prefetch_item(const void *address, Size size)
{
#ifdef __GNUC__
	__builtin_prefetch(address);
	__builtin_prefetch((const char *) address + size - 1);
#endif
}

#endif							/* HYGIENE_OID_ARRAY_H */
