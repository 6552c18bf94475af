/*-------------------------------------------------------------------------
 *
 * audit.c
 *		Findings of the state rules on the existing schema.
 *
 * Everything is read under one snapshot, so concurrent changes do not show and
 * do no harm.  Works on a hot standby, in a read-only transaction and for every
 * role, because it reads only catalogs that every role may read.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "audit/audit.h"
#include "audit/audit_code.h"
#include "audit/audit_database.h"
#include "audit/audit_texts.h"
#include "commands/dbcommands.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/snapshot.h"
#include "facts/stream/stream.h"
#include "miscadmin.h"
#include "record/level.h"
#include "settings.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

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

/* A rule that compares relations, and its state. */
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
		across[i].state = across[i].rule->across.begin(across[i].rule);
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
		across[i].rule->across.finish(across[i].rule, across[i].state, &rule_context, sink);
	MemoryContextSwitchTo(old);
	MemoryContextReset(context);
}

/* Other readers of the rows of pg_class; NULL if no rule needs them. */
typedef struct ClassReading
{
	MemoryContext context;		/* of what they store */
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
	AttributeWanted columns[HYGIENE_MAX_COLUMN_RULES];
	AttributeWanted statistics[HYGIENE_MAX_COLUMN_RULES];
	AttributeWanted sequences[HYGIENE_MAX_RULES];
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

		if (!rule_is_state(rule) || settings_level(rule) == LEVEL_OFF)
			continue;
		if (rule->needs.only_columns)
			bit = UINT64CONST(1) << wanted->naskers;
		if (rule->kind & ON_RELATION)
		{
			chosen->wanted[chosen->nrules] = bit;
			chosen->rules[chosen->nrules++] = rule;
		}
		else if ((rule->kind & ACROSS) && across)
		{
			chosen->across[chosen->nacross].wanted = bit;
			chosen->across[chosen->nacross++].rule = rule;
		}
		else
			continue;
		if (rule->needs.sequence)
			chosen->sequences[wanted->nsequences++] = rule->needs.sequence;
		if (rule->needs.linked)
			chosen->linked[wanted->nlinked++] = rule->needs.linked;
		if (rule->needs.columns == NULL && rule->needs.statistics == NULL)
			continue;
		chosen->columns[wanted->naskers] = rule->needs.columns;
		chosen->statistics[wanted->naskers++] = rule->needs.statistics;
	}
	wanted->relations = chosen->nrules + chosen->nacross > 0;
	wanted->attributes = chosen->columns;
	wanted->statistics = chosen->statistics;
	wanted->sequences = chosen->sequences;
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
			across->rule->across.observe(across->rule, across->state, rel,
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
	if (audit_code_needs_views())
		reading.views = &views;
	if (whole && audit_database_has_rules())
		reading.tables = facts_tables_begin(snapshot);
	wanted.observe_class = observe_class;
	wanted.observe_arg = &reading;

	across_begin(chosen.across, chosen.nacross, across_context);
	stream = facts_stream_begin(snapshot, relid, nspoid, &wanted);
	if (reading.tables)
		sequences = facts_read_sequences(stream, snapshot);
	while (wanted.relations && (rel = facts_stream_next(stream)) != NULL)
	{
		/* a relation given by name may lie in another schema */
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
		audit_database(reading.tables, sequences, snapshot, &audit.sink);
	MemoryContextDelete(across_context);
	MemoryContextDelete(context);
}
