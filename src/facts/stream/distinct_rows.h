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

/* Bytes that rows are compared by, and how many shapes there can be. */
#define ROW_KEY_MAX		512
#define ROW_SHAPES_MAX	16384

/* The number of what has no shape. */
#define ROW_SHAPE_NONE	ROW_SHAPES_MAX

typedef struct RowKey
{
	Size		len;
	char		bytes[ROW_KEY_MAX];
} RowKey;

typedef struct RowShapes
{
	MemoryContext context;
	struct row_shapes_hash *numbers;
	Size		itemsize;		/* of what is kept beside a number */
	char	   *items;
	uint32		nitems;
	uint32		allocated;
} RowShapes;

/* Shapes will live in the current memory context. */
extern void row_shapes_init(RowShapes *shapes, Size itemsize);

/*
 * All that a row says from byte "from" of its data on; false if that is too
 * much.  The caller may blot out what is not to count: key->bytes + *data
 * is where byte "from" is.
 */
extern bool row_key_form(HeapTuple tuple, Size from, RowKey *key, Size *data);

/*
 * The number of these bytes.  Where they are new, *found is false and the item
 * of the number is for the caller to fill; ROW_SHAPE_NONE if there is no room.
 */
extern uint32 row_shapes_number(RowShapes *shapes, const RowKey *key, bool *found);

static inline void *
row_shapes_item(const RowShapes *shapes, uint32 number)
{
	return shapes->items + number * shapes->itemsize;
}

#endif							/* HYGIENE_DISTINCT_ROWS_H */
