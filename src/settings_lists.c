/*-------------------------------------------------------------------------
 *
 * settings_lists.c
 *		The settings that are lists: ignored tables, words for money.
 *
 * The check hook parses a list once, into one chunk that the server frees with
 * the value.  Check hooks run in the postmaster, outside of transactions and at
 * reload: they return false for a bad value and never raise an error.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "parser/scansup.h"
#include "settings.h"
#include "settings_lists.h"
#include "utils/guc.h"

/*
 * Bookkeeping tables of migration tools.  The names in the first three schemas
 * are too common: they are recognized in their own schema only.
 */
typedef struct TablePattern
{
	const char *schema;			/* NULL: any */
	const char *name;
	bool		prefix;			/* matches names that begin with "name" */
} TablePattern;

static const TablePattern bookkeeping[] = {
	{"sqitch", "changes"}, {"sqitch", "dependencies"}, {"sqitch", "events"},
	{"sqitch", "projects"}, {"sqitch", "releases"}, {"sqitch", "tags"},
	{"graphile_migrate", "current"}, {"graphile_migrate", "migrations"},
	{"drizzle", "__drizzle_migrations"},
	{NULL, "SequelizeData"},
	{NULL, "SequelizeMeta"},
	{NULL, "VersionInfo"},
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
	{NULL, "schema_info"},
	{NULL, "schema_migrations"},
	{NULL, "schemaversion"},
	{NULL, "typeorm_metadata"},
	{NULL, "yoyo_lock"},
	{NULL, "yoyo_tmp_", true},
};

typedef struct TableList
{
	int			n;
	TablePattern patterns[FLEXIBLE_ARRAY_MEMBER];	/* followed by the names */
} TableList;

static const TableList *ignored_tables;

typedef struct WordList
{
	int			n;
	const char *words[FLEXIBLE_ARRAY_MEMBER];	/* followed by the words */
} WordList;

/*
 * Copies the name at *at to *out, folded and unquoted as SQL does, and advances
 * both pointers behind it.  Returns false if there is no name.
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

/* Advances to the next item or to the end; returns false if neither follows. */
static bool
next_item(const char **at)
{
	skip_blanks(at);
	if (**at == '\0')
		return true;
	if (**at != ',')
		return false;
	(*at)++;
	skip_blanks(at);
	return **at != '\0';
}

/* Returns an upper bound of the number of items. */
static int
count_items(const char *text)
{
	int			n = 1;

	for (; *text; text++)
		n += (*text == ',');
	return n;
}

bool
settings_check_ignore_tables(char **newval, void **extra, GucSource source)
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
		if (!next_item(&at))
			goto bad;
	}
	*extra = list;
	return true;

bad:
	hygiene_guc_free(list);
	GUC_check_errdetail("A list of \"table\" or \"schema.table\" is expected, separated by commas; \"*\" may stand at the end of a name.");
	return false;
}

void
settings_assign_ignore_tables(const char *newval, void *extra)
{
	ignored_tables = extra;
}

bool
settings_check_words(char **newval, void **extra, GucSource source)
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
		if (!next_item(&at))
			goto bad;
	}

	/* words are compared in lower case, also if they are quoted */
	for (char *c = (char *) list + header; c < words; c++)
		*c = pg_ascii_tolower((unsigned char) *c);
	*extra = list;
	return true;

bad:
	hygiene_guc_free(list);
	GUC_check_errdetail("A list of words is expected, separated by commas.");
	return false;
}

void
settings_use_words(MoneyWords *words, const void *extra)
{
	const WordList *list = extra;

	words->words = list->words;
	words->nwords = list->n;
}

static bool
matches(const TablePattern *patterns, int n, const char *nspname, const char *relname)
{
	for (int i = 0; i < n; i++)
	{
		const TablePattern *pattern = &patterns[i];

		/* called for every table: compare the first character first */
		if (pattern->name[0] != relname[0] && pattern->name[0] != '\0')
			continue;
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
