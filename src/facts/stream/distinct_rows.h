/*-------------------------------------------------------------------------
 *
 * distinct_rows.h
 *		Rows of a catalog that are equal but for OIDs and names, stored once.
 *
 * Applications have few kinds of keys and indexes: but for OIDs and names, most
 * rows of pg_constraint and pg_index are equal byte by byte.  Each distinct row has
 * a number and an item of the caller's, the facts formed from it.  For stream*.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DISTINCT_ROWS_H
#define HYGIENE_DISTINCT_ROWS_H

#include "access/htup.h"

/* Bytes of a row at most, and distinct rows at most. */
#define ROW_KEY_MAX		512
#define DISTINCT_ROWS_MAX	16384

/* The number of a row that is not stored here. */
#define DISTINCT_ROW_NONE	DISTINCT_ROWS_MAX

typedef struct RowKey
{
	Size		len;
	char		bytes[ROW_KEY_MAX];
} RowKey;

typedef struct DistinctRows
{
	MemoryContext context;
	struct row_numbers_hash *numbers;
	Size		itemsize;		/* of the item of each number */
	char	   *items;
	uint32		nitems;
	uint32		allocated;
} DistinctRows;

/* All rows lie in the memory context that is current now. */
extern void distinct_rows_init(DistinctRows *rows, Size itemsize);

/*
 * Copies a row's null bitmap and its data from byte "from" on; false if they are
 * longer than ROW_KEY_MAX.  key->bytes + *data is where byte "from" is, so that the
 * caller can zero fields that are not to be compared.
 */
extern bool row_key_form(HeapTuple tuple, Size from, RowKey *key, Size *data);

/*
 * Returns the number of the row with these bytes, or DISTINCT_ROW_NONE if there is
 * no room for a new one.  If it is new, *found is false and the caller must fill
 * its item.
 */
extern uint32 distinct_rows_number(DistinctRows *rows, const RowKey *key, bool *found);

static inline void *
distinct_rows_item(const DistinctRows *rows, uint32 number)
{
	return rows->items + number * rows->itemsize;
}

#endif							/* HYGIENE_DISTINCT_ROWS_H */
