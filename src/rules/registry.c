/*-------------------------------------------------------------------------
 *
 * registry.c
 *		All rules, and how to run them.
 *
 * The order of the families is the order of the catalogue: settings, the
 * rules view and the generated documentation follow it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/rule.h"

static const RuleFamily *const families[] = {
	&hygiene_family_money,
	&hygiene_family_types,
	&hygiene_family_keys,
	&hygiene_family_links,
	&hygiene_family_indexes,
	&hygiene_family_duplication,
	&hygiene_family_secrets,
	&hygiene_family_blobs,
	&hygiene_family_injection,
	&hygiene_family_code,
	&hygiene_family_policies,
	&hygiene_family_identifiers,
	&hygiene_family_drops,
	&hygiene_family_drop_containers,
	&hygiene_family_values,
	&hygiene_family_names,
	&hygiene_family_guardrails,
	&hygiene_family_protections,
	&hygiene_family_extension_adoption,
	&hygiene_family_writes,
	&hygiene_family_traffic,
	&hygiene_family_locks,
	&hygiene_family_migrations,
	&hygiene_family_database,
	&hygiene_family_usage,
	&hygiene_family_guarding,
};

const HygieneRule *hygiene_rules[HYGIENE_MAX_RULES];
int			hygiene_nrules = 0;

void
rules_init(void)
{
	if (hygiene_nrules > 0)
		return;

	for (int f = 0; f < lengthof(families); f++)
	{
		for (int i = 0; i < families[f]->nrules; i++)
		{
			Assert(hygiene_nrules < HYGIENE_MAX_RULES);
			hygiene_rules[hygiene_nrules++] = &families[f]->rules[i];
		}
	}
}

const HygieneRule *
rule_by_name(const char *name)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		if (strcmp(hygiene_rules[i]->name, name) == 0)
			return hygiene_rules[i];
	}
	return NULL;
}

int
rule_index(const HygieneRule *rule)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		if (hygiene_rules[i] == rule)
			return i;
	}
	Assert(false);
	return 0;
}

const char *
rule_warning_sqlstate(const HygieneRule *rule)
{
	static char sqlstate[6];

	/* "PH001" as an error is "01H01" as a warning */
	snprintf(sqlstate, sizeof(sqlstate), "01H%s", rule->sqlstate + 3);
	return sqlstate;
}

const char *
level_name(HygieneLevel level)
{
	switch (level)
	{
		case LEVEL_OFF:
			return "off";
		case LEVEL_AUDIT:
			return "audit";
		case LEVEL_WARNING:
			return "warning";
		case LEVEL_ERROR:
			return "error";
	}
	return "off";
}

const char *
when_name(RuleWhen when)
{
	switch (when)
	{
		case WHEN_NOW:
			return "now";
		case WHEN_COMMIT:
			return "commit";
		case WHEN_HOOK:
			return "hook";
		case WHEN_AUDIT:
			return "audit";
	}
	return "now";
}

void
rules_check(const RelationFacts *rel, uint32 when_bits,
			const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		if (rule->check != NULL && (when_bits & WHEN_BIT(rule->when)))
			rule->check(rule, rel, context, sink);
	}
}

void
rules_check_function(const struct FunctionFacts *function, uint32 when_bits,
					 const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		if (rule->check_function != NULL && (when_bits & WHEN_BIT(rule->when)))
			rule->check_function(rule, function, context, sink);
	}
}

void
rules_check_schema(const struct SchemaFacts *schema, uint32 when_bits,
				   const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		if (rule->check_schema != NULL && (when_bits & WHEN_BIT(rule->when)))
			rule->check_schema(rule, schema, context, sink);
	}
}

void
rules_judge(const Change *change, uint32 when_bits,
			const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		if (rule->judge != NULL && (when_bits & WHEN_BIT(rule->when)) &&
			(rule->change_kinds & CHANGE_BIT(change->kind)))
			rule->judge(rule, change, context, sink);
	}
}
