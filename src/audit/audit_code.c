/*-------------------------------------------------------------------------
 *
 * audit_code.c
 *		The part of an audit that judges functions, schemas and views.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "audit/audit_code.h"
#include "facts/code/functions.h"
#include "facts/code/schemas.h"
#include "settings.h"
#include "utils/memutils.h"

typedef struct CodeAudit
{
	FindingSink *sink;
	MemoryContext context;		/* of the findings of one object */
	Oid			nspoid;
} CodeAudit;

/* Calls all rules of that kind that are not off. */
#define CHECK_ALL(audit, kind_, callback, condition, facts) \
	do { \
		MemoryContext old_ = MemoryContextSwitchTo((audit)->context); \
		for (int i_ = 0; i_ < hygiene_nrules; i_++) \
		{ \
			const HygieneRule *rule = hygiene_rules[i_]; \
			if ((rule->kind & (kind_)) && (condition) && settings_level(rule) != LEVEL_OFF) \
				rule->callback(rule, facts, settings_rule_context(), (audit)->sink); \
		} \
		MemoryContextSwitchTo(old_); \
		MemoryContextReset((audit)->context); \
	} while (0)

static void
audit_function(const FunctionFacts *function, void *arg)
{
	CHECK_ALL((CodeAudit *) arg, ON_FUNCTION, check_function, true, function);
}

static void
audit_schema(const SchemaFacts *schema, void *arg)
{
	CHECK_ALL((CodeAudit *) arg, ON_SCHEMA, check_schema, true, schema);
}

static void
audit_view(const RelationFacts *view, void *arg)
{
	Oid			nspoid = ((CodeAudit *) arg)->nspoid;

	if ((!OidIsValid(nspoid) || view->relnamespace == nspoid) &&
		!settings_ignores_table(view->nspname, view->relname))
		CHECK_ALL((CodeAudit *) arg, ON_RELATION, check, rule->needs.views, view);
}

bool
audit_code_needs_views(void)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		if (hygiene_rules[i]->needs.views && settings_level(hygiene_rules[i]) != LEVEL_OFF)
			return true;
	}
	return false;
}

void
audit_code(ViewReading *views, Snapshot snapshot, Oid relid, Oid nspoid, FindingSink *sink)
{
	CodeAudit	audit = {sink, NULL, nspoid};
	bool		functions = false;
	bool		schemas = false;

	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		if (settings_level(rule) == LEVEL_OFF)
			continue;
		functions = functions || (rule->kind & ON_FUNCTION);
		schemas = schemas || (rule->kind & ON_SCHEMA);
	}
	audit.context = AllocSetContextCreate(CurrentMemoryContext, "hygiene code",
										  ALLOCSET_DEFAULT_SIZES);
	facts_stream_views(views, snapshot, audit_view, &audit);
	if (functions && !OidIsValid(relid))
		facts_stream_functions(snapshot, nspoid, audit_function, &audit);
	if (schemas && !OidIsValid(relid))
		facts_stream_schemas(snapshot, nspoid, audit_schema, &audit);
	MemoryContextDelete(audit.context);
}
