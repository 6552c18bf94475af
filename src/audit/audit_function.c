/*-------------------------------------------------------------------------
 *
 * audit_function.c
 *		hygiene.audit(): the findings of an audit as rows.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "audit/audit.h"
#include "catalog/namespace.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/snapshot.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "record/level.h"
#include "record/report.h"
#include "record/result_rows.h"
#include "record/waiver.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"

/* Columns of its result, in the order of its declaration. */
enum
{
	COL_RULE,
	COL_LEVEL,
	COL_CATEGORY,
	COL_OBJECT_TYPE,
	COL_SCHEMA_NAME,
	COL_TABLE_NAME,
	COL_COLUMN_NAME,
	COL_OBJECT,
	COL_MESSAGE,
	COL_DETAIL,
	COL_REMEDY,
	COL_EVIDENCE,
	COL_WAIVED,
	COL_REASON,
	COL_FINGERPRINT,
	COL_CLASSID,
	COL_OBJID,
	COL_OBJSUBID,
	AUDIT_COLUMNS
};

/* Memory of the result in kB, before it goes to a file. */
#define RESULT_MEMORY	512

typedef struct AuditRows
{
	ReturnSetInfo *result;
	const WaiverSet *waivers;
} AuditRows;

static void
add_row(HygieneFinding *finding, void *arg)
{
	AuditRows  *rows = arg;
	const Waiver *waiver = waiver_set_find(rows->waivers, finding);
	Datum		values[AUDIT_COLUMNS] = {0};
	bool		nulls[AUDIT_COLUMNS] = {0};
	Row			row = {values, nulls};

	row_text(&row, COL_RULE, finding->rule->name);
	row_text(&row, COL_LEVEL, level_name(finding_level(finding)));
	row_text(&row, COL_CATEGORY, finding->rule->category);
	row_text(&row, COL_OBJECT_TYPE, finding->object_type);
	row_name(&row, COL_SCHEMA_NAME, finding->schema_name);
	row_name(&row, COL_TABLE_NAME, finding->table_name);
	row_name(&row, COL_COLUMN_NAME,
			 finding->subname_is_column ? finding->subname : NULL);
	row_text(&row, COL_OBJECT, finding->object);
	row_text(&row, COL_MESSAGE, finding->message);
	row_text(&row, COL_DETAIL, finding->detail);
	row_text(&row, COL_REMEDY, finding->remedy);
	row_jsonb(&row, COL_EVIDENCE, report_evidence(finding));
	values[COL_WAIVED] = BoolGetDatum(waiver != NULL);
	row_text(&row, COL_REASON, waiver ? waiver->reason : NULL);
	row_text(&row, COL_FINGERPRINT, report_fingerprint(finding));
	values[COL_CLASSID] = ObjectIdGetDatum(finding->address.classId);
	values[COL_OBJID] = ObjectIdGetDatum(finding->address.objectId);
	values[COL_OBJSUBID] = Int32GetDatum(finding->address.objectSubId);
	tuplestore_putvalues(rows->result->setResult, rows->result->setDesc, values, nulls);
}

/*
 * Begins the result with less memory than work_mem: on a large database the
 * facts need the memory, and findings can go to a file.
 */
static ReturnSetInfo *
begin_result(FunctionCallInfo fcinfo)
{
	ReturnSetInfo *result = rows_begin(fcinfo, AUDIT_COLUMNS);
	MemoryContext old = MemoryContextSwitchTo(result->econtext->ecxt_per_query_memory);

	tuplestore_end(result->setResult);
	result->setResult = tuplestore_begin_heap((result->allowedModes & SFRM_Materialize_Random) != 0,
											  false, Min(work_mem, RESULT_MEMORY));
	MemoryContextSwitchTo(old);
	return result;
}

PG_FUNCTION_INFO_V1(hygiene_audit);

/*
 * audit(target regclass, schema name): NULL means no restriction.  A relation or
 * schema that does not exist is an error.
 */
Datum
hygiene_audit(PG_FUNCTION_ARGS)
{
	Oid			relid = PG_ARGISNULL(0) ? InvalidOid : PG_GETARG_OID(0);
	Oid			nspoid = InvalidOid;
	Snapshot	snapshot;
	AuditRows	rows;

	rows.result = begin_result(fcinfo);
	if (!PG_ARGISNULL(1))
		nspoid = get_namespace_oid(NameStr(*PG_GETARG_NAME(1)), false);

	snapshot = facts_snapshot_now();
	if (!PG_ARGISNULL(0) && !facts_exists(relid, 0, snapshot))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("relation with OID %u does not exist", relid)));
	rows.waivers = waiver_set_read(snapshot);
	audit_run(snapshot, relid, nspoid, add_row, &rows);
	UnregisterSnapshot(snapshot);

	return (Datum) 0;
}
