/*-------------------------------------------------------------------------
 *
 * settings.c
 *		Every setting of hygiene.*, made from the rule table.
 *
 * The lists among them are read in settings_lists.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <limits.h>

#include "access/xact.h"
#include "compat.h"
#include "miscadmin.h"
#include "settings.h"
#include "settings_lists.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/guc_tables.h"
#include "utils/memutils.h"

int			hygiene_mode = MODE_ENFORCE;
int			hygiene_empty_tables = EMPTY_WARN;
bool		hygiene_require_backup = false;
int			hygiene_large_table = 64 * 1024;
char	   *hygiene_migration = NULL;
char	   *hygiene_migration_roles = NULL;
int			hygiene_backup_max_age = 24 * 60;
bool		hygiene_journal = true;
int			hygiene_unused_index_days = 30;
char	   *hygiene_allow = NULL;

static int	levels[HYGIENE_MAX_RULES];
static char *level_settings[HYGIENE_MAX_RULES];
static uint64 generation = 0;
static RuleContext rule_context;

static char *ignore_tables_text;
static char *money_words_text;
static char *not_money_words_text;

/* The setting hygiene.allow itself: its stack shows what this transaction has set. */
static struct config_generic *allow_setting;
static bool allow_set_in_block = false;

static const struct config_enum_entry mode_options[] = {
	{"off", MODE_OFF, false},
	{"warn", MODE_WARN, false},
	{"enforce", MODE_ENFORCE, false},
	{NULL, 0, false}
};

static const struct config_enum_entry empty_options[] = {
	{"warn", EMPTY_WARN, false},
	{"enforce", EMPTY_ENFORCE, false},
	{"ignore", EMPTY_IGNORE, false},
	{NULL, 0, false}
};

static const struct config_enum_entry level_options[] = {
	{"off", LEVEL_OFF, false},
	{"audit", LEVEL_AUDIT, false},
	{"warning", LEVEL_WARNING, false},
	{"error", LEVEL_ERROR, false},
	{NULL, 0, false}
};

/*
 * Assign hook of hygiene.allow: remembers whether it was set in a transaction
 * block.  An assignment outside a block is for the session.  So is the one that
 * takes over the session's value when the library is loaded in a block: it
 * leaves nothing on the setting's stack, which settings_allow_is_local() checks
 * as well.  At the end of a transaction the server calls this hook to restore
 * old values; those calls do not count as assignments.
 */
static void
assign_allow(const char *newval, void *extra)
{
	if (IsTransactionState() && IsTransactionBlock())
		allow_set_in_block = true;
}

static void
assign_level(int newval, void *extra)
{
	generation++;
}

static void
assign_ignore_tables(const char *newval, void *extra)
{
	generation++;
	settings_assign_ignore_tables(newval, extra);
}

static void
assign_money_words(const char *newval, void *extra)
{
	settings_use_words(&rule_context.money_words, extra);
}

static void
assign_not_money_words(const char *newval, void *extra)
{
	settings_use_words(&rule_context.not_money_words, extra);
}

/* ---- definitions ---- */

static void
define_list(const char *name, const char *title, const char *detail, char **variable,
			GucStringCheckHook check, GucStringAssignHook assign)
{
	DefineCustomStringVariable(name, title, detail, variable, "", PGC_SUSET,
							   GUC_LIST_INPUT, check, assign, NULL);
}

void
settings_init(void)
{
	char	   *defect = rules_init();

	if (defect != NULL)
		elog(ERROR, "pg_hygiene: %s", defect);

	DefineCustomEnumVariable("hygiene.mode",
							 "Whether findings refuse statements, only warn, or nothing is judged.",
							 NULL, &hygiene_mode, MODE_ENFORCE, mode_options,
							 PGC_SUSET, 0, NULL, NULL, NULL);
	DefineCustomStringVariable("hygiene.allow",
							   "Annotations: RULE OBJECT {, RULE OBJECT} because REASON [, backup REF].",
							   "Several are separated by semicolons or newlines.",
							   &hygiene_allow, "", PGC_USERSET, 0,
							   NULL, assign_allow, NULL);
	DefineCustomEnumVariable("hygiene.empty_tables",
							 "How destructive changes of tables that hold no rows are judged.",
							 NULL, &hygiene_empty_tables, EMPTY_WARN, empty_options,
							 PGC_SUSET, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("hygiene.large_table",
							"Relations larger than this are judged by what a change does to their traffic.",
							NULL, &hygiene_large_table, 64 * 1024, 0, MAX_KILOBYTES,
							PGC_SUSET, GUC_UNIT_KB, NULL, NULL, NULL);
	DefineCustomStringVariable("hygiene.migration",
							   "Name of the migration that is running.",
							   "Set it with SET LOCAL at the head of each migration.",
							   &hygiene_migration, "", PGC_USERSET, 0, NULL, NULL, NULL);
	DefineCustomStringVariable("hygiene.migration_roles",
							   "Roles that may change the schema, separated by commas.",
							   "Empty: any role, as long as hygiene.migration is set.",
							   &hygiene_migration_roles, "", PGC_SUSET, GUC_LIST_INPUT,
							   NULL, NULL, NULL);
	DefineCustomBoolVariable("hygiene.require_backup",
							 "Whether a change that loses stored data needs a backup, named by its annotation or recorded.",
							 NULL, &hygiene_require_backup, false,
							 PGC_SUSET, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("hygiene.backup_max_age",
							"How old a backup recorded by hygiene.record_backup() may be to count.",
							NULL, &hygiene_backup_max_age, 24 * 60, 0, INT_MAX,
							PGC_SUSET, GUC_UNIT_MIN, NULL, NULL, NULL);
	DefineCustomBoolVariable("hygiene.journal",
							 "Whether what is allowed, warned about or recorded is written to hygiene.journal.",
							 NULL, &hygiene_journal, true,
							 PGC_SUSET, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("hygiene.unused_index_days",
							"Days without a scan, by the statistics, after which an index counts as unused.",
							NULL, &hygiene_unused_index_days, 30, 0, 36500,
							PGC_SUSET, 0, NULL, NULL, NULL);
	define_list("hygiene.ignore_tables",
				"Tables that are not judged, besides those of known migration tools.",
				"A list of \"table\" or \"schema.table\"; \"*\" may stand at the end of a name.",
				&ignore_tables_text, settings_check_ignore_tables, assign_ignore_tables);
	define_list("hygiene.money_words",
				"Further words that mean money in the name of a column.",
				NULL, &money_words_text, settings_check_words, assign_money_words);
	define_list("hygiene.not_money_words",
				"Words that say that a column holds no money.",
				NULL, &not_money_words_text, settings_check_words, assign_not_money_words);

	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		level_settings[i] = MemoryContextAlloc(TopMemoryContext,
											   strlen("hygiene.") + strlen(rule->name) + 1);
		sprintf(level_settings[i], "hygiene.%s", rule->name);
		levels[i] = rule->level;
		DefineCustomEnumVariable(level_settings[i], rule->title, NULL, &levels[i],
								 rule->level, level_options,
								 PGC_SUSET, 0, NULL, assign_level, NULL);
	}
	MarkGUCPrefixReserved("hygiene");

	allow_setting = hygiene_find_setting("hygiene.allow");
}

/* ---- values in force ---- */

HygieneLevel
settings_level(const HygieneRule *rule)
{
	return levels[rule_index(rule)];
}

const RuleContext *
settings_rule_context(void)
{
	rule_context.unused_index_days = hygiene_unused_index_days;
	rule_context.backup_max_age = hygiene_backup_max_age;
	return &rule_context;
}

int
settings_server_mode(void)
{
	const struct config_generic *mode = hygiene_find_setting("hygiene.mode");

	return mode != NULL && mode->reset_source > PGC_S_DEFAULT &&
		mode->reset_source <= PGC_S_ARGV ? hygiene_enum_reset_value(mode) : MODE_ENFORCE;
}

bool
settings_allow_is_local(void)
{
	return allow_set_in_block && allow_setting != NULL && allow_setting->stack != NULL;
}

HygieneLevel
settings_level_at(int number)
{
	return levels[number];
}

uint64
settings_generation(void)
{
	return generation;
}

const char *
settings_allow_of_session(void)
{
	const char *value = hygiene_allow;

	for (const GucStack *stack = allow_setting ? allow_setting->stack : NULL; stack != NULL;
		 stack = stack->prev)
	{
		/* a value set by SET remains, unless the transaction fails */
		if (stack->state == GUC_SET)
			return value;
		if (stack->state == GUC_SET_LOCAL)
			return stack->masked.val.stringval;
		value = stack->prior.val.stringval;
	}
	return value;
}

void
settings_allow_forget(void)
{
	allow_set_in_block = false;
}

void
settings_allow_restore(bool is_local)
{
	allow_set_in_block = is_local;
}
