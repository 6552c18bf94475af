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
#include "audit/audit_code.h"
#include "audit/audit_database.h"
#include "audit/audit_texts.h"
#include "catalog/namespace.h"
#include "commands/dbcommands.h"
#include "facts/catalog/reader.h"
#include "facts/stream/stream.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "record/level.h"
#include "record/report.h"
#include "record/result_rows.h"
#include "record/waiver.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"

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

	CHECK_FOR_INTERRUPTS();
	if (finding_level(finding) != LEVEL_OFF)
		audit->callback(finding, audit->arg);
}

/* A rule that compares relations, and what it has kept so far. */
typedef struct Across
{
	const HygieneRule *rule;
	uint64		wanted;			/* as below */
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
	RuleContext rule_context = *settings_rule_context();

	rule_context.dbid = MyDatabaseId;
	rule_context.datname = get_database_name(MyDatabaseId);
	for (int i = 0; i < nacross; i++)
		across[i].rule->across_finish(across[i].rule, across[i].state, &rule_context, sink);
	MemoryContextSwitchTo(old);
	MemoryContextReset(context);
}

/* What else the reading of pg_class is for; NULL where nobody wants it. */
typedef struct ClassReading
{
	MemoryContext context;		/* of what is kept of it */
	ViewReading *views;
	TableReading *tables;
} ClassReading;

static void
observe_class(HeapTuple tuple, Relation pg_class, const char *nspname, void *arg)
{
	ClassReading *reading = arg;
	MemoryContext old = MemoryContextSwitchTo(reading->context);

	if (reading->views)
		facts_views_observe(tuple, pg_class, nspname, reading->views);
	if (reading->tables)
		facts_tables_observe(tuple, pg_class, nspname, reading->tables);
	MemoryContextSwitchTo(old);
}

/* The rules that look at relations. */
typedef struct RelationRules
{
	const HygieneRule *rules[HYGIENE_MAX_RULES];
	uint64		wanted[HYGIENE_MAX_RULES];	/* relations without any of these
											 * bits are nothing to it; see
											 * StreamWanted */
	int			nrules;
	Across		across[HYGIENE_MAX_RULES];
	int			nacross;
	AttributeWanted wants[HYGIENE_MAX_RULES];
	AttributeWanted statistics[HYGIENE_MAX_RULES];
	AttributeWanted linked[HYGIENE_MAX_RULES];
} RelationRules;

/* Chooses those that are on; "wanted" is what they want. */
static void
choose_rules(RelationRules *chosen, StreamWanted *wanted, bool across)
{
	chosen->nrules = chosen->nacross = 0;
	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];
		uint64		bit = PG_UINT64_MAX;

		if (rule->kind != RULE_STATE || settings_level(rule) == LEVEL_OFF)
			continue;
		if (rule->only_wanted)
			bit = UINT64CONST(1) << wanted->naskers;
		if (rule->check)
		{
			chosen->wanted[chosen->nrules] = bit;
			chosen->rules[chosen->nrules++] = rule;
		}
		else if (rule->across_begin && across)
		{
			chosen->across[chosen->nacross].wanted = bit;
			chosen->across[chosen->nacross++].rule = rule;
		}
		else
			continue;
		if (rule->wants_sequence)
			wanted->sequence = rule->wants_sequence;
		if (rule->wants_linked)
			chosen->linked[wanted->nlinked++] = rule->wants_linked;
		if (rule->wants == NULL && rule->wants_statistics == NULL)
			continue;
		Assert(wanted->naskers < 64);
		chosen->wants[wanted->naskers] = rule->wants;
		chosen->statistics[wanted->naskers++] = rule->wants_statistics;
	}
	wanted->relations = chosen->nrules + chosen->nacross > 0;
	wanted->attributes = chosen->wants;
	wanted->statistics = chosen->statistics;
	wanted->linked = chosen->linked;
}

static void
audit_relation(const RelationFacts *rel, RelationRules *chosen, MemoryContext context,
			   MemoryContext across_context, FindingSink *sink)
{
	MemoryContext old = MemoryContextSwitchTo(context);

	for (int i = 0; i < chosen->nrules; i++)
	{
		if (chosen->wanted[i] == PG_UINT64_MAX || (chosen->wanted[i] & rel->wanted) != 0)
			chosen->rules[i]->check(chosen->rules[i], rel, settings_rule_context(), sink);
	}
	MemoryContextSwitchTo(across_context);
	for (int i = 0; i < chosen->nacross; i++)
	{
		const Across *across = &chosen->across[i];

		if (across->wanted == PG_UINT64_MAX || (across->wanted & rel->wanted) != 0)
			across->rule->across_observe(across->rule, across->state, rel,
										 settings_rule_context());
	}
	MemoryContextSwitchTo(old);
	MemoryContextReset(context);
}

void
audit_run(Snapshot snapshot, Oid relid, Oid nspoid, AuditCallback callback, void *arg)
{
	bool		whole = !OidIsValid(relid) && !OidIsValid(nspoid);
	AuditSink	audit = {{take_finding, NULL}, callback, arg};
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "hygiene findings",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext across_context = AllocSetContextCreate(CurrentMemoryContext,
														 "hygiene across relations",
														 ALLOCSET_DEFAULT_SIZES);
	RelationRules chosen;
	StreamWanted wanted = {0};
	ViewReading views = {0};
	ClassReading reading = {CurrentMemoryContext};
	List	   *sequences = NIL;
	FactsStream *stream;
	const RelationFacts *rel;

	choose_rules(&chosen, &wanted, !OidIsValid(relid));
	if (audit_code_wants_views())
		reading.views = &views;
	if (whole && audit_whole_wanted())
		reading.tables = facts_tables_begin(snapshot);
	wanted.observe_class = observe_class;
	wanted.observe_arg = &reading;

	across_begin(chosen.across, chosen.nacross, across_context);
	stream = facts_stream_begin(snapshot, relid, nspoid, &wanted);
	if (reading.tables)
		sequences = facts_read_sequences(stream, snapshot);
	while (wanted.relations && (rel = facts_stream_next(stream)) != NULL)
	{
		/* one relation asked for by name may lie outside of the schema */
		if (OidIsValid(nspoid) && rel->relnamespace != nspoid)
			continue;
		if (settings_ignores_table(rel->nspname, rel->relname))
			continue;
		audit_relation(rel, &chosen, context, across_context, &audit.sink);
	}
	facts_stream_end(stream);
	audit_texts(snapshot, relid, nspoid, &audit.sink);
	across_finish(chosen.across, chosen.nacross, context, &audit.sink);
	if (OidIsValid(relid) && reading.views)
	{
		views.views = list_make1_oid(relid);
		views.any_row_security = true;
	}
	audit_code(&views, snapshot, relid, nspoid, &audit.sink);
	if (reading.tables)
		audit_whole(reading.tables, sequences, snapshot, &audit.sink);
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

#define RESULT_MEMORY	512	/* kB */

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
 * A result that keeps less in memory than work_mem lets it: on a large database
 * what is read needs that, and what is found can wait in a file.
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
