/*-------------------------------------------------------------------------
 *
 * catalogue.c
 *		The rules as rows.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "rules/rule.h"
#include "settings.h"
#include "utils/builtins.h"

/* Columns of the result, in the order of its declaration. */
enum
{
	COL_RULE,
	COL_CATEGORY,
	COL_KIND,
	COL_LEVEL,
	COL_DEFAULT_LEVEL,
	COL_WHEN,
	COL_TITLE,
	COL_WHY,
	COL_CURE,
	COL_SQLSTATE,
	COL_WARNING_SQLSTATE,
	COL_SOURCE,
	CATALOGUE_COLUMNS
};

PG_FUNCTION_INFO_V1(hygiene_rules_catalogue);

/* All rules, in the order of the registry, with the levels of this session. */
Datum
hygiene_rules_catalogue(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	if (result->setDesc->natts != CATALOGUE_COLUMNS)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the catalogue of rules has %d columns, its declaration %d",
						CATALOGUE_COLUMNS, result->setDesc->natts),
				 errhint("Run ALTER EXTENSION pg_hygiene UPDATE.")));

	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];
		const char *texts[CATALOGUE_COLUMNS];
		Datum		values[CATALOGUE_COLUMNS] = {0};
		bool		nulls[CATALOGUE_COLUMNS] = {0};

		texts[COL_RULE] = rule->name;
		texts[COL_CATEGORY] = rule->category;
		texts[COL_KIND] = rule->kind == RULE_STATE ? "state" : "change";
		texts[COL_LEVEL] = level_name(settings_level(rule));
		texts[COL_DEFAULT_LEVEL] = level_name(rule->level);
		texts[COL_WHEN] = when_name(rule->when);
		texts[COL_TITLE] = rule->title;
		texts[COL_WHY] = rule->why;
		texts[COL_CURE] = rule->cure;
		texts[COL_SQLSTATE] = rule->sqlstate;
		texts[COL_WARNING_SQLSTATE] = rule_warning_sqlstate(rule);
		texts[COL_SOURCE] = rule->source;
		for (int column = 0; column < CATALOGUE_COLUMNS; column++)
		{
			nulls[column] = texts[column] == NULL;
			if (!nulls[column])
				values[column] = CStringGetTextDatum(texts[column]);
		}
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
