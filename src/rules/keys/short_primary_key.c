/*-------------------------------------------------------------------------
 *
 * short_primary_key.c
 *		Primary keys that run out of numbers: how many are left, and what must
 *		change with them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "facts/database/database.h"
#include "facts/keys/fk_columns.h"
#include "lib/stringinfo.h"
#include "rules/describe.h"
#include "utils/builtins.h"

/* How the sequence behind a serial follows its column, as PL/pgSQL. */
#define SEQUENCE_FOLLOWS "IF s IS NOT NULL THEN EXECUTE 'ALTER SEQUENCE ' || s || ' AS bigint'; END IF;"

static char *
widening_remedy(const RelationFacts *rel, const AttributeFacts *att)
{
	const char *table = facts_relation_name(rel);
	const FkColumns *linked = att->fk_columns;
	char	   *alter = psprintf("ALTER TABLE %s ALTER COLUMN %s TYPE bigint;", table,
								 quote_identifier(att->attname));
	StringInfoData all;
	char	   *body;
	const char *quotes = "$$";

	/* an identity's sequence follows its column, a serial's does not */
	bool		serial = att->atthasdef && att->attidentity == '\0';

	initStringInfo(&all);
	for (int i = 0; linked != NULL && i < linked->ncolumns; i++)
	{
		const FkColumn *column = &linked->columns[i];

		if (!column->wide && (column->relid != rel->relid || column->attnum != att->attnum))
			appendStringInfo(&all, "ALTER TABLE %s ALTER COLUMN %s TYPE bigint;\n",
							 column->table, column->attname);
	}
	if (all.len == 0 && !serial)
		return alter;
	body = !serial ? "BEGIN\n" :
		psprintf("DECLARE s text := pg_get_serial_sequence(%s, %s); BEGIN%s",
				 quote_literal_cstr(table), quote_literal_cstr(att->attname),
				 all.len > 0 ? "\n" : " ");
	if (all.len == 0)
		body = psprintf("%s%s END", body, SEQUENCE_FOLLOWS);
	else
		body = psprintf("%s%s\n%s%sEND", body, alter, all.data,
						serial ? SEQUENCE_FOLLOWS "\n" : "");
	for (int i = 1; strstr(body, quotes) != NULL; i++)
		quotes = psprintf("$r%d$", i);
	return psprintf("%s%sDO %s%s%s;", all.len == 0 ? alter : "", all.len == 0 ? "\n" : "",
					quotes, body, quotes);
}

/* The other of a group of columns whose table grows fastest, as far as the caller may know. */
static const FkColumn *
fastest_growing(const RelationFacts *rel, const AttributeFacts *att)
{
	const FkColumn *best = NULL;

	for (int i = 0; att->fk_columns != NULL && i < att->fk_columns->ncolumns; i++)
	{
		const FkColumn *column = &att->fk_columns->columns[i];

		if (column->wide || column->inserted < 0 ||
			(column->relid == rel->relid && column->attnum == att->attnum))
			continue;
		if (best == NULL || column->inserted > best->inserted ||
			(column->inserted == best->inserted && column->rows > best->rows))
			best = column;
	}
	return best;
}

/* How far the numbers are used up, into detail, evidence and level. */
static void
tell_fill(HygieneFinding *finding, StringInfo detail, const RelationFacts *rel,
		  const AttributeFacts *att, int64 limit)
{
	const SequenceFacts *sequence = att->sequence;
	int64		rows = rel->usage ? rel->usage->live_rows : (int64) rel->reltuples;
	const char *name;

	if (rows > limit / 2)
	{
		appendStringInfo(detail, " At least " INT64_FORMAT " %% of the numbers are in use.",
						 rows * 100 / limit);
		finding->raise = LEVEL_WARNING;
	}
	if (rows >= 0)
		finding_evidence_number(finding, "rows", rows);
	if (sequence == NULL)
		return;

	name = quote_qualified_identifier(sequence->nspname, sequence->relname);
	if (sequence->used >= 0.5 || sequence->end != sequence->column_last)
		appendStringInfo(detail, " Sequence %s is at " INT64_FORMAT " and ends at " INT64_FORMAT "%s.",
						 name, sequence->value, sequence->end,
						 sequence->end != sequence->column_last ? ", which is its own limit" : "");

	/* what begins anew is meant to, by somebody who removes old rows */
	if (sequence->cycles)
		appendStringInfoString(detail, " It then begins anew, with numbers that must be free by then.");
	else if (sequence->used >= 0.5)
	{
		appendStringInfo(detail, " " INT64_FORMAT " numbers are left.", sequence->left);
		finding->raise = LEVEL_WARNING;
	}
	finding_evidence_text(finding, "sequence", name);
	finding_evidence_number(finding, "sequence_value", sequence->value);
	finding_evidence_number(finding, "sequence_end", sequence->end);
	finding_evidence_number(finding, "numbers_left", sequence->left);
	finding_evidence_text(finding, "cycles", sequence->cycles ? "yes" : "no");
}

/* Which columns must change as well. */
static void
tell_references(HygieneFinding *finding, StringInfo detail, const RelationFacts *rel,
				const AttributeFacts *att)
{
	const FkColumn *fastest = fastest_growing(rel, att);
	int			n = -1;			/* but for itself */

	if (att->fk_columns == NULL || att->fk_columns->obstacle != NULL)
		return;
	for (int i = 0; i < att->fk_columns->ncolumns; i++)
		n += !att->fk_columns->columns[i].wide;
	if (n <= 0)
		return;
	appendStringInfo(detail, " %d column%s refer%s to it and must become bigint with it", n,
					 n == 1 ? "" : "s", n == 1 ? "s" : "");
	if (fastest != NULL)
	{
		appendStringInfoString(detail, n == 1 ? ": " : "; of their tables the one that grows fastest is that of ");
		appendStringInfo(detail, "column %s of table %s", fastest->attname, fastest->table);
		if (fastest->rows > 0)
			appendStringInfo(detail, " (%s)", describe_rows(fastest->rows, "its"));
	}
	appendStringInfoChar(detail, '.');
	finding_evidence_number(finding, "referencing_columns", n);
	if (fastest != NULL)
	{
		finding_evidence_text(finding, "fastest_growing", psprintf("%s.%s", fastest->table,
																   fastest->attname));
		finding_evidence_number(finding, "fastest_growing_rows", fastest->rows);
	}
}

static void
tell_short_key(const HygieneRule *rule, const RelationFacts *rel,
			   const AttributeFacts *att, FindingSink *sink)
{
	int64		limit = att->type->base == INT2OID ? PG_INT16_MAX : PG_INT32_MAX;
	HygieneFinding *finding = finding_column(rule, rel, att);
	StringInfoData detail;

	finding->message = psprintf("primary key column \"%s\" of table \"%s\" is %s, which ends at " INT64_FORMAT "; use bigint [%s]",
								att->attname, facts_relation_name(rel), att->type->base_name,
								limit, rule->name);
	initStringInfo(&detail);
	appendStringInfoString(&detail, "When the numbers run out every INSERT fails, and widening the column then means rewriting the table and what refers to it while nothing can be written.");
	finding_evidence_text(finding, "type", att->type->name);
	tell_fill(finding, &detail, rel, att, limit);
	tell_references(finding, &detail, rel, att);
	if (att->fk_columns != NULL && att->fk_columns->obstacle != NULL)
	{
		appendStringInfo(&detail, " No script is offered that would change it, and what foreign keys tie to it, because of %s.",
						 att->fk_columns->obstacle);
		finding->hint = "Change it to bigint by hand, together with all columns that foreign keys tie to it, in one transaction.";
	}
	else if (rel->relkind == RELKIND_PARTITIONED_TABLE && att->fk_columns == NULL)
		finding->hint = "Make a new table with a bigint key and move the rows: a column of the partition key cannot change its type.";
	else
		finding->remedy = widening_remedy(rel, att);
	finding->detail = detail.data;
	sink->add(finding, sink);
}

/* Of a column of a primary key: is the sequence that feeds it of interest? */
static bool
wants_key_sequence(const AttributeFacts *att)
{
	return (att->type->base == INT2OID || att->type->base == INT4OID) &&
		!att->type->via_array && !att->type->via_range && !att->type->via_composite &&
		att->attinhcount == 0 && (att->atthasdef || att->attidentity != '\0');
}

/* … and what refers to it? */
static bool
wants_key_references(const AttributeFacts *att)
{
	return (att->type->base == INT2OID || att->type->base == INT4OID) &&
		!att->type->via_array && !att->type->via_range && !att->type->via_composite;
}

static void
check_short_primary_key(const HygieneRule *rule, const RelationFacts *rel,
						const RuleContext *context, FindingSink *sink)
{
	if ((rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE) ||
		rel->relispartition)
		return;
	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];

		for (int k = 0; index->indisprimary && k < index->indnkeyatts; k++)
		{
			const AttributeFacts *att = facts_attribute(rel, index->indkey[k]);

			if (att == NULL || att->attinhcount > 0 || att->type->via_array ||
				(att->type->base != INT2OID && att->type->base != INT4OID))
				continue;

			/*
			 * a part of a key counts within the rest; a reference follows its
			 * parent
			 */
			if (index->indnkeyatts > 1 && att->attidentity == '\0' && !att->atthasdef)
				continue;
			if (!facts_is_referencing(rel, att->attnum))
				tell_short_key(rule, rel, att, sink);
		}
	}
}

static const HygieneRule rules[] = {
	{
		.name = "short_primary_key",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH025",
		.title = "Primary key of a type that runs out of numbers",
		.why = "An integer key ends at about two thousand million rows, counting those that were deleted or rolled back. "
		"Widening it later rewrites the table and every table that refers to it.",
		.cure = "Make it bigint, best while the table is small.",
		.source = "PostgreSQL manual, \"Integer Types\": ranges of smallint, integer and bigint",
		.check = check_short_primary_key,
		.needs.parts = FACTS_ATTRIBUTES | FACTS_CONSTRAINTS | FACTS_INDEXES,
		.arises_with = FACTS_INDEXES,
		.raises_above = PG_INT16_MAX / 2,
		.needs.sequence = wants_key_sequence,
		.needs.linked = wants_key_references,
	},
};

const RuleFamily hygiene_family_short_primary_key = {rules, lengthof(rules)};
