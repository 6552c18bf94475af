/*-------------------------------------------------------------------------
 *
 * distinct_rows.c
 *		Rows of a catalog that are equal but for OIDs and names, stored once.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "facts/catalog/growable_array.h"
#include "facts/stream/distinct_rows.h"
#include "port/pg_crc32c.h"
#include "utils/memutils.h"

typedef struct RowNumber
{
	const RowKey *key;			/* as long as its bytes are */
	uint32		hash;
	uint32		number;
	char		status;
} RowNumber;

/* The fastest hash: users do not choose these bytes. */
static inline uint32
key_hash(const RowKey *key)
{
	pg_crc32c	crc;

	INIT_CRC32C(crc);
	COMP_CRC32C(crc, key->bytes, key->len);
	FIN_CRC32C(crc);
	return crc;
}

#define SH_PREFIX row_numbers
#define SH_ELEMENT_TYPE RowNumber
#define SH_KEY_TYPE const RowKey *
#define SH_KEY key
#define SH_HASH_KEY(tb, key) key_hash(key)
#define SH_EQUAL(tb, a, b) ((a)->len == (b)->len && memcmp((a)->bytes, (b)->bytes, (a)->len) == 0)
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a) (a)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

void
distinct_rows_init(DistinctRows *rows, Size itemsize)
{
	memset(rows, 0, sizeof(*rows));
	rows->context = CurrentMemoryContext;
	rows->numbers = row_numbers_create(rows->context, 64, NULL);
	rows->itemsize = itemsize;
	rows->allocated = 16;
	rows->items = palloc(rows->allocated * itemsize);
}

bool
row_key_form(HeapTuple tuple, Size from, RowKey *key, Size *data)
{
	HeapTupleHeader header = tuple->t_data;
	Size		bitmap = header->t_hoff - SizeofHeapTupleHeader;
	Size		rest;

	/* a broken row may be shorter than its header says */
	if (header->t_hoff < SizeofHeapTupleHeader || tuple->t_len < header->t_hoff + from)
		return false;
	rest = tuple->t_len - header->t_hoff - from;
	if (bitmap + rest > ROW_KEY_MAX)
		return false;
	memcpy(key->bytes, header->t_bits, bitmap);
	memcpy(key->bytes + bitmap, (char *) header + header->t_hoff + from, rest);
	key->len = bitmap + rest;
	*data = bitmap;
	return true;
}

uint32
distinct_rows_number(DistinctRows *rows, const RowKey *key, bool *found)
{
	RowNumber *entry = row_numbers_lookup(rows->numbers, key);
	RowKey	   *copy;

	*found = entry != NULL;
	if (entry != NULL)
		return entry->number;
	if (rows->nitems == DISTINCT_ROWS_MAX)
		return DISTINCT_ROW_NONE;
	if (rows->nitems == rows->allocated)
	{
		rows->allocated = array_next_size(rows->allocated);
		rows->items = array_resize(rows->items, rows->allocated * rows->itemsize);
	}
	copy = MemoryContextAlloc(rows->context, offsetof(RowKey, bytes) + key->len);
	memcpy(copy, key, offsetof(RowKey, bytes) + key->len);
	entry = row_numbers_insert(rows->numbers, copy, found);
	entry->number = rows->nitems++;
	return entry->number;
}
