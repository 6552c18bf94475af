/*-------------------------------------------------------------------------
 *
 * audit.c
 *		Findings of the state rules on what is already there.
 *
 * Reads under one snapshot, so that what others change meanwhile neither
 * shows nor hurts; works on a hot standby, in a read-only transaction and for
 * every role, because all it reads is catalogs that everybody may read.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "audit/audit.h"
#include "audit/texts.h"
#include "audit/code.h"
#include "audit/whole.h"
#include "catalog/namespace.h"
#include "facts/reader.h"
#include "facts/stream.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "record/level.h"
#include "record/report.h"
#include "record/waiver.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

typedef struct AuditSink
{
	FindingSink sink;			/* first: rules get a pointer to it */
	AuditCallback callback;
	void	   *arg;
} AuditSink;

static void
take_finding(HygieneFinding *finding, FindingSink *sink)
{
	AuditSink  *audit = (AuditSink *) sink;

	if (finding_level(finding) != LEVEL_OFF)
		audit->callback(finding, audit->arg);
}

/* A rule that compares relations, and what it has kept so far. */
typedef struct Across
{
	const HygieneRule *rule;
	void	   *state;
} Across;

static void
across_begin(Across *across, int nacross, MemoryContext context)
{
	MemoryContext old = MemoryContextSwitchTo(context);

	for (int i = 0; i < nacross; i++)
		across[i].state = across[i].rule->across_begin(across[i].rule);
	MemoryContextSwitchTo(old);
}

static void
across_finish(Across *across, int nacross, MemoryContext context, FindingSink *sink)
{
	MemoryContext old = MemoryContextSwitchTo(context);

	for (int i = 0; i < nacross; i++)
		across[i].rule->across_finish(across[i].rule, across[i].state,
									  settings_rule_context(), sink);
	MemoryContextSwitchTo(old);
	MemoryContextReset(context);
}

void
audit_run(Snapshot snapshot, Oid relid, Oid nspoid, AuditCallback callback, void *arg)
{
	const HygieneRule *rules[HYGIENE_MAX_RULES];
	AttributeWanted wants[HYGIENE_MAX_RULES];
	AttributeWanted statistics_wants[HYGIENE_MAX_RULES];
	Across		across[HYGIENE_MAX_RULES];
	int			nrules = 0;
	int			nacross = 0;
	int			nwants = 0;
	int			nstatistics_wants = 0;
	AuditSink	audit = {{take_finding, NULL}, callback, arg};
	MemoryContext context;
	MemoryContext across_context;
	FactsStream *stream;
	const RelationFacts *rel;

	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		if (rule->kind != RULE_STATE || settings_level(rule) == LEVEL_OFF)
			continue;
		if (rule->check)
			rules[nrules++] = rule;
		else if (rule->across_begin && !OidIsValid(relid))
			across[nacross++].rule = rule;
		else
			continue;
		if (rule->wants)
			wants[nwants++] = rule->wants;
		if (rule->wants_statistics)
			statistics_wants[nstatistics_wants++] = rule->wants_statistics;
	}
	context = AllocSetContextCreate(CurrentMemoryContext, "hygiene findings",
									ALLOCSET_DEFAULT_SIZES);
	across_context = AllocSetContextCreate(CurrentMemoryContext, "hygiene across relations",
										   ALLOCSET_DEFAULT_SIZES);
	across_begin(across, nacross, across_context);
	stream = facts_stream_begin(snapshot, relid, nspoid, wants, nwants);
	facts_stream_want_statistics(stream, statistics_wants, nstatistics_wants);
	while ((rel = facts_stream_next(stream)) != NULL)
	{
		MemoryContext old;

		/* one relation asked for by name may lie outside of the schema */
		if (OidIsValid(nspoid) && rel->relnamespace != nspoid)
			continue;
		if (settings_ignores_table(rel->nspname, rel->relname))
			continue;

		old = MemoryContextSwitchTo(context);
		for (int i = 0; i < nrules; i++)
			rules[i]->check(rules[i], rel, settings_rule_context(), &audit.sink);
		MemoryContextSwitchTo(across_context);
		for (int i = 0; i < nacross; i++)
			across[i].rule->across_observe(across[i].rule, across[i].state, rel,
										   settings_rule_context());
		MemoryContextSwitchTo(old);
		MemoryContextReset(context);
	}
	facts_stream_end(stream);
	audit_texts(snapshot, relid, nspoid, &audit.sink);
	across_finish(across, nacross, context, &audit.sink);
	audit_code(snapshot, relid, nspoid, &audit.sink);
	if (!OidIsValid(relid) && !OidIsValid(nspoid))
		audit_whole(snapshot, &audit.sink);
	MemoryContextDelete(across_context);
	MemoryContextDelete(context);
}

/* ---------------------------------------------------------------------
 * hygiene.audit()
 * ---------------------------------------------------------------------
 */

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

typedef struct AuditRows
{
	ReturnSetInfo *result;
	const WaiverSet *waivers;
} AuditRows;

static void
set_text(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = text == NULL;
	if (text)
		values[column] = CStringGetTextDatum(text);
}

static void
set_name(Datum *values, bool *nulls, int column, const char *name)
{
	nulls[column] = name == NULL;
	if (name)
		values[column] = DirectFunctionCall1(namein, CStringGetDatum(name));
}

static void
add_row(HygieneFinding *finding, void *arg)
{
	AuditRows  *rows = arg;
	const Waiver *waiver = waiver_set_find(rows->waivers, finding);
	Datum		values[AUDIT_COLUMNS] = {0};
	bool		nulls[AUDIT_COLUMNS] = {0};

	set_text(values, nulls, COL_RULE, finding->rule->name);
	set_text(values, nulls, COL_LEVEL, level_name(finding_level(finding)));
	set_text(values, nulls, COL_CATEGORY, finding->rule->category);
	set_text(values, nulls, COL_OBJECT_TYPE, finding->object_type);
	set_name(values, nulls, COL_SCHEMA_NAME, finding->schema_name);
	set_name(values, nulls, COL_TABLE_NAME, finding->table_name);
	set_name(values, nulls, COL_COLUMN_NAME,
			 finding->subname_is_column ? finding->subname : NULL);
	set_text(values, nulls, COL_OBJECT, finding->object);
	set_text(values, nulls, COL_MESSAGE, finding->message);
	set_text(values, nulls, COL_DETAIL, finding->detail);
	set_text(values, nulls, COL_REMEDY, finding->remedy);
	values[COL_EVIDENCE] = DirectFunctionCall1(jsonb_in,
											   CStringGetDatum(report_evidence_json(finding)));
	values[COL_WAIVED] = BoolGetDatum(waiver != NULL);
	set_text(values, nulls, COL_REASON, waiver ? waiver->reason : NULL);
	set_text(values, nulls, COL_FINGERPRINT, report_fingerprint(finding));
	values[COL_CLASSID] = ObjectIdGetDatum(finding->address.classId);
	values[COL_OBJID] = ObjectIdGetDatum(finding->address.objectId);
	values[COL_OBJSUBID] = Int32GetDatum(finding->address.objectSubId);
	tuplestore_putvalues(rows->result->setResult, rows->result->setDesc, values, nulls);
}

PG_FUNCTION_INFO_V1(hygiene_audit);

/*
 * audit(target regclass, schema name): each NULL means no restriction.  A
 * target that does not exist any more, or never did, is an error; so is a
 * schema.
 */
Datum
hygiene_audit(PG_FUNCTION_ARGS)
{
	Oid			relid = PG_ARGISNULL(0) ? InvalidOid : PG_GETARG_OID(0);
	Oid			nspoid = InvalidOid;
	Snapshot	snapshot;
	AuditRows	rows;

	InitMaterializedSRF(fcinfo, 0);
	rows.result = (ReturnSetInfo *) fcinfo->resultinfo;
	if (rows.result->setDesc->natts != AUDIT_COLUMNS)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the audit has %d columns, its declaration %d", AUDIT_COLUMNS,
						rows.result->setDesc->natts),
				 errhint("Run ALTER EXTENSION pg_hygiene UPDATE.")));

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
