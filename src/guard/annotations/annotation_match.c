/*-------------------------------------------------------------------------
 *
 * annotation_match.c
 *		Which annotation matches a finding, and how to write one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_proc.h"
#include "commands/dbcommands.h"
#include "guard/annotations/annotation.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "parser/scansup.h"
#include "rules/rule.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/* What of the finding's object an annotation's object is. */
#define NAMES_ITSELF	0x01
#define NAMES_TABLE		0x02	/* its table */
#define NAMES_SCHEMA	0x04	/* its schema */

/* The most schemas of a search path that are looked at. */
#define MAX_PATH 128

/* Argument types without blanks where they mean nothing, in lower case. */
static char *
fold_arguments(const char *text)
{
	StringInfoData buf;
	bool		quoted = false;

	initStringInfo(&buf);
	for (const char *q = text; *q; q++)
	{
		char		last = buf.len > 0 ? buf.data[buf.len - 1] : '(';

		if (*q == '"')
			quoted = !quoted;
		if (quoted)
			appendStringInfoChar(&buf, *q);
		else if (scanner_isspace(*q))
		{
			if (strchr("(,[ ", last) == NULL)
				appendStringInfoChar(&buf, ' ');
		}
		else
		{
			if (last == ' ' && strchr("(),[]", *q) != NULL)
				buf.data[--buf.len] = '\0';
			appendStringInfoChar(&buf, pg_ascii_tolower((unsigned char) *q));
		}
	}
	return buf.data;
}

/*
 * Returns whether the name is the finding's table, view, function ….  Of a function
 * only the name counts, and the arguments where the annotation gives some.
 */
static bool
is_table(const Annotation *annotation, const char *name, const HygieneFinding *finding)
{
	const char *paren;

	if (finding->table_name == NULL)
		return false;
	if (finding->address.classId != ProcedureRelationId)
		return annotation->arguments == NULL && strcmp(name, finding->table_name) == 0;

	paren = facts_function_arguments(finding->table_name);
	if (paren == NULL)
		return strcmp(name, finding->table_name) == 0;
	if (strlen(name) != paren - finding->table_name ||
		strncmp(name, finding->table_name, paren - finding->table_name) != 0)
		return false;
	return annotation->arguments == NULL ||
		strcmp(fold_arguments(annotation->arguments), fold_arguments(paren)) == 0;
}

static bool
is_name(const char *name, const char *other)
{
	return other != NULL && strcmp(name, other) == 0;
}

/* Is the finding's object found without its schema?  Asked last: it takes a while. */
static bool
is_reachable(const HygieneFinding *finding)
{
	Oid			schemas[MAX_PATH];
	int			n;

	if (finding->schema_name == NULL)
		return true;
	n = Min(fetch_search_path_array(schemas, MAX_PATH), MAX_PATH);
	for (int i = 0; i < n; i++)
	{
		char	   *nspname = get_namespace_name(schemas[i]);

		if (nspname != NULL && strcmp(finding->schema_name, nspname) == 0)
			return true;
	}
	return false;
}

/* All readings of the annotation's name that fit the finding. */
static int
readings(const Annotation *annotation, const HygieneFinding *finding)
{
	char	   *const *parts = annotation->parts;
	int			nparts = annotation->nparts;
	const char *schema = finding->schema_name;
	const char *sub = finding->subname;
	int			table = sub ? NAMES_TABLE : NAMES_ITSELF;
	int			result = 0;

	if (nparts == 4)
	{
		const char *database = get_database_name(MyDatabaseId);

		if (!is_name(parts[0], database))
			return 0;
		parts++;
		nparts--;
	}

	switch (nparts)
	{
		case 1:
			if (is_table(annotation, parts[0], finding) && is_reachable(finding))
				result |= table;
			if (annotation->arguments != NULL)
				break;
			if (is_name(parts[0], schema))
				result |= (finding->table_name || sub) ? NAMES_SCHEMA : NAMES_ITSELF;
			break;
		case 2:
			if (is_name(parts[0], schema) && is_table(annotation, parts[1], finding))
				result |= table;
			if (annotation->arguments != NULL)
				break;
			if (is_table(annotation, parts[0], finding) && is_name(parts[1], sub) &&
				is_reachable(finding))
				result |= NAMES_ITSELF;
			break;
		case 3:
			if (annotation->arguments == NULL && is_name(parts[0], schema) &&
				is_table(annotation, parts[1], finding) && is_name(parts[2], sub))
				result |= NAMES_ITSELF;
			break;
	}
	return result;
}

/* Returns whether the annotation covers the finding. */
static bool
annotation_covers(const Annotation *annotation, const HygieneFinding *finding)
{
	int			named = readings(annotation, finding);

	if (named == 0)
		return false;
	if (annotation->rule == finding->rule)
		return true;
	if (strcmp(annotation->rule->name, "drop_schema") == 0)
		return (named & NAMES_SCHEMA) && !rule_is_state(finding->rule);
	if (strcmp(annotation->rule->name, "drop_table") == 0)
		return (named & NAMES_TABLE) && strncmp(finding->rule->name, "drop_", 5) == 0;
	return false;
}

/*
 * All that cover the finding are marked, so that one given twice is not
 * reported to have matched nothing; one with a backup is preferred.
 */
Annotation *
annotation_match(List *annotations, const HygieneFinding *finding)
{
	Annotation *result = NULL;
	ListCell   *lc;

	foreach(lc, annotations)
	{
		Annotation *annotation = lfirst(lc);

		if (!annotation_covers(annotation, finding))
			continue;
		annotation->used = true;
		if (result == NULL || (result->backup == NULL && annotation->backup != NULL))
			result = annotation;
	}
	return result;
}

char *
annotation_suggest_list(List *findings)
{
	StringInfoData buf;
	bool		comment = false;
	ListCell   *lc;

	initStringInfo(&buf);
	foreach(lc, findings)
	{
		const HygieneFinding *finding = lfirst(lc);

		appendStringInfo(&buf, "%s%s %s", buf.len > 0 ? ", " : "",
						 finding->rule->name, finding->object);
		comment = comment || finding->alone;
	}
	appendStringInfoString(&buf, " because ...");
	if (comment)
		return psprintf("/* hygiene: allow %s */ before the statement.", buf.data);
	return psprintf("SET LOCAL hygiene.allow = %s;", quote_literal_cstr(buf.data));
}
