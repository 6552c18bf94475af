/*-------------------------------------------------------------------------
 *
 * money.c
 *		Family of honest money: binary floating point, and the type money.
 *
 * Which columns hold money is the business of words/money.c; here the type is
 * looked at and the way out is written down.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "rules/describe.h"
#include "rules/rule.h"
#include "utils/builtins.h"

#define MONEY_NUMERIC "numeric(19,4)"

/* Where a column's own type can be judged; views store nothing. */
static bool
has_stored_columns(const RelationFacts *rel)
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

/* How stored values become numeric: ranges have no cast, but the same text. */
static char *
conversion(const AttributeFacts *att, const char *numeric)
{
	return psprintf("%s::%s%s", quote_identifier(att->attname),
					att->type->via_range ? "text::" : "", numeric);
}

/*
 * Remedy (SQL) or hint (what to do where no single statement does it) for a
 * column that should be numeric.
 */
static void
tell_way_out(HygieneFinding *finding, const RelationFacts *rel,
			 const AttributeFacts *att)
{
	const char *relname = facts_relation_name(rel);
	const char *column = quote_identifier(att->attname);
	const char *numeric = numeric_like(att->type);

	finding->declare = psprintf("Declare it %s.", numeric);
	if (att->type->via_composite)
		finding->hint = psprintf("Give the column type %s, or a composite type whose field is numeric.",
								 numeric);
	else if (rel->relkind == RELKIND_MATVIEW)
		finding->hint = psprintf("Create the materialized view anew with %s in its query.",
								 conversion(att, numeric));
	else if (rel->relkind == RELKIND_COMPOSITE_TYPE)
		finding->remedy = psprintf("ALTER TYPE %s ALTER ATTRIBUTE %s TYPE %s CASCADE;",
								   relname, column, numeric);
	else if (rel->relkind == RELKIND_FOREIGN_TABLE)
		finding->remedy = psprintf("ALTER FOREIGN TABLE %s ALTER COLUMN %s TYPE %s;",
								   relname, column, numeric);
	else if (OidIsValid(rel->reloftype))
		finding->hint = psprintf("Change the attribute in the type that the table is of: ALTER TYPE … ALTER ATTRIBUTE %s TYPE %s CASCADE.",
								 column, numeric);
	else if (att->attgenerated != '\0')
		finding->remedy = psprintf("ALTER TABLE %s ALTER COLUMN %s TYPE %s;",
								   relname, column, numeric);
	else
		finding->remedy = psprintf("ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s;",
								   relname, column, numeric, conversion(att, numeric));
}

/* "double precision", or what hides it: "an array of double precision". */
static char *
stored_type(const TypeFacts *type)
{
	const char *wrapping = "";

	if (type->via_range)
		wrapping = type->via_array ? "an array of ranges of " : "a range of ";
	else if (type->via_array)
		wrapping = "an array of ";
	return psprintf("%s%s", wrapping, type->base_name);
}

/* The rest of the DETAIL: the type's name, and what the change costs. */
static void
append_circumstances(StringInfo buf, const HygieneFinding *finding,
					 const RelationFacts *rel, const AttributeFacts *att)
{
	if (OidIsValid(att->type->domain))
		appendStringInfo(buf, " Its type is %s, made of a domain; a numeric domain can keep its checks.",
						 att->type->name);
	else if (att->type->via_composite)
		appendStringInfo(buf, " Its type is %s.", att->type->name);
	if (finding->remedy && finding->rows > 0 && finding->bytes > 0)
		appendStringInfo(buf, " The change rewrites the table: %s, %s.",
						 describe_rows(finding->rows, "its"), describe_bytes(finding->bytes));
}

static HygieneFinding *
new_finding(const HygieneRule *rule, const RelationFacts *rel,
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
	tell_way_out(finding, rel, att);
	finding_evidence_text(finding, "type", att->type->name);
	return finding;
}

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

/*
 * Judges by the names; in an audit values may be the company that a weak word
 * lacks.  *by_values tells that nothing but they decided.
 */
static MoneyJudgement
judge_money(const RelationFacts *rel, const AttributeFacts *att,
			const RuleContext *context, bool *by_values)
{
	uint32		siblings = rel->money_siblings;
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
	if (!has_stored_columns(rel))
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
		money = judge_money(rel, att, context, &by_values);
		if (money.verdict != MONEY_YES)
			continue;

		finding = new_finding(rule, rel, att);
		if (by_values)
			finding->cap = LEVEL_AUDIT;
		finding->message = psprintf("%s stores money as %s; use %s [%s]",
									describe_column(rel, att), stored_type(att->type),
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
		append_circumstances(&detail, finding, rel, att);
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
	if (!has_stored_columns(rel))
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
									stored_type(att->type) : "type money",
									rule->name);
		initStringInfo(&detail);
		appendStringInfoString(&detail, "Currency and number of decimals of the type money come from the setting lc_monetary, not from the value: under another locale the same rows show, and are read as, other amounts.");
		append_circumstances(&detail, finding, rel, att);
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
		.kind = RULE_STATE,
		.when = WHEN_NOW,
		.level = LEVEL_ERROR,
		.sqlstate = "PH001",
		.title = "Money in a floating-point column",
		.why = "Floating point is binary, and most decimal amounts, 0.10 among them, have no exact binary form. "
		"Sums drift away from what was booked, and two amounts that print alike may compare as different.",
		.cure = "Declare the column numeric(19,4), or with as many decimals as its currency needs.",
		.source = "PostgreSQL manual, \"Floating-Point Types\": for exact storage such as monetary amounts use numeric",
		.check = check_float_money,
		.looks_at = FACTS_ATTRIBUTES,
		.arises_with = FACTS_ATTRIBUTES,
		.wants = wants_float,
		.only_wanted = true,
		.wants_statistics = wants_float,
	},
	{
		.name = "money_type",
		.category = "types",
		.kind = RULE_STATE,
		.when = WHEN_NOW,
		.level = LEVEL_WARNING,
		.sqlstate = "PH002",
		.title = "Column of type money",
		.why = "The type money stores neither its currency nor its number of decimals; both come from a setting of the server. "
		"A dump restored under another locale can fail or change what the amounts mean.",
		.cure = "Use numeric, and keep the currency in a column of its own.",
		.source = "PostgreSQL manual, \"Monetary Types\"",
		.check = check_money_type,
		.looks_at = FACTS_ATTRIBUTES,
		.arises_with = FACTS_ATTRIBUTES,
		.wants = wants_money,
		.only_wanted = true,
	},
};

const RuleFamily hygiene_family_money = {rules, lengthof(rules)};
