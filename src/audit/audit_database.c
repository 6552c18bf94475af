/*-------------------------------------------------------------------------
 *
 * audit_database.c
 *		The part of an audit that judges the database as a whole.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "audit/audit_database.h"
#include "record/extension_state.h"
#include "settings.h"
#include "utils/memutils.h"

/* Passes on findings that are not about an ignored table. */
static void
add_unless_ignored(HygieneFinding *finding, FindingSink *sink)
{
	FindingSink *next = sink->arg;

	if (finding->schema_name == NULL || finding->table_name == NULL ||
		!settings_ignores_table(finding->schema_name, finding->table_name))
		next->add(finding, next);
}

bool
audit_database_has_rules(void)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		if ((hygiene_rules[i]->kind & ON_DATABASE) && settings_level(hygiene_rules[i]) != LEVEL_OFF)
			return true;
	}
	return false;
}

void
audit_database(const TableReading *tables, List *sequences, Snapshot snapshot,
			   FindingSink *sink)
{
	FindingSink filter = {add_unless_ignored, sink};
	DatabaseFacts *database;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "hygiene database",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);

	database = facts_read_database(tables, sequences, snapshot);
	extension_state_fill(database, snapshot);
	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		if ((rule->kind & ON_DATABASE) && settings_level(rule) != LEVEL_OFF)
			rule->check_database(rule, database, settings_rule_context(), &filter);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}
