/*-------------------------------------------------------------------------
 *
 * float_money.c
 *		Family of honest money: binary floating point, and the type money.
 *
 * Which columns hold money is the business of words/money.c; here the type is
 * looked at and the way out is written down.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "rules/alter_column_type.h"
#include "rules/describe.h"
#include "utils/builtins.h"

#define MONEY_NUMERIC "numeric(19,4)"

/* The numeric type of the same shape. */
static const char *
numeric_like(const TypeFacts *type)
{
	if (type->via_range)
	{
		/* only its name tells a multirange from a range */
		bool		multi = strstr(type->name, "multirange") != NULL;

		if (type->via_array)
			return multi ? "nummultirange[]" : "numrange[]";
		return multi ? "nummultirange" : "numrange";
	}
	return type->via_array ? MONEY_NUMERIC "[]" : MONEY_NUMERIC;
}

static HygieneFinding *
new_finding(const HygieneRule *rule, const RelationFacts *rel,
			const AttributeFacts *att)
{
	HygieneFinding *finding = alter_type_finding(rule, rel, att);
	const char *numeric = numeric_like(att->type);

	/* ranges have no cast to each other, but the same text */
	alter_type_remedy(finding, rel, att, numeric,
					  psprintf("%s::%s%s", quote_identifier(att->attname),
							   att->type->via_range ? "text::" : "", numeric), false);
	if (att->type->via_composite)
		finding->hint = psprintf("Give the column type %s, or a composite type whose field is numeric.",
								 numeric);
	return finding;
}

/* What goes with a domain that is made numeric. */
#define DOMAIN_ADVICE "a numeric domain can keep its checks"

/* ---------------------------------------------------------------------
 * float_money
 * ---------------------------------------------------------------------
 */

static bool
wants_float(const AttributeFacts *att)
{
	return att->type->base == FLOAT8OID || att->type->base == FLOAT4OID;
}

/* So many known values must agree before they count as company. */
#define ENOUGH_VALUES 20

/*
 * Are all known values amounts by their form: two decimals at most, and not
 * all of them whole?
 */
static bool
look_like_amounts(const StatisticFacts *stats)
{
	return stats && stats->nvalues >= ENOUGH_VALUES && stats->cents == stats->nvalues &&
		stats->whole < stats->nvalues;
}

/* An audit has looked at all names, of which it may have kept few. */
static uint32
siblings_of(const RelationFacts *rel)
{
	uint32		siblings = rel->money_siblings;

	for (int i = 0; rel->natts == rel->ncolumns && i < rel->natts; i++)
		siblings |= money_sibling_hint(rel->atts[i].attname);
	return siblings;
}

/*
 * Judges by the names; in an audit values may be the company that a weak word
 * lacks.  *by_values tells that nothing but they decided.
 */
static MoneyJudgement
judge_money(const RelationFacts *rel, const AttributeFacts *att, uint32 siblings,
			const RuleContext *context, bool *by_values)
{
	MoneyJudgement money = money_judge(att->attname, rel->relname, att->type->named,
									   siblings, &context->money_words,
									   &context->not_money_words);

	*by_values = false;
	if (money.verdict != MONEY_YES && money.word[0] == '\0' && look_like_amounts(att->stats) &&
		!(siblings & (MONEY_COMPANY_UNIT | MONEY_COMPANY_NETWORK)))
	{
		money = money_judge(att->attname, rel->relname, att->type->named,
							siblings | MONEY_COMPANY_CURRENCY, &context->money_words,
							&context->not_money_words);
		money.reason = "a weak word, and values that look like amounts";
		*by_values = true;
	}
	return money;
}

static void
check_float_money(const HygieneRule *rule, const RelationFacts *rel,
				  const RuleContext *context, FindingSink *sink)
{
	uint32		siblings = 0;
	bool		asked = false;

	if (!alter_type_stores_columns(rel))
		return;

	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];
		HygieneFinding *finding;
		MoneyJudgement money;
		StringInfoData detail;
		bool		by_values;

		/* the parent is told once */
		if (!wants_float(att) || att->attinhcount > 0)
			continue;
		if (!asked)
			siblings = siblings_of(rel);
		asked = true;
		money = judge_money(rel, att, siblings, context, &by_values);
		if (money.verdict != MONEY_YES)
			continue;

		finding = new_finding(rule, rel, att);
		if (by_values)
			finding->cap = LEVEL_AUDIT;
		finding->message = psprintf("%s stores money as %s; use %s [%s]",
									describe_column(rel, att), alter_type_stored(att->type),
									att->type->via_range ? "a range of numeric" : "numeric",
									rule->name);
		initStringInfo(&detail);
		appendStringInfo(&detail, "Binary floating point cannot represent most decimal amounts exactly: 0.1 + 0.2 is not 0.3. Taken for money because of the word \"%s\": %s.",
						 money.word, money.reason);
		if (att->stats && att->stats->nvalues > 0)
		{
			char	   *told = psprintf("%d of %d known values have at most 2 decimals",
										att->stats->cents, att->stats->nvalues);

			appendStringInfo(&detail, " By the statistics, %s.", told);
			finding_evidence_text(finding, "statistics", told);
		}
		alter_type_circumstances(&detail, finding, rel, att, DOMAIN_ADVICE);
		finding->detail = detail.data;
		finding_evidence_text(finding, "word", money.word);
		finding_evidence_text(finding, "reason", money.reason);
		sink->add(finding, sink);
	}
}

/* ---------------------------------------------------------------------
 * money_type
 * ---------------------------------------------------------------------
 */

static bool
wants_money(const AttributeFacts *att)
{
	return att->type->base == CASHOID;
}

static void
check_money_type(const HygieneRule *rule, const RelationFacts *rel,
				 const RuleContext *context, FindingSink *sink)
{
	if (!alter_type_stores_columns(rel))
		return;

	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];
		HygieneFinding *finding;
		StringInfoData detail;

		if (!wants_money(att) || att->attinhcount > 0)
			continue;

		finding = new_finding(rule, rel, att);
		finding->message = psprintf("%s has %s, whose meaning depends on lc_monetary; use numeric and say the currency in a column [%s]",
									describe_column(rel, att),
									att->type->via_range || att->type->via_array ?
									alter_type_stored(att->type) : "type money",
									rule->name);
		initStringInfo(&detail);
		appendStringInfoString(&detail, "Currency and number of decimals of the type money come from the setting lc_monetary, not from the value: under another locale the same rows show, and are read as, other amounts.");
		alter_type_circumstances(&detail, finding, rel, att, DOMAIN_ADVICE);
		finding->detail = detail.data;
		sink->add(finding, sink);
	}
}

/* ---------------------------------------------------------------------
 * The family
 * ---------------------------------------------------------------------
 */

static const HygieneRule rules[] = {
	{
		.name = "float_money",
		.category = "types",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_ERROR,
		.sqlstate = "PH001",
		.title = "Money in a floating-point column",
		.why = "Floating point is binary, and most decimal amounts, 0.10 among them, have no exact binary form. "
		"Sums drift away from what was booked, and two amounts that print alike may compare as different.",
		.cure = "Declare the column numeric(19,4), or with as many decimals as its currency needs.",
		.source = "PostgreSQL manual, \"Floating-Point Types\": for exact storage such as monetary amounts use numeric",
		.check = check_float_money,
		.needs.parts = FACTS_ATTRIBUTES,
		.arises_with = FACTS_ATTRIBUTES,
		.needs.columns = wants_float,
		.needs.only_columns = true,
		.needs.statistics = wants_float,
	},
	{
		.name = "money_type",
		.category = "types",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_WARNING,
		.sqlstate = "PH002",
		.title = "Column of type money",
		.why = "The type money stores neither its currency nor its number of decimals; both come from a setting of the server. "
		"A dump restored under another locale can fail or change what the amounts mean.",
		.cure = "Use numeric, and keep the currency in a column of its own.",
		.source = "PostgreSQL manual, \"Monetary Types\"",
		.check = check_money_type,
		.needs.parts = FACTS_ATTRIBUTES,
		.arises_with = FACTS_ATTRIBUTES,
		.needs.columns = wants_money,
		.needs.only_columns = true,
	},
};

const RuleFamily hygiene_family_float_money = {rules, lengthof(rules)};
