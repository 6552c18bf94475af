/*-------------------------------------------------------------------------
 *
 * annotated_rules.c
 *		Which rules the annotations of this transaction name.
 *
 * Asked for each rule at each statement, so that it is an array.  Annotations that
 * a savepoint took back are still counted: their rules are run without need.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "guard/annotations/annotated_rules.h"
#include "guard/annotations/annotation.h"

static bool named[HYGIENE_MAX_RULES];	/* by rule_index() */
static uint64 generation = 1;

void
annotated_rules_add(const List *annotations)
{
	ListCell   *lc;

	foreach(lc, annotations)
	{
		int			rule = rule_index(((Annotation *) lfirst(lc))->rule);

		if (!named[rule])
			generation++;
		named[rule] = true;
	}
}

void
annotated_rules_forget(void)
{
	memset(named, 0, sizeof(named));
	generation++;
}

bool
annotated_rules_have(const HygieneRule *rule)
{
	return named[rule_index(rule)];
}

bool
annotated_rules_have_any(RuleWhen when)
{
	for (int i = 0; i < hygiene_nrules; i++)
	{
		if (named[i] && hygiene_rules[i]->when == when)
			return true;
	}
	return false;
}

uint64
annotated_rules_generation(void)
{
	return generation;
}
