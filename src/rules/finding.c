/*-------------------------------------------------------------------------
 *
 * finding.c
 *		Making findings.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "facts/facts.h"
#include "rules/finding.h"
#include "utils/builtins.h"

HygieneFinding *
finding_new(const struct HygieneRule *rule, Oid classid, Oid objid,
			int32 objsubid, const char *object_type)
{
	HygieneFinding *finding = palloc0(sizeof(HygieneFinding));

	finding->rule = rule;
	ObjectAddressSubSet(finding->address, classid, objid, objsubid);
	finding->object_type = object_type;
	finding->cap = LEVEL_ERROR;
	finding->raise = LEVEL_OFF;
	finding->rows = -1;
	finding->bytes = -1;
	return finding;
}

void
finding_name(HygieneFinding *finding, const char *schema_name,
			 const char *table_name, const char *subname,
			 bool subname_is_column)
{
	StringInfoData buf;

	finding->schema_name = schema_name ? pstrdup(schema_name) : NULL;
	finding->table_name = table_name ? pstrdup(table_name) : NULL;
	finding->subname = subname ? pstrdup(subname) : NULL;
	finding->subname_is_column = subname_is_column;

	initStringInfo(&buf);
	if (schema_name)
		appendStringInfoString(&buf, quote_identifier(schema_name));
	if (table_name)
	{
		const char *paren = finding->address.classId == ProcedureRelationId ?
			facts_function_arguments(table_name) : NULL;

		if (buf.len > 0)
			appendStringInfoChar(&buf, '.');

		/*
		 * a function's name carries its argument types, which stay as they
		 * are
		 */
		if (paren)
		{
			char	   *name = pnstrdup(table_name, paren - table_name);

			appendStringInfo(&buf, "%s%s", quote_identifier(name), paren);
		}
		else
			appendStringInfoString(&buf, quote_identifier(table_name));
	}
	if (subname)
		appendStringInfo(&buf, ".%s", quote_identifier(subname));
	finding->object = buf.data;
}

static HygieneEvidence *
add_evidence(HygieneFinding *finding, const char *key)
{
	HygieneEvidence *evidence = palloc0(sizeof(HygieneEvidence));

	evidence->key = key;
	finding->evidence = lappend(finding->evidence, evidence);
	return evidence;
}

void
finding_evidence_text(HygieneFinding *finding, const char *key, const char *text)
{
	add_evidence(finding, key)->text = pstrdup(text);
}

void
finding_evidence_number(HygieneFinding *finding, const char *key, int64 number)
{
	add_evidence(finding, key)->number = number;
}

bool
finding_same(const HygieneFinding *a, const HygieneFinding *b)
{
	return a->rule == b->rule &&
		a->address.classId == b->address.classId &&
		a->address.objectId == b->address.objectId &&
		a->address.objectSubId == b->address.objectSubId;
}

static int
compare_places(const ListCell *a, const ListCell *b)
{
	return strcmp(lfirst(a), lfirst(b));
}

bool
finding_within(const HygieneFinding *now, const HygieneFinding *then)
{
	List	   *places;
	List	   *left;
	int			next = 0;
	ListCell   *lc;

	if (!finding_same(now, then) || list_length(now->places) > list_length(then->places))
		return false;

	/* each answers for one */
	places = list_copy(now->places);
	left = list_copy(then->places);
	list_sort(places, compare_places);
	list_sort(left, compare_places);
	foreach(lc, places)
	{
		while (next < list_length(left) && strcmp(list_nth(left, next), lfirst(lc)) < 0)
			next++;
		if (next == list_length(left) || strcmp(list_nth(left, next), lfirst(lc)) != 0)
			return false;
		next++;
	}
	return true;
}
