/*-------------------------------------------------------------------------
 *
 * ddl_module.c
 *		What the DDL bench loads: a trigger that does nothing, and a counter.
 *
 * For the bench alone; it is no part of the extension.  bench_nothing() is an
 * event trigger function; bench_count_on() and bench_count_off('label') let
 * callgrind count what lies between them, and do nothing elsewhere.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <valgrind/callgrind.h>

#include "fmgr.h"
#include "utils/builtins.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(bench_nothing);
PG_FUNCTION_INFO_V1(bench_count_on);
PG_FUNCTION_INFO_V1(bench_count_off);

Datum
bench_nothing(PG_FUNCTION_ARGS)
{
	PG_RETURN_NULL();
}

Datum
bench_count_on(PG_FUNCTION_ARGS)
{
	CALLGRIND_START_INSTRUMENTATION;
	CALLGRIND_ZERO_STATS;
	PG_RETURN_VOID();
}

Datum
bench_count_off(PG_FUNCTION_ARGS)
{
	char	   *label = text_to_cstring(PG_GETARG_TEXT_PP(0));

	CALLGRIND_DUMP_STATS_AT(label);
	CALLGRIND_STOP_INSTRUMENTATION;
	PG_RETURN_VOID();
}
