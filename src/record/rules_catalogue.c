/*-------------------------------------------------------------------------
 *
 * rules_catalogue.c
 *		hygiene.rules_catalogue(): the rules as rows.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "record/result_rows.h"
#include "settings.h"
#include "utils/tuplestore.h"

PG_FUNCTION_INFO_V1(hygiene_rules_catalogue);

#define RULES_COLUMNS 12

/*
 * All rules in the order of the catalogue: rule, category, kind, level,
 * default_level, when, title, why, cure, sqlstate, warning_sqlstate, source.
 */
Datum
hygiene_rules_catalogue(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = rows_begin(fcinfo, RULES_COLUMNS);

	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];
		Datum		values[RULES_COLUMNS] = {0};
		bool		nulls[RULES_COLUMNS] = {0};
		Row			row = {values, nulls};

		row_text(&row, 0, rule->name);
		row_text(&row, 1, rule->category);
		row_text(&row, 2, rule_is_state(rule) ? "state" : "change");
		row_text(&row, 3, level_name(settings_level(rule)));
		row_text(&row, 4, level_name(rule->level));
		row_text(&row, 5, when_name(rule->when));
		row_text(&row, 6, rule->title);
		row_text(&row, 7, rule->why);
		row_text(&row, 8, rule->cure);
		row_text(&row, 9, rule->sqlstate);
		row_text(&row, 10, rule_warning_sqlstate(rule));
		row_text(&row, 11, rule->source);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
