/*-------------------------------------------------------------------------
 *
 * settings.c
 *		Fuzz target: the settings that are lists (settings_lists.c).
 *
 * Choices: 0 a list of tables, 1 a list of words, 2 names that are quoted and
 * put into a list, and must be found again.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "harness.h"
#include "lib/stringinfo.h"
#include "settings.h"
#include "settings_lists.h"
#include "utils/guc.h"

static MoneyWords words_in_force;

/* As the server does with a new value: checks, assigns; and takes it back. */
static bool
is_taken(const char *text, bool tables, void (*then) (const char *text))
{
	char	   *newval = pstrdup(text);
	void	   *extra = NULL;

	if (!(tables ? settings_check_ignore_tables : settings_check_words)
		(&newval, &extra, PGC_S_TEST))
	{
		PROPERTY(extra == NULL);
		FlushErrorState();		/* as who reports the detail does */
		return false;
	}
	PROPERTY(extra != NULL);
	if (tables)
		settings_assign_ignore_tables(newval, extra);
	else
		settings_use_words(&words_in_force, extra);
	if (then != NULL)
		then(text);
	if (tables)
		settings_assign_ignore_tables(NULL, NULL);
	else
	{
		const MoneyWords *words = &words_in_force;
		static void *empty = NULL;
		char	   *none = "";

		for (int i = 0; i < words->nwords; i++)
			PROPERTY(words->words[i][0] != '\0' && strlen(words->words[i]) <= strlen(text));
		PROPERTY(empty != NULL || settings_check_words(&none, &empty, PGC_S_TEST));
		settings_use_words(&words_in_force, empty);
	}
	hygiene_guc_free(extra);
	return true;
}

static char *
quoted(const char *name)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoChar(&buf, '"');
	for (; *name; name++)
	{
		if (*name == '"')
			appendStringInfoChar(&buf, '"');
		appendStringInfoChar(&buf, *name);
	}
	appendStringInfoChar(&buf, '"');
	return buf.data;
}

/* The names that a list was made of. */
static const char *name_one;
static const char *name_two;

static void
must_ignore(const char *text)
{
	PROPERTY(settings_ignores_table("any", name_one));
	PROPERTY(settings_ignores_table(name_one, name_two));
	PROPERTY(settings_ignores_table(name_two, psprintf("%s and more", name_one)));
	PROPERTY(!settings_ignores_table("any", psprintf("%s and more", name_one)));
}

static void
try_names(const char *text, int len)
{
	if (len < 2)
		return;
	name_one = pnstrdup(text, len / 2);
	name_two = text + len / 2;
	PROPERTY(is_taken(psprintf("%s ,%s.%s, %s.%s*", quoted(name_one),
							 quoted(name_one), quoted(name_two),
							 quoted(name_two), quoted(name_one)), true, must_ignore));
	PROPERTY(is_taken(psprintf("%s,%s", quoted(name_one), quoted(name_two)), false, NULL));
}

/* What a name alone in a list says, does not hang on blanks around it. */
static void
some_lookups(const char *text)
{
	(void) settings_ignores_table("public", text);
	(void) settings_ignores_table(text, "orders");
}

static void
one(const char *text, int len, int choice)
{
	if (choice == 2)
		try_names(text, len);
	else
	{
		bool		tables = choice % 2 == 0;
		bool		taken = is_taken(text, tables, tables ? some_lookups : NULL);

		PROPERTY(is_taken(psprintf(" %s\t", text), tables, NULL) == taken);
		PROPERTY(!is_taken(psprintf("%s,", text), tables, NULL));
		PROPERTY(!is_taken(psprintf("\"%s", text), tables, NULL) || strchr(text, '"') != NULL);
	}
}

const FuzzTarget fuzz_settings = {"settings", one, true};
