/*-------------------------------------------------------------------------
 *
 * bare_read.c
 *		The floor under an audit: reading its four catalogs and doing nothing.
 *
 * For the bench alone; it is no part of the extension.  bench_bare_read()
 * reads pg_class, pg_attribute, pg_constraint and pg_index as they lie there,
 * takes every row apart, and returns the number of rows.  bench_cpu() tells how
 * many milliseconds of a processor's time this backend has used.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <time.h>

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "fmgr.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(bench_bare_read);

static int64
read_all(Oid catalogid, Snapshot snapshot)
{
	Relation	catalog = table_open(catalogid, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	TupleDesc	desc = RelationGetDescr(catalog);
	Datum	   *values = palloc(desc->natts * sizeof(Datum));
	bool	   *nulls = palloc(desc->natts * sizeof(bool));
	HeapTuple	tuple;
	int64		n = 0;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		heap_deform_tuple(tuple, desc, values, nulls);
		n++;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return n;
}

Datum
bench_bare_read(PG_FUNCTION_ARGS)
{
	Snapshot	snapshot = RegisterSnapshot(GetLatestSnapshot());
	int64		n = read_all(RelationRelationId, snapshot) +
		read_all(AttributeRelationId, snapshot) +
		read_all(ConstraintRelationId, snapshot) +
		read_all(IndexRelationId, snapshot);

	UnregisterSnapshot(snapshot);
	PG_RETURN_INT64(n);
}

PG_FUNCTION_INFO_V1(bench_cpu);

Datum
bench_cpu(PG_FUNCTION_ARGS)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	PG_RETURN_FLOAT8(now.tv_sec * 1000.0 + now.tv_nsec / 1000000.0);
}
