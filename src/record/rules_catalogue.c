/*-------------------------------------------------------------------------
 *
 * rules_catalogue.c
 *		SQL functions over the rule table.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

PG_FUNCTION_INFO_V1(hygiene_rules_catalogue);

#define RULES_COLUMNS 12

static Datum
text_or_null(const char *text, bool *isnull)
{
	*isnull = (text == NULL);
	return text ? CStringGetTextDatum(text) : (Datum) 0;
}

/*
 * All rules in the order of the catalogue: rule, category, kind, level,
 * default_level, when, title, why, cure, sqlstate, warning_sqlstate, source.
 */
Datum
hygiene_rules_catalogue(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	if (rsinfo->setDesc->natts != RULES_COLUMNS)
		elog(ERROR, "hygiene_rules_catalogue has %d columns, but %d are declared",
			 RULES_COLUMNS, rsinfo->setDesc->natts);

	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];
		Datum		values[RULES_COLUMNS];
		bool		nulls[RULES_COLUMNS] = {0};

		values[0] = text_or_null(rule->name, &nulls[0]);
		values[1] = text_or_null(rule->category, &nulls[1]);
		values[2] = text_or_null(rule->kind == RULE_STATE ? "state" : "change", &nulls[2]);
		values[3] = text_or_null(level_name(settings_level(rule)), &nulls[3]);
		values[4] = text_or_null(level_name(rule->level), &nulls[4]);
		values[5] = text_or_null(when_name(rule->when), &nulls[5]);
		values[6] = text_or_null(rule->title, &nulls[6]);
		values[7] = text_or_null(rule->why, &nulls[7]);
		values[8] = text_or_null(rule->cure, &nulls[8]);
		values[9] = text_or_null(rule->sqlstate, &nulls[9]);
		values[10] = text_or_null(rule_warning_sqlstate(rule), &nulls[10]);
		values[11] = text_or_null(rule->source, &nulls[11]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
