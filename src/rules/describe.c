/*-------------------------------------------------------------------------
 *
 * describe.c
 *		Wording that rules share, and findings about objects.
 *
 * Pure, as the rules are: names objects from facts alone.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_database.h"
#include "catalog/pg_proc.h"
#include "facts/code/functions.h"
#include "rules/describe.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

/* So many dependents are named one by one. */
#define DEPENDENTS_NAMED 10

char *
describe_relation(const RelationFacts *rel)
{
	return psprintf("%s \"%s\"", facts_relation_kind(rel), facts_relation_name(rel));
}

char *
describe_column(const RelationFacts *rel, const AttributeFacts *att)
{
	return psprintf("column \"%s\" of %s", att->attname, describe_relation(rel));
}

char *
describe_columns(const RelationFacts *rel, int nkeys, const AttrNumber *keys)
{
	StringInfoData buf;

	initStringInfo(&buf);
	for (int i = 0; i < nkeys; i++)
	{
		const AttributeFacts *att = facts_attribute(rel, keys[i]);

		if (att != NULL)
			appendStringInfo(&buf, "%s\"%s\"", buf.len > 0 ? ", " : "", att->attname);
	}
	return buf.data;
}

char *
describe_rows(int64 rows, const char *possessive)
{
	if (rows <= 0)
		return psprintf("%s rows", possessive);
	return psprintf("about " INT64_FORMAT " %s", rows, rows == 1 ? "row" : "rows");
}

char *
describe_bytes(int64 bytes)
{
	return text_to_cstring(DatumGetTextPP(DirectFunctionCall1(pg_size_pretty,
															  Int64GetDatum(bytes))));
}

static void
append_usage(StringInfo buf, const SizeFacts *size)
{
	if (size->bytes > 0)
		appendStringInfo(buf, "It takes up %s on disk.", describe_bytes(size->bytes));
	if (size->scans < 0)
		return;

	if (buf->len > 0)
		appendStringInfoChar(buf, ' ');
	if (size->scans == 0)
		appendStringInfoString(buf, "It has not been read since statistics were reset");
	else
		appendStringInfo(buf, "It was read " INT64_FORMAT " %s since statistics were reset",
						 size->scans, size->scans == 1 ? "time" : "times");
	if (size->last_scan != 0)
		appendStringInfo(buf, ", last at %s", timestamptz_to_str(size->last_scan));
	appendStringInfoChar(buf, '.');
}

static void
append_dependents(StringInfo buf, const Change *change)
{
	int			nnamed = Min(change->ndependents, DEPENDENTS_NAMED);

	if (buf->len > 0)
		appendStringInfoChar(buf, ' ');
	appendStringInfoString(buf, "Along with it: ");
	for (int i = 0; i < nnamed; i++)
		appendStringInfo(buf, "%s%s", i > 0 ? ", " : "", change->dependents[i]);
	if (change->ndependents > nnamed)
		appendStringInfo(buf, " and %d more", change->ndependents - nnamed);
	appendStringInfoChar(buf, '.');
}

char *
describe_circumstances(const Change *change, const SizeFacts *size)
{
	StringInfoData buf;

	initStringInfo(&buf);
	if (size != NULL && size->known)
		append_usage(&buf, size);
	if (change->ndependents > 0)
		append_dependents(&buf, change);
	return buf.len > 0 ? buf.data : NULL;
}

HygieneFinding *
finding_relation(const HygieneRule *rule, const RelationFacts *rel)
{
	HygieneFinding *finding = finding_new(rule, RelationRelationId, rel->relid, 0,
										  facts_relation_kind(rel));

	finding_name(finding, rel->nspname, rel->relname, NULL, false);
	return finding;
}

HygieneFinding *
finding_column(const HygieneRule *rule, const RelationFacts *rel,
			   const AttributeFacts *att)
{
	HygieneFinding *finding = finding_new(rule, RelationRelationId, rel->relid,
										  att->attnum, "column");

	finding_name(finding, rel->nspname, rel->relname, att->attname, true);
	return finding;
}

HygieneFinding *
finding_part(const HygieneRule *rule, const RelationFacts *rel,
			 Oid classid, Oid objid, const char *name, const char *object_type)
{
	HygieneFinding *finding = finding_new(rule, classid, objid, 0, object_type);

	finding_name(finding, rel->nspname, rel->relname, name, false);
	return finding;
}

HygieneFinding *
finding_constraint(const HygieneRule *rule, const RelationFacts *rel, const ConstraintFacts *con)
{
	return finding_part(rule, rel, ConstraintRelationId, con->conid, con->conname,
						con->contype == CONSTRAINT_FOREIGN ? "foreign key" : "constraint");
}

HygieneFinding *
finding_index(const HygieneRule *rule, const RelationFacts *rel, const IndexFacts *index)
{
	HygieneFinding *finding = finding_named(rule, index->indexrelid, index->nspname,
											index->relname, "index");

	finding_evidence_text(finding, "table", facts_relation_name(rel));
	return finding;
}

HygieneFinding *
finding_function(const HygieneRule *rule, const FunctionFacts *function)
{
	HygieneFinding *finding = finding_new(rule, ProcedureRelationId, function->oid, 0,
										  facts_function_kind(function));

	finding_name(finding, function->nspname, function->name, NULL, false);
	return finding;
}

HygieneFinding *
finding_named(const HygieneRule *rule, Oid relid, const char *nspname, const char *relname,
			  const char *object_type)
{
	HygieneFinding *finding = finding_new(rule, RelationRelationId, relid, 0, object_type);

	finding_name(finding, nspname, relname, NULL, false);
	return finding;
}

HygieneFinding *
finding_database(const HygieneRule *rule, Oid dbid)
{
	HygieneFinding *finding = finding_new(rule, DatabaseRelationId, dbid, 0, "database");

	finding->object = pstrdup(THIS_DATABASE);
	return finding;
}

void
finding_measure(HygieneFinding *finding, const SizeFacts *size)
{
	if (!size->known)
		return;
	finding->empty = size->empty;
	finding->rows = size->empty ? 0 : size->rows;
	finding->bytes = size->bytes;
}
