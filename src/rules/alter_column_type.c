/*-------------------------------------------------------------------------
 *
 * alter_column_type.c
 *		Wording and remedies of rules that propose another type for a column.
 *
 * See alter_column_type.h for the contract.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "rules/alter_column_type.h"
#include "rules/describe.h"
#include "utils/builtins.h"

bool
alter_type_stores_columns(const RelationFacts *rel)
{
	switch (rel->relkind)
	{
		case RELKIND_RELATION:
		case RELKIND_PARTITIONED_TABLE:
		case RELKIND_FOREIGN_TABLE:
		case RELKIND_MATVIEW:
		case RELKIND_COMPOSITE_TYPE:
			return true;
	}
	return false;
}

char *
alter_type_stored(const TypeFacts *type)
{
	const char *wrapping = "";

	if (type->via_range)
		wrapping = type->via_array ? "an array of ranges of " : "a range of ";
	else if (type->via_array)
		wrapping = "an array of ";
	return psprintf("%s%s", wrapping,
					type->base == BPCHAROID ? "character" : type->base_name);
}

char *
alter_type_like(const TypeFacts *type, const char *base)
{
	return psprintf("%s%s", base, type->via_array ? "[]" : "");
}

HygieneFinding *
alter_type_finding(const HygieneRule *rule, const RelationFacts *rel,
				   const AttributeFacts *att)
{
	HygieneFinding *finding = finding_column(rule, rel, att);

	if (rel->size.known)
		finding_measure(finding, &rel->size);
	else if (rel->relkind == RELKIND_RELATION && rel->reltuples >= 0)
	{
		finding->rows = (int64) rel->reltuples;
		finding->bytes = (int64) rel->relpages * BLCKSZ;
	}
	finding_evidence_text(finding, "type", att->type->name);
	return finding;
}

void
alter_type_remedy(HygieneFinding *finding, const RelationFacts *rel,
				  const AttributeFacts *att, const char *type,
				  const char *conversion, bool drop_default)
{
	const char *relname = facts_relation_name(rel);
	const char *column = quote_identifier(att->attname);
	StringInfoData sql;

	finding->declare = psprintf("Declare it %s.", type);
	if (att->type->via_composite)
	{
		finding->hint = psprintf("Give the column type %s, or a composite type whose field has it.",
								 type);
		return;
	}
	if (rel->relkind == RELKIND_MATVIEW)
	{
		finding->hint = psprintf("Create the materialized view anew with %s in its query.",
								 conversion ? conversion : psprintf("%s::%s", column, type));
		return;
	}
	if (OidIsValid(rel->reloftype))
	{
		finding->hint = psprintf("Change the attribute in the type that the table is of: ALTER TYPE ... ALTER ATTRIBUTE %s TYPE %s CASCADE.",
								 column, type);
		return;
	}
	if (rel->relkind == RELKIND_COMPOSITE_TYPE)
	{
		finding->remedy = psprintf("ALTER TYPE %s ALTER ATTRIBUTE %s TYPE %s CASCADE;",
								   relname, column, type);
		return;
	}

	if (att->attgenerated != '\0' && drop_default)
	{
		finding->hint = psprintf("Drop the generated column and add it again with the type %s and an expression of that type.",
								 type);
		return;
	}

	initStringInfo(&sql);
	appendStringInfo(&sql, "ALTER %s %s ",
					 rel->relkind == RELKIND_FOREIGN_TABLE ? "FOREIGN TABLE" : "TABLE", relname);
	if (drop_default && att->atthasdef)
		appendStringInfo(&sql, "ALTER COLUMN %s DROP DEFAULT, ", column);
	appendStringInfo(&sql, "ALTER COLUMN %s TYPE %s", column, type);
	if (conversion && rel->relkind != RELKIND_FOREIGN_TABLE && att->attgenerated == '\0')
		appendStringInfo(&sql, " USING %s", conversion);
	appendStringInfoChar(&sql, ';');
	finding->remedy = sql.data;
}

void
alter_type_circumstances(StringInfo buf, const HygieneFinding *finding,
						 const RelationFacts *rel, const AttributeFacts *att,
						 const char *advice)
{
	if (OidIsValid(att->type->domain))
	{
		appendStringInfo(buf, " Its type is %s, made of a domain", att->type->name);
		if (advice)
			appendStringInfo(buf, "; %s", advice);
		appendStringInfoChar(buf, '.');
	}
	else if (att->type->via_composite)
		appendStringInfo(buf, " Its type is %s.", att->type->name);
	if (finding->remedy && finding->rows > 0 && finding->bytes > 0)
		appendStringInfo(buf, " The change rewrites the table: %s, %s.",
						 describe_rows(finding->rows, "its"), describe_bytes(finding->bytes));
}

int
types_length(const TypeFacts *type)
{
	if (type->base != VARCHAROID && type->base != BPCHAROID)
		return -1;
	return type->base_typmod >= VARHDRSZ ? type->base_typmod - (int) VARHDRSZ : -1;
}

bool
types_is_character(const TypeFacts *type)
{
	return !type->via_range &&
		(type->base == TEXTOID || type->base == VARCHAROID || type->base == BPCHAROID);
}

char *
finding_evidence_statistics(HygieneFinding *finding, int part, int all, const char *what)
{
	char	   *told = psprintf("%d of %d known values are %s", part, all, what);

	finding_evidence_text(finding, "statistics", told);
	return told;
}
