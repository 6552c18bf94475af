/*-------------------------------------------------------------------------
 *
 * registry.c
 *		All rules, and how to run them.
 *
 * Settings, the view hygiene.rules and the generated documentation follow the
 * order of HYGIENE_FAMILIES in rule.h.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/rule.h"

#define FAMILY_ADDRESS(file) &hygiene_family_##file,
static const RuleFamily *const families[] = {HYGIENE_FAMILIES(FAMILY_ADDRESS)};

const HygieneRule *hygiene_rules[HYGIENE_MAX_RULES];
int			hygiene_nrules = 0;

/* ---------------------------------------------------------------------
 * What the table of rules must not hold
 * ---------------------------------------------------------------------
 */

/* The first thing that is wrong with the table of rules, or NULL. */
static char *defect = NULL;

static void
refuse_rule(const HygieneRule *rule, const char *what)
{
	if (defect == NULL)
		defect = psprintf("rule \"%s\" %s", rule->name, what);
}

/* Has the rule the callback of each of its kinds, and of no other? */
static void
check_callbacks(const HygieneRule *rule)
{
	const struct
	{
		RuleKind	kind;
		bool		given;
	}			callbacks[] = {
		{ON_RELATION, rule->check != NULL},
		{ON_FUNCTION, rule->check_function != NULL},
		{ON_SCHEMA, rule->check_schema != NULL},
		{ON_DATABASE, rule->check_database != NULL},
		{ON_TEXT, rule->check_text != NULL},
		{ACROSS, rule->across.begin && rule->across.observe && rule->across.finish},
		{ON_CHANGE, rule->judge != NULL},
		{ON_ALLOWED, rule->follow != NULL},
	};

	if (rule->kind == 0)
		refuse_rule(rule, "has no kind");
	for (int i = 0; i < lengthof(callbacks); i++)
	{
		if (((rule->kind & callbacks[i].kind) != 0) != callbacks[i].given)
			refuse_rule(rule, "lacks the callback of its kind, or has that of another");
	}
}

static void
check_needs(const HygieneRule *rule)
{
	const RuleNeeds *needs = &rule->needs;
	bool		relations = (rule->kind & (ON_RELATION | ACROSS)) != 0;
	bool		at_statements = (rule->kind & ON_RELATION) && rule->when != WHEN_AUDIT;

	if (!relations &&
		(needs->columns || needs->statistics || needs->sequence || needs->linked || needs->views))
		refuse_rule(rule, "asks for parts of relations, but is not called with relations");
	if (needs->only_columns && !needs->columns)
		refuse_rule(rule, "is called for relations with its columns only, but names none");
	if (needs->views && !(rule->kind & ON_RELATION))
		refuse_rule(rule, "asks for views, but is not called with relations one by one");
	if ((needs->text != NULL) != ((rule->kind & ON_TEXT) != 0))
		refuse_rule(rule, "must choose texts if and only if it is called with texts");
	if (!at_statements && (needs->parts || rule->arises_with || rule->raises_above))
		refuse_rule(rule, "says what it needs at a statement, but is not called there");
}

static void
check_kind(const HygieneRule *rule)
{
	if (!rule_is_state(rule) &&
		((rule->kind != ON_CHANGE && rule->kind != ON_ALLOWED) || rule->when == WHEN_AUDIT))
		refuse_rule(rule, "is about changes, and so cannot be about states or for audits only");
	if (rule_is_state(rule) && rule->when != WHEN_AUDIT &&
		!(rule->kind & (ON_RELATION | ON_FUNCTION | ON_SCHEMA)))
		refuse_rule(rule, "is of a kind that is for audits only");
	if ((rule->change_kinds != 0) != (rule->kind == ON_CHANGE))
		refuse_rule(rule, "must name kinds of changes if and only if it judges changes");
}

/* Is it described, and told from the rules before it by name and SQLSTATE? */
static void
check_identity(const HygieneRule *rule)
{
	if (!rule->category || !rule->title || !rule->why || !rule->cure || !rule->source)
		refuse_rule(rule, "lacks a part of its description");
	if (!rule->sqlstate || strlen(rule->sqlstate) != 5)
		refuse_rule(rule, "lacks a SQLSTATE of five characters");
	for (int i = 0; i < hygiene_nrules; i++)
	{
		if (strcmp(hygiene_rules[i]->name, rule->name) == 0)
			refuse_rule(rule, "is there twice");
		if (strcmp(hygiene_rules[i]->sqlstate + 3, rule->sqlstate + 3) == 0)
			refuse_rule(rule, psprintf("has a SQLSTATE that ends like that of \"%s\"",
									   hygiene_rules[i]->name));
	}
}

/* rules_follow() calls one rule, and its callers count on it. */
static void
check_follower(const HygieneRule *rule)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		if (rule->kind & hygiene_rules[i]->kind & ON_ALLOWED)
			refuse_rule(rule, "is the second one about allowed findings");
	}
}

/* Appends the rule to hygiene_rules; ncolumns counts those that choose columns. */
static void
add_rule(const HygieneRule *rule, int *ncolumns)
{
	check_callbacks(rule);
	check_kind(rule);
	check_needs(rule);
	check_identity(rule);
	check_follower(rule);
	if (hygiene_nrules == HYGIENE_MAX_RULES)
	{
		refuse_rule(rule, "exceeds HYGIENE_MAX_RULES");
		return;
	}
	if ((rule->needs.columns || rule->needs.statistics) &&
		++*ncolumns > HYGIENE_MAX_COLUMN_RULES)
		refuse_rule(rule, "exceeds HYGIENE_MAX_COLUMN_RULES");
	hygiene_rules[hygiene_nrules++] = rule;
}

char *
rules_init(void)
{
	int			ncolumns = 0;

	if (hygiene_nrules > 0)
		return defect;
	for (int f = 0; f < lengthof(families); f++)
	{
		for (int i = 0; i < families[f]->nrules; i++)
			add_rule(&families[f]->rules[i], &ncolumns);
	}
	return defect;
}

/* ---------------------------------------------------------------------
 * Questions
 * ---------------------------------------------------------------------
 */

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
rules_check_function(const struct FunctionFacts *function, uint32 when_bits,
					 const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];

		if ((rule->kind & ON_FUNCTION) && (when_bits & WHEN_BIT(rule->when)))
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

		if ((rule->kind & ON_SCHEMA) && (when_bits & WHEN_BIT(rule->when)))
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

		if ((rule->kind & ON_CHANGE) && (when_bits & WHEN_BIT(rule->when)) &&
			(rule->change_kinds & CHANGE_BIT(change->kind)))
			rule->judge(rule, change, context, sink);
	}
}

HygieneFinding *
rules_follow(const HygieneFinding *allowed)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		if (hygiene_rules[i]->kind & ON_ALLOWED)
			return hygiene_rules[i]->follow(hygiene_rules[i], allowed);
	}
	return NULL;
}
