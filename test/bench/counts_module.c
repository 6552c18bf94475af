/*-------------------------------------------------------------------------
 *
 * counts_module.c
 *		Reads what pg_hygiene has counted in this session (facts/measured/work_counts.h).
 *
 * For tests alone; it is no part of the extension.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "facts/measured/work_counts.h"
#include "fmgr.h"
#include "utils/array.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(counts_read);

/* counts_read() bigint[]: file look-ups, comparisons of indexes, bytes of text */
Datum
counts_read(PG_FUNCTION_ARGS)
{
	const HygieneCounts *counts = (const HygieneCounts *)
		load_external_function("$libdir/pg_hygiene", "hygiene_counts", true, NULL);
	Datum		values[3];

	values[0] = Int64GetDatum(counts->file_lookups);
	values[1] = Int64GetDatum(counts->index_comparisons);
	values[2] = Int64GetDatum(counts->text_bytes);
	PG_RETURN_ARRAYTYPE_P(construct_array(values, 3, INT8OID, sizeof(int64), true, TYPALIGN_DOUBLE));
}
