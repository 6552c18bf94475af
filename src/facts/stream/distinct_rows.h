/*-------------------------------------------------------------------------
 *
 * distinct_rows.h
 *		What many rows of a catalog say in the same words, kept once.
 *
 * Applications have few kinds of keys and indexes: but for OIDs and names, most
 * rows of pg_constraint and pg_index are equal byte by byte.  Such bytes have
 * a number here, and beside it what was made of them.  For stream*.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DISTINCT_ROWS_H
#define HYGIENE_DISTINCT_ROWS_H

#include "access/htup.h"

/* Bytes that rows are compared by, and how many rows there can be. */
#define ROW_KEY_MAX		512
#define DISTINCT_ROWS_MAX	16384

/* The number of what has no shape. */
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
	Size		itemsize;		/* of what is kept beside a number */
	char	   *items;
	uint32		nitems;
	uint32		allocated;
} DistinctRows;

/* Shapes will live in the current memory context. */
extern void distinct_rows_init(DistinctRows *rows, Size itemsize);

/*
 * All that a row says from byte "from" of its data on; false if that is too
 * much.  The caller may blot out what is not to count: key->bytes + *data
 * is where byte "from" is.
 */
extern bool row_key_form(HeapTuple tuple, Size from, RowKey *key, Size *data);

/*
 * The number of these bytes.  Where they are new, *found is false and the item
 * of the number is for the caller to fill; DISTINCT_ROW_NONE if there is no room.
 */
extern uint32 distinct_rows_number(DistinctRows *rows, const RowKey *key, bool *found);

static inline void *
distinct_rows_item(const DistinctRows *rows, uint32 number)
{
	return rows->items + number * rows->itemsize;
}

#endif							/* HYGIENE_DISTINCT_ROWS_H */
