/*-------------------------------------------------------------------------
 *
 * settings.c
 *		Every setting of hygiene.*, made from the rule table.
 *
 * Lists are parsed once, by their check hooks, into one chunk that the server
 * frees with the value.  Check hooks run in the postmaster, outside of
 * transactions and at reload: they refuse, they never raise.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "compat.h"
#include "miscadmin.h"
#include "parser/scansup.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/guc_tables.h"
#include "utils/memutils.h"

int			hygiene_mode = MODE_ENFORCE;
int			hygiene_empty_tables = EMPTY_WARN;
bool		hygiene_require_backup = false;
bool		hygiene_journal = true;
char	   *hygiene_allow = NULL;

static int	levels[HYGIENE_MAX_RULES];
static char *level_settings[HYGIENE_MAX_RULES];

static char *ignore_tables_text;
static char *money_words_text;
static char *not_money_words_text;

static RuleContext rule_context;

/* The setting hygiene.allow itself: its stack tells what this transaction did. */
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
 * Bookkeeping tables of migration tools.  Those of the first three schemas
 * have too common a name to be known by it anywhere else.
 */
typedef struct TablePattern
{
	const char *schema;			/* NULL: any */
	const char *name;
	bool		prefix;			/* name is only how it begins */
} TablePattern;

static const TablePattern bookkeeping[] = {
	{"sqitch", "changes"}, {"sqitch", "dependencies"}, {"sqitch", "events"},
	{"sqitch", "projects"}, {"sqitch", "releases"}, {"sqitch", "tags"},
	{"graphile_migrate", "current"}, {"graphile_migrate", "migrations"},
	{"drizzle", "__drizzle_migrations"},
	{NULL, "SequelizeData"},
	{NULL, "SequelizeMeta"},
	{NULL, "__EFMigrationsHistory"},
	{NULL, "__diesel_schema_migrations"},
	{NULL, "__drizzle_migrations"},
	{NULL, "_prisma_migrations"},
	{NULL, "_sqlx_migrations"},
	{NULL, "_yoyo_log"},
	{NULL, "_yoyo_migration"},
	{NULL, "_yoyo_version"},
	{NULL, "alembic_version"},
	{NULL, "ar_internal_metadata"},
	{NULL, "atlas_schema_revisions"},
	{NULL, "databasechangelog"},
	{NULL, "databasechangeloglock"},
	{NULL, "django_content_type"},
	{NULL, "django_migrations"},
	{NULL, "flyway_schema_history"},
	{NULL, "goose_db_version"},
	{NULL, "gorp_migrations"},
	{NULL, "knex_migrations"},
	{NULL, "knex_migrations_lock"},
	{NULL, "kysely_migration"},
	{NULL, "kysely_migration_lock"},
	{NULL, "mikro_orm_migrations"},
	{NULL, "pgmigrations"},
	{NULL, "refinery_schema_history"},
	{NULL, "schema_migrations"},
	{NULL, "schemaversion"},
	{NULL, "typeorm_metadata"},
	{NULL, "yoyo_lock"},
	{NULL, "yoyo_tmp_", true},
};

typedef struct TableList
{
	int			n;
	TablePattern patterns[FLEXIBLE_ARRAY_MEMBER];	/* then their names */
} TableList;

static const TableList *ignored_tables;

typedef struct WordList
{
	int			n;
	const char *words[FLEXIBLE_ARRAY_MEMBER];	/* then the words */
} WordList;

/* ---- lists ---- */

/*
 * Reads one name of a list at *at, folded and unquoted as SQL does, to *out,
 * and goes on behind it.  False if there is none.
 */
static bool
read_name(const char **at, char **out)
{
	const char *p = *at;
	char	   *to = *out;

	if (*p == '"')
	{
		bool		closed = false;

		for (p++; *p && !closed; p++)
		{
			if (*p == '"' && p[1] == '"')
				p++;
			else if (*p == '"')
			{
				closed = true;
				continue;
			}
			*to++ = *p;
		}
		if (!closed)
			return false;
	}
	else
	{
		while (*p && *p != ',' && *p != '.' && *p != '*' && *p != '"' &&
			   !scanner_isspace(*p))
			*to++ = pg_ascii_tolower((unsigned char) *p++);
	}
	if (to == *out)
		return false;
	*to++ = '\0';
	*at = p;
	*out = to;
	return true;
}

static void
skip_blanks(const char **at)
{
	while (scanner_isspace(**at))
		(*at)++;
}

/* How many items a list has at most. */
static int
count_items(const char *text)
{
	int			n = 1;

	for (; *text; text++)
		n += (*text == ',');
	return n;
}

static bool
check_ignore_tables(char **newval, void **extra, GucSource source)
{
	const char *at = *newval ? *newval : "";
	int			max = count_items(at);
	Size		header = offsetof(TableList, patterns) + max * sizeof(TablePattern);
	TableList  *list = hygiene_guc_malloc(header + 2 * strlen(at) + 2 * max + 1);
	char	   *names;

	if (list == NULL)
		return false;
	list->n = 0;
	names = (char *) list + header;

	skip_blanks(&at);
	while (*at)
	{
		TablePattern *pattern = &list->patterns[list->n];

		pattern->schema = NULL;
		pattern->prefix = false;
		pattern->name = names;
		if (!read_name(&at, &names))
			goto bad;
		if (*at == '.')
		{
			at++;
			pattern->schema = pattern->name;
			pattern->name = names;
			if (*at == '*')
				*names++ = '\0';
			else if (!read_name(&at, &names))
				goto bad;
		}
		if (*at == '*')
		{
			pattern->prefix = true;
			at++;
		}
		list->n++;
		skip_blanks(&at);
		if (*at == '\0')
			break;
		if (*at != ',')
			goto bad;
		at++;
		skip_blanks(&at);
		if (*at == '\0')
			goto bad;
	}
	*extra = list;
	return true;

bad:
	hygiene_guc_free(list);
	GUC_check_errdetail("A list of \"table\" or \"schema.table\" is expected, separated by commas; \"*\" may stand at the end of a name.");
	return false;
}

static void
assign_ignore_tables(const char *newval, void *extra)
{
	ignored_tables = extra;
}

static bool
check_words(char **newval, void **extra, GucSource source)
{
	const char *at = *newval ? *newval : "";
	int			max = count_items(at);
	Size		header = offsetof(WordList, words) + max * sizeof(char *);
	WordList   *list = hygiene_guc_malloc(header + strlen(at) + max + 1);
	char	   *words;

	if (list == NULL)
		return false;
	list->n = 0;
	words = (char *) list + header;

	skip_blanks(&at);
	while (*at)
	{
		list->words[list->n] = words;
		if (!read_name(&at, &words))
			goto bad;
		list->n++;
		skip_blanks(&at);
		if (*at == '\0')
			break;
		if (*at != ',')
			goto bad;
		at++;
		skip_blanks(&at);
		if (*at == '\0')
			goto bad;
	}

	/* words are compared in lower case, quoted or not */
	for (char *c = (char *) list + header; c < words; c++)
		*c = pg_ascii_tolower((unsigned char) *c);
	*extra = list;
	return true;

bad:
	hygiene_guc_free(list);
	GUC_check_errdetail("A list of words is expected, separated by commas.");
	return false;
}

static void
set_words(MoneyWords *words, const WordList *list)
{
	words->words = list->words;
	words->nwords = list->n;
}

static void
assign_money_words(const char *newval, void *extra)
{
	set_words(&rule_context.money_words, extra);
}

static void
assign_not_money_words(const char *newval, void *extra)
{
	set_words(&rule_context.not_money_words, extra);
}

/*
 * An assignment outside of a block is for the session.  So is the one that
 * hands over a session's value when the library is loaded in a block: it
 * leaves nothing on the setting's stack, at which settings_allow_is_local()
 * looks as well.  When transactions end this is called to put old values back,
 * which is no assignment.
 */
static void
assign_allow(const char *newval, void *extra)
{
	if (IsTransactionState() && IsTransactionBlock())
		allow_set_in_block = true;
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
	rules_init();

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
	DefineCustomBoolVariable("hygiene.require_backup",
							 "Whether an annotation must name a backup where stored data is lost.",
							 NULL, &hygiene_require_backup, false,
							 PGC_SUSET, 0, NULL, NULL, NULL);
	DefineCustomBoolVariable("hygiene.journal",
							 "Whether what is allowed, warned about or recorded is written to hygiene.journal.",
							 NULL, &hygiene_journal, true,
							 PGC_SUSET, 0, NULL, NULL, NULL);
	define_list("hygiene.ignore_tables",
				"Tables that are not judged, besides those of known migration tools.",
				"A list of \"table\" or \"schema.table\"; \"*\" may stand at the end of a name.",
				&ignore_tables_text, check_ignore_tables, assign_ignore_tables);
	define_list("hygiene.money_words",
				"Further words that mean money in the name of a column.",
				NULL, &money_words_text, check_words, assign_money_words);
	define_list("hygiene.not_money_words",
				"Words that say that a column holds no money.",
				NULL, &not_money_words_text, check_words, assign_not_money_words);

	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		level_settings[i] = MemoryContextAlloc(TopMemoryContext,
											   strlen("hygiene.") + strlen(rule->name) + 1);
		sprintf(level_settings[i], "hygiene.%s", rule->name);
		levels[i] = rule->level;
		DefineCustomEnumVariable(level_settings[i], rule->title, NULL, &levels[i],
								 rule->level, level_options,
								 PGC_SUSET, 0, NULL, NULL, NULL);
	}
	MarkGUCPrefixReserved("hygiene");

	allow_setting = hygiene_find_setting("hygiene.allow");
}

/* ---- questions ---- */

HygieneLevel
settings_level(const HygieneRule *rule)
{
	return levels[rule_index(rule)];
}

const char *
settings_level_name(const HygieneRule *rule)
{
	return level_settings[rule_index(rule)];
}

const RuleContext *
settings_rule_context(void)
{
	return &rule_context;
}

static bool
matches(const TablePattern *patterns, int n, const char *nspname, const char *relname)
{
	for (int i = 0; i < n; i++)
	{
		const TablePattern *pattern = &patterns[i];

		if (pattern->schema != NULL && strcmp(pattern->schema, nspname) != 0)
			continue;
		if (pattern->prefix ?
			strncmp(pattern->name, relname, strlen(pattern->name)) == 0 :
			strcmp(pattern->name, relname) == 0)
			return true;
	}
	return false;
}

bool
settings_ignores_table(const char *nspname, const char *relname)
{
	return matches(bookkeeping, lengthof(bookkeeping), nspname, relname) ||
		(ignored_tables != NULL &&
		 matches(ignored_tables->patterns, ignored_tables->n, nspname, relname));
}

bool
settings_allow_is_local(void)
{
	return allow_set_in_block && allow_setting != NULL && allow_setting->stack != NULL;
}

void
settings_allow_forget(void)
{
	allow_set_in_block = false;
}
