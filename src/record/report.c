/*-------------------------------------------------------------------------
 *
 * report.c
 *		Reports findings to the client: all warnings, then at most one error.
 *
 * The texts of a finding contain names from the catalogs: they are passed to
 * ereport through "%s" only, and are not translated.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "compat.h"
#include "lib/stringinfo.h"
#include "record/report.h"
#include "rules/rule.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

/* DETAIL of an error lists so many other findings at most. */
#define MAX_OTHERS 20

static int
sqlstate_of(const char *text)
{
	Assert(strlen(text) == 5);
	return MAKE_SQLSTATE(text[0], text[1], text[2], text[3], text[4]);
}

/* Sets the error fields that drivers pass on; call within ereport(). */
static int
error_fields(const HygieneFinding *finding)
{
	if (finding->schema_name)
		err_generic_string(PG_DIAG_SCHEMA_NAME, finding->schema_name);
	if (finding->address.classId == TypeRelationId && finding->table_name)
		err_generic_string(PG_DIAG_DATATYPE_NAME, finding->table_name);
	else if ((finding->address.classId == RelationRelationId ||
			  finding->subname != NULL) && finding->table_name)
		err_generic_string(PG_DIAG_TABLE_NAME, finding->table_name);
	if (finding->subname && finding->subname_is_column)
		err_generic_string(PG_DIAG_COLUMN_NAME, finding->subname);
	else if (finding->subname && finding->address.classId == ConstraintRelationId)
		err_generic_string(PG_DIAG_CONSTRAINT_NAME, finding->subname);
	return 0;
}

/*
 * The remedy of a state rule changes an object that exists.  If the statement
 * is refused the object does not exist, so the hint is the rule's general advice.
 */
char *
report_hint(const HygieneFinding *finding, const char *allow, bool refused)
{
	const char *remedy = finding->remedy;
	StringInfoData buf;

	if (refused && rule_is_state(finding->rule))
		remedy = NULL;
	if (!finding->hint && !finding->remedy && !allow)
		return NULL;

	initStringInfo(&buf);
	if (refused && finding->declare)
		appendStringInfoString(&buf, finding->declare);
	else if (finding->hint)
		appendStringInfoString(&buf, finding->hint);
	else if (remedy)
		appendStringInfo(&buf, "To mend it: %s", remedy);
	else if (finding->remedy)
		appendStringInfoString(&buf, finding->rule->cure);
	if (allow)
		appendStringInfo(&buf, "%s%s, say why%s: %s", buf.len > 0 ? "  " : "",
						 finding->remedy ? "To keep it" : "If it is meant",
						 finding->alone ? "" : " in the same transaction", allow);
	return buf.data;
}

void
report_warning(const HygieneFinding *finding, const char *allow)
{
	char	   *hint = report_hint(finding, allow, false);

	ereport(WARNING,
			(errcode(sqlstate_of(rule_warning_sqlstate(finding->rule))),
			 errmsg_internal("%s", finding->message),
			 finding->detail ? errdetail_internal("%s", finding->detail) : 0,
			 hint ? errhint("%s", hint) : 0,
			 error_fields(finding)));
}

void
report_error(List *findings, const char *allow)
{
	const HygieneFinding *first = linitial(findings);
	char	   *hint = report_hint(first, allow, true);
	StringInfoData detail;

	initStringInfo(&detail);
	if (first->detail)
		appendStringInfoString(&detail, first->detail);
	for (int i = 1; i < list_length(findings); i++)
	{
		const HygieneFinding *other = list_nth(findings, i);

		if (detail.len > 0)
			appendStringInfoChar(&detail, '\n');
		if (i > MAX_OTHERS)
		{
			appendStringInfo(&detail, "And %d more.", list_length(findings) - i);
			break;
		}
		appendStringInfo(&detail, "Also: %s.", other->message);
	}

	ereport(ERROR,
			(errcode(sqlstate_of(first->rule->sqlstate)),
			 errmsg_internal("%s", first->message),
			 detail.len > 0 ? errdetail_internal("%s", detail.data) : 0,
			 hint ? errhint("%s", hint) : 0,
			 error_fields(first)));
}

/* Pushes a key or a string: the interface takes keys as values, too. */
static void
push_text(HygieneJson *state, JsonbIteratorToken token, const char *text)
{
	JsonbValue	value;

	value.type = jbvString;
	value.val.string.val = unconstify(char *, text);
	value.val.string.len = strlen(text);
	hygiene_push_json(state, token, &value);
}

Jsonb *
report_evidence(const HygieneFinding *finding)
{
	HygieneJson state = {0};
	ListCell   *lc;

	hygiene_push_json(&state, WJB_BEGIN_OBJECT, NULL);
	foreach(lc, finding->evidence)
	{
		const HygieneEvidence *evidence = lfirst(lc);

		push_text(&state, WJB_KEY, evidence->key);
		if (evidence->text)
			push_text(&state, WJB_VALUE, evidence->text);
		else
		{
			JsonbValue	value;

			value.type = jbvNumeric;
			value.val.numeric = int64_to_numeric(evidence->number);
			hygiene_push_json(&state, WJB_VALUE, &value);
		}
	}
	hygiene_push_json(&state, WJB_END_OBJECT, NULL);
	return JsonbValueToJsonb(state.result);
}

char *
report_fingerprint(const HygieneFinding *finding)
{
	StringInfoData buf;
	uint64		hash;
	char	   *result;

	initStringInfo(&buf);
	appendStringInfoString(&buf, finding->rule->name);
	appendStringInfoChar(&buf, '\0');
	appendStringInfoString(&buf, finding->object);
	hash = hash_bytes_extended((unsigned char *) buf.data, buf.len, 0);
	result = psprintf("%08x%08x", (uint32) (hash >> 32), (uint32) hash);
	pfree(buf.data);
	return result;
}
