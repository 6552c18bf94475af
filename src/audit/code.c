/*-------------------------------------------------------------------------
 *
 * code.c
 *		The part of an audit that is not about tables.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "audit/code.h"
#include "facts/functions.h"
#include "settings.h"
#include "utils/memutils.h"

typedef struct CodeAudit
{
	const HygieneRule *rules[HYGIENE_MAX_RULES];	/* those that are not off */
	int			nrules;
	FindingSink *sink;
	MemoryContext context;		/* of what is found on one object */
} CodeAudit;

static void
check_function(const FunctionFacts *function, void *arg)
{
	CodeAudit  *audit = arg;
	MemoryContext old = MemoryContextSwitchTo(audit->context);

	for (int i = 0; i < audit->nrules; i++)
		audit->rules[i]->check_function(audit->rules[i], function, settings_rule_context(),
										audit->sink);
	MemoryContextSwitchTo(old);
	MemoryContextReset(audit->context);
}

void
audit_code(Snapshot snapshot, Oid nspoid, FindingSink *sink)
{
	CodeAudit	audit = {{NULL}, 0, sink, NULL};

	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		if (rule->check_function && settings_level(rule) != LEVEL_OFF)
			audit.rules[audit.nrules++] = rule;
	}
	if (audit.nrules == 0)
		return;
	audit.context = AllocSetContextCreate(CurrentMemoryContext, "hygiene code",
										  ALLOCSET_DEFAULT_SIZES);
	facts_stream_functions(snapshot, nspoid, check_function, &audit);
	MemoryContextDelete(audit.context);
}
