/*-------------------------------------------------------------------------
 *
 * canary.c
 *		A function that reads what is no longer its own, on purpose: who watches
 *		for that must notice.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(hygiene_canary);

Datum
hygiene_canary(PG_FUNCTION_ARGS)
{
	volatile char *chunk = palloc0(10);

	pfree((void *) chunk);
	PG_RETURN_INT32(chunk[5]);
}
