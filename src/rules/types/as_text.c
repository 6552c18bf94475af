/*-------------------------------------------------------------------------
 *
 * as_text.c
 *		Values that have a type of their own, and are kept as text: dates, uuids.
 *
 * The name of a column says what it holds, and in audits so do the values that
 * the planner's statistics know.  Where the two disagree the values win over
 * a weak name, and the remedy is held back over a clear one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "facts/keys/fk_columns.h"
#include "lib/stringinfo.h"
#include "rules/alter_column_type.h"
#include "rules/describe.h"
#include "rules/types/types.h"
#include "utils/builtins.h"
#include "words/date.h"
#include "words/hints.h"

#define SHORTEST_ISO_DATE 8		/* 20261122 */
#define ISO_DAY_WIDTH	11		/* 2026-11-22 and the byte that says how long */
#define UUID_CHARACTERS	36
#define UUID_DIGITS		32

/* ---------------------------------------------------------------------
 * date_as_text
 * ---------------------------------------------------------------------
 */

static bool
may_be_date(const AttributeFacts *att, uint32 hints)
{
	int			length = types_length(att->type);

	return types_is_character(att->type) && (length < 0 || length >= 5) &&
		(name_hints(att->attname) & hints) != 0;
}

bool
wants_date_by_name(const AttributeFacts *att)
{
	return may_be_date(att, HINT_DATE);
}

bool
wants_date_as_text(const AttributeFacts *att)
{
	return may_be_date(att, HINT_DATE | HINT_OPEN);
}

static const char *
date_type(DateVerdict verdict, int length)
{
	switch (verdict)
	{
		case DATE_DAY:
			return length == 14 ? "timestamptz" : "date";
		case DATE_TIME:
			return length >= 0 && length <= 8 ? "time" : "timestamptz";
		default:
			return "timestamptz";
	}
}

/* How text becomes that type; empty strings, which text allows, become NULL. */
static char *
date_conversion(const AttributeFacts *att, const char *type, int length)
{
	const char *column = quote_identifier(att->attname);

	if (att->type->via_array)
		return psprintf("%s::%s[]", column, type);
	if (length == 14)
		return psprintf("to_timestamp(NULLIF(%s, ''), 'YYYYMMDDHH24MISS')", column);
	return psprintf("NULLIF(%s, '')::%s", column, type);
}

void
check_date_as_text(const HygieneRule *rule, const RelationFacts *rel,
				   const RuleContext *context, FindingSink *sink)
{
	if (!alter_type_stores_columns(rel))
		return;

	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];
		const StatisticFacts *stats = att->stats;
		int			length = types_length(att->type);
		DateJudgement date = {DATE_NO, ""};
		bool		proven;
		bool		refuted;
		const char *type;
		HygieneFinding *finding;
		StringInfoData detail;

		if (att->attinhcount > 0 || !wants_date_as_text(att))
			continue;
		if (name_hints(att->attname) & HINT_DATE)
			date = date_judge(att->attname, length);
		proven = stats && stats->nvalues >= TYPES_ENOUGH_VALUES &&
			stats->iso_dates == stats->nvalues && (length < 0 || length >= SHORTEST_ISO_DATE);
		refuted = stats && stats->nvalues >= TYPES_ENOUGH_VALUES &&
			stats->iso_dates < stats->nvalues && length != 14;
		if (date.verdict == DATE_NO && !proven)
			continue;

		/* values of ten characters leave no room for a time */
		if (date.verdict != DATE_NO)
			type = date_type(date.verdict, length);
		else
			type = stats->avg_width <= ISO_DAY_WIDTH ? "date" : "timestamptz";
		finding = alter_type_finding(rule, rel, att);
		finding->message = psprintf("%s stores %s as %s; use %s [%s]",
									describe_column(rel, att),
									date.verdict == DATE_TIME ? "a time" :
									att->type->via_array ? "dates" : "a date",
									alter_type_stored(att->type), alter_type_like(att->type, type),
									rule->name);
		alter_type_remedy(finding, rel, att, alter_type_like(att->type, type),
						  date_conversion(att, type, length), true);

		initStringInfo(&detail);
		appendStringInfoString(&detail, "Text takes what is no date, such as 2026-02-30, sorts 9/1/2026 after 10/1/2026, and cannot be reckoned with.");
		if (date.verdict != DATE_NO)
		{
			appendStringInfo(&detail, " Taken for a date because of the word \"%s\".", date.word);
			finding_evidence_text(finding, "word", date.word);
		}
		if (stats && stats->nvalues > 0)
			appendStringInfo(&detail, " By the statistics, %s.",
							 finding_evidence_statistics(finding, stats->iso_dates, stats->nvalues,
														 "ISO dates"));
		if (refuted && finding->remedy)
		{
			/* the plain cast would stumble over the others */
			finding->hint = psprintf("Give the format in which they are written: ALTER TABLE %s ALTER COLUMN %s TYPE %s USING to_date(%s, 'DD.MM.YYYY').",
									 facts_relation_name(rel), quote_identifier(att->attname),
									 "date", quote_identifier(att->attname));
			finding->remedy = NULL;
		}
		alter_type_circumstances(&detail, finding, rel, att, "a domain over date can keep its checks");
		finding->detail = detail.data;
		sink->add(finding, sink);
	}
}

/* ---------------------------------------------------------------------
 * uuid_as_text
 * ---------------------------------------------------------------------
 */

bool
wants_uuid_by_name(const AttributeFacts *att)
{
	uint32		hints = name_hints(att->attname);

	return wants_uuid_as_text(att) &&
		((hints & HINT_UUID) != 0 ||
		 ((hints & HINT_ID) != 0 && types_length(att->type) == UUID_CHARACTERS));
}

bool
wants_uuid_as_text(const AttributeFacts *att)
{
	int			length = types_length(att->type);

	return types_is_character(att->type) &&
		(length < 0 || length == UUID_CHARACTERS || length == UUID_DIGITS) &&
		((name_hints(att->attname) & (HINT_UUID | HINT_ID)) != 0 || length == UUID_CHARACTERS);
}

/* Dollars and a word that are nowhere in the text: quotes for it. */
static char *
dollar_quotes(const char *text)
{
	char	   *quotes = pstrdup("$$");

	for (int i = 1; strstr(text, quotes) != NULL; i++)
		quotes = psprintf("$r%d$", i);
	return quotes;
}

/* How all columns of one value become uuids at once, or not at all. */
static char *
alter_type_linked(const FkColumns *linked)
{
	StringInfoData sql;
	const char *quotes;

	initStringInfo(&sql);
	for (int i = 0; i < linked->nkeys; i++)
		appendStringInfo(&sql, "ALTER TABLE %s DROP CONSTRAINT %s;\n", linked->keys[i].table,
						 linked->keys[i].conname);
	for (int i = 0; i < linked->ncolumns; i++)
	{
		const FkColumn *column = &linked->columns[i];

		/* a table is rewritten once for all of its columns */
		if (i == 0 || column->relid != linked->columns[i - 1].relid)
			appendStringInfo(&sql, "ALTER TABLE %s ", column->table);
		else
			appendStringInfoString(&sql, ", ");
		if (column->has_default)
			appendStringInfo(&sql, "ALTER COLUMN %s DROP DEFAULT, ", column->attname);
		appendStringInfo(&sql, "ALTER COLUMN %s TYPE uuid USING %s::uuid", column->attname,
						 column->attname);
		if (column->computed)
			appendStringInfo(&sql, ", ALTER COLUMN %s SET DEFAULT (%s)::uuid", column->attname,
							 column->computed);
		if (i == linked->ncolumns - 1 || column->relid != linked->columns[i + 1].relid)
			appendStringInfoString(&sql, ";\n");
	}
	for (int i = 0; i < linked->nkeys; i++)
	{
		const FkDefinition *key = &linked->keys[i];

		appendStringInfo(&sql, "ALTER TABLE %s ADD CONSTRAINT %s %s;\n", key->table,
						 key->conname, key->definition);
		if (key->comment)
			appendStringInfo(&sql, "COMMENT ON CONSTRAINT %s ON %s IS %s;\n", key->conname,
							 key->table, quote_literal_cstr(key->comment));
	}
	if (linked->nkeys == 0 && linked->ncolumns == 1)
		return pnstrdup(sql.data, sql.len - 1);
	quotes = dollar_quotes(sql.data);
	return psprintf("DO %sBEGIN\n%sEND%s;", quotes, sql.data, quotes);
}

/* The remedy of a column of a key, or why there is none. */
static void
linked_way_out(HygieneFinding *finding, const AttributeFacts *att, StringInfo detail)
{
	finding->declare = "Declare it uuid.";
	if (att->fk_columns->obstacle)
	{
		appendStringInfo(detail, " No script is offered that would change it, and what foreign keys tie to it, because of %s.",
						 att->fk_columns->obstacle);
		finding->hint = "Change it to uuid by hand, together with all columns that foreign keys tie to it, in one transaction.";
	}
	else
		finding->remedy = alter_type_linked(att->fk_columns);
	if (att->fk_columns->ncolumns > 1)
		finding_evidence_number(finding, "linked_columns", att->fk_columns->ncolumns);
}

/* Of a column of a key: not where the values are known, and no UUIDs. */
bool
wants_uuid_linked(const AttributeFacts *att)
{
	const StatisticFacts *stats = att->stats;

	return wants_uuid_as_text(att) && !att->type->via_array && !att->type->via_range &&
		!att->type->via_composite &&
		(stats == NULL || stats->nvalues < TYPES_ENOUGH_VALUES ||
		 stats->uuids == stats->nvalues);
}

/* Is the column part of a primary, unique or foreign key? */
static bool
is_key(const RelationFacts *rel, AttrNumber attnum, bool *foreign)
{
	bool		key = false;

	*foreign = false;
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];

		if (con->contype != CONSTRAINT_PRIMARY && con->contype != CONSTRAINT_UNIQUE &&
			con->contype != CONSTRAINT_FOREIGN)
			continue;
		for (int k = 0; k < con->nkeys; k++)
		{
			if (con->conkey[k] == attnum)
			{
				key = true;
				*foreign = *foreign || con->contype == CONSTRAINT_FOREIGN;
			}
		}
	}
	return key;
}

void
check_uuid_as_text(const HygieneRule *rule, const RelationFacts *rel,
				   const RuleContext *context, FindingSink *sink)
{
	if (!alter_type_stores_columns(rel))
		return;

	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];
		const StatisticFacts *stats = att->stats;
		int			length = types_length(att->type);
		bool		known = stats && stats->nvalues >= TYPES_ENOUGH_VALUES;
		bool		foreign;
		bool		key;
		uint32		hints;
		bool		named;
		HygieneFinding *finding;
		StringInfoData detail;

		if (att->attinhcount > 0 || !wants_uuid_as_text(att))
			continue;
		hints = name_hints(att->attname);
		key = is_key(rel, att->attnum, &foreign);
		if (length < 0)
			named = (hints & HINT_UUID) && key;
		else if (length == UUID_CHARACTERS)
			named = (hints & (HINT_UUID | HINT_ID)) != 0;
		else
			named = (hints & HINT_UUID) != 0;
		if (known ? stats->uuids == 0 || (!named && stats->uuids < stats->nvalues) : !named)
			continue;

		finding = alter_type_finding(rule, rel, att);
		finding->message = psprintf("%s stores a UUID as %s; use %s [%s]",
									describe_column(rel, att), alter_type_stored(att->type),
									alter_type_like(att->type, "uuid"), rule->name);
		initStringInfo(&detail);
		appendStringInfoString(&detail, "As text it takes 37 bytes in place of 16, in every index too, and the same UUID in capitals is another value.");
		if (stats && stats->nvalues > 0)
			appendStringInfo(&detail, " By the statistics, %s.",
							 finding_evidence_statistics(finding, stats->uuids, stats->nvalues, "UUIDs"));
		if (known && stats->uuids < stats->nvalues)
			finding->hint = psprintf("Mend the values that are no UUIDs, then give the column the type uuid.");
		else if (att->fk_columns)
			linked_way_out(finding, att, &detail);
		else if (foreign)
			finding->hint = psprintf("Give it the type uuid together with the column that its foreign key refers to: drop the constraint, retype both, add it again.");
		else
			alter_type_remedy(finding, rel, att, alter_type_like(att->type, "uuid"),
							  psprintf("%s::%s", quote_identifier(att->attname),
									   alter_type_like(att->type, "uuid")), true);
		alter_type_circumstances(&detail, finding, rel, att, NULL);
		finding->detail = detail.data;
		sink->add(finding, sink);
	}
}
