/*-------------------------------------------------------------------------
 *
 * state_rules.c
 *		New defects of a relation, by the state rules.
 *
 * Only rules whose findings would be reported are run.  A defect of level audit
 * is in every audit; at the statement it is reported only if an annotation asks
 * for it, or if the rule raises the level of some of its findings.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/transam.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_namespace.h"
#include "facts/keys/fk_cover.h"
#include "facts/keys/read_relation.h"
#include "guard/annotations/annotated_rules.h"
#include "guard/judge/state_rules.h"
#include "settings.h"
#include "utils/rel.h"

/* The rules on relations whose findings would be reported. */
typedef struct ReportingRules
{
	const HygieneRule *rules[HYGIENE_MAX_RULES];
	int			nrules;
	uint64		settings;		/* settings_generation() of it */
	uint64		annotations;	/* annotated_rules_generation() of it */
} ReportingRules;

static const ReportingRules *
reporting_rules(void)
{
	static ReportingRules reporting;

	if (reporting.nrules > 0 && reporting.settings == settings_generation() &&
		reporting.annotations == annotated_rules_generation())
		return &reporting;
	reporting.nrules = 0;
	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];
		HygieneLevel level = settings_level_at(i);

		if ((rule->kind & ON_RELATION) && rule->when != WHEN_AUDIT &&
			(level >= LEVEL_WARNING ||
			 (level != LEVEL_OFF && (annotated_rules_have(rule) || rule->raises_above > 0))))
			reporting.rules[reporting.nrules++] = rule;
	}
	reporting.settings = settings_generation();
	reporting.annotations = annotated_rules_generation();
	return &reporting;
}

/* Sink: a plain list. */
static void
collect(HygieneFinding *finding, FindingSink *sink)
{
	List	  **list = (List **) sink->arg;

	*list = lappend(*list, finding);
}

/* Sink: there is something. */
static void
set_found(HygieneFinding *finding, FindingSink *sink)
{
	*(bool *) sink->arg = true;
}

List *
state_rules_findings(const Judging *judging, const RelationFacts *rel, uint32 when_bits)
{
	const ReportingRules *reporting = reporting_rules();
	List	   *found = NIL;
	FindingSink sink = {collect, &found};

	if (rel == NULL || judging_exempt(rel))
		return NIL;
	for (int i = 0; i < reporting->nrules; i++)
	{
		const HygieneRule *rule = reporting->rules[i];

		if (when_bits & WHEN_BIT(rule->when))
			rule->check(rule, rel, &judging->context, &sink);
	}
	return found;
}

/*
 * Returns whether both are the same defect.  A column's new type makes its
 * indexes and constraints anew, with other OIDs: equal messages then show that
 * they are what they were.
 */
static bool
same_defect(const HygieneFinding *now, const HygieneFinding *then)
{
	return finding_same(now, then) ||
		(now->rule == then->rule &&
		 now->address.classId == then->address.classId &&
		 strcmp(now->message, then->message) == 0);
}

/* Defects that an ignored parent covered have not been reported. */
void
state_rules_judge(Judging *judging, RelationFacts *before, const RelationFacts *after)
{
	List	   *now = state_rules_findings(judging, after, judging->when_bits);
	List	   *then = NIL;
	ListCell   *lc;

	if (now != NIL)
		then = state_rules_findings(judging,
									judging_parent_ignored(before, judging->before) ? before :
									judging_alone(before, judging->before),
									judging->when_bits);
	foreach(lc, now)
	{
		HygieneFinding *finding = (HygieneFinding *) lfirst(lc);
		ListCell   *lt;
		bool		old = false;

		foreach(lt, then)
			old = old || same_defect(finding, (HygieneFinding *) lfirst(lt));
		if (!old)
			judging->sink.add(finding, &judging->sink);
	}
}

/*
 * Returns whether the rule has to look at the relation, for what was added to
 * it.
 */
static bool
concerns(const HygieneRule *rule, const JudgedRelation *record, float4 reltuples)
{
	if (!record->created && rule->arises_with != 0 && !(rule->arises_with & record->added))
		return false;
	return rule->raises_above == 0 || reltuples > rule->raises_above ||
		settings_level(rule) >= LEVEL_WARNING || annotated_rules_have(rule);
}

/* Exempt without a look at its extension or its name. */
static bool
plainly_exempt(const FormData_pg_class *class)
{
	return class->relpersistence == RELPERSISTENCE_TEMP ||
		(class->relnamespace < FirstNormalObjectId && class->relnamespace != PG_PUBLIC_NAMESPACE);
}

/* What the rules that are concerned look at; 0 if none is. */
static uint32
parts_to_read(const JudgedRelation *record)
{
	const ReportingRules *reporting = reporting_rules();
	Relation	relation = RelationIdGetRelation(record->relid);
	uint32		parts = 0;

	if (!RelationIsValid(relation))
		return 0;
	if (!plainly_exempt(relation->rd_rel))
	{
		for (int i = 0; i < reporting->nrules; i++)
		{
			const HygieneRule *rule = reporting->rules[i];

			if (concerns(rule, record, relation->rd_rel->reltuples))
				parts |= rule->needs.parts ? rule->needs.parts : FACTS_ALL;
		}
	}
	RelationClose(relation);
	return parts;
}

bool
state_rules_first_look(Judging *judging, const JudgedRelation *record)
{
	const ReportingRules *reporting = reporting_rules();
	uint32		parts = parts_to_read(record);
	RelationFacts *rel;
	bool		found_now = false;

	if (parts == 0)
		return false;
	rel = facts_read_now(record->relid, parts, judging->statement->cid);
	if (rel == NULL)
		return false;
	/* the ancestors' foreign keys are judged at commit */
	if (rel->relispartition && record->created && (parts & FACTS_FOREIGN_KEYS) &&
		!facts_serves_inherited_keys(rel))
		judging->due = true;
	for (int i = 0; i < reporting->nrules; i++)
	{
		const HygieneRule *rule = reporting->rules[i];
		bool		found = false;
		FindingSink sink = {set_found, &found};

		if (!concerns(rule, record, rel->reltuples))
			continue;
		rule->check(rule, rel, &judging->context, &sink);
		if (rule->when == WHEN_COMMIT)
			judging->due = judging->due || found;
		else
			found_now = found_now || found;
	}
	return found_now;
}
