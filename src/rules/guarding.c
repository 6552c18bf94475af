/*-------------------------------------------------------------------------
 *
 * guarding.c
 *		Rules about pg_hygiene itself: is it watching, is its word still true?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_database.h"
#include "commands/trigger.h"
#include "facts/database.h"
#include "rules/rule.h"
#include "utils/builtins.h"

/* ---------------------------------------------------------------------
 * stale_waiver
 * ---------------------------------------------------------------------
 */

static void
check_waivers(const HygieneRule *rule, const DatabaseFacts *database,
			  const RuleContext *context, FindingSink *sink)
{
	ListCell   *lc;

	foreach(lc, database->stale_waivers)
	{
		StaleWaiverFacts *waiver = lfirst(lc);
		HygieneFinding *finding = finding_new(rule, DatabaseRelationId, database->dbid, 0,
											  "waiver");
		const char *defect = !waiver->known ? "names a rule that does not exist" :
			waiver->expired ? "has expired" : "is for an object that is gone";

		finding->object = psprintf("%s %s", waiver->rule, waiver->object);
		finding->message = psprintf("the waiver of rule \"%s\" for \"%s\" %s; take it back, or renew it [%s]",
									waiver->rule, waiver->object, defect, rule->name);
		if (waiver->known && !waiver->expired)
			finding->detail = "If something of that name is made again, it will be exempt from the first moment on.";
		finding->remedy = psprintf("SELECT hygiene.unwaive(%s, %s);",
								   quote_literal_cstr(waiver->rule),
								   quote_literal_cstr(waiver->object));
		finding_evidence_text(finding, "reason", !waiver->known ? "unknown rule" :
							  waiver->expired ? "expired" : "object gone");
		sink->add(finding, sink);
	}
}

/* ---------------------------------------------------------------------
 * guard_bypassed
 * ---------------------------------------------------------------------
 */

static HygieneFinding *
bypass(const HygieneRule *rule, const DatabaseFacts *database, const char *object_type,
	   const char *object)
{
	HygieneFinding *finding = finding_new(rule, DatabaseRelationId, database->dbid, 0,
										  object_type);

	finding->object = pstrdup(object);
	return finding;
}

static void
check_own_triggers(const HygieneRule *rule, const DatabaseFacts *database, FindingSink *sink)
{
	for (int i = 0; i < OWN_TRIGGERS; i++)
	{
		const OwnTriggerFacts *trigger = &database->own_triggers[i];
		HygieneFinding *finding;

		if (trigger->name != NULL && (trigger->enabled == TRIGGER_FIRES_ON_ORIGIN ||
									  trigger->enabled == TRIGGER_FIRES_ALWAYS))
			continue;
		if (trigger->name == NULL)
		{
			finding = bypass(rule, database, "event trigger", trigger->event);
			finding->message = psprintf("schema changes are not judged, because the event trigger on %s is missing; create the extension anew [%s]",
										trigger->event, rule->name);
			finding->detail = "Save the tables hygiene.waiver, hygiene.journal and hygiene.backup before.";
		}
		else
		{
			finding = bypass(rule, database, "event trigger", quote_identifier(trigger->name));
			finding->message = psprintf("schema changes are not judged, because event trigger \"%s\" is %s; enable it [%s]",
										trigger->name,
										trigger->enabled == TRIGGER_DISABLED ? "disabled" :
										"enabled on replicas only", rule->name);
			finding->remedy = psprintf("ALTER EVENT TRIGGER %s ENABLE;",
									   quote_identifier(trigger->name));
		}
		sink->add(finding, sink);
	}
}

/* Where hygiene.mode is off for new sessions. */
static void
check_modes(const HygieneRule *rule, const DatabaseFacts *database, FindingSink *sink)
{
	const char *datname = quote_identifier(database->datname);
	ListCell   *lc;

	foreach(lc, database->modes_off)
	{
		ModeOffFacts *mode = lfirst(lc);
		HygieneFinding *finding;

		if (mode->role == NULL)
		{
			finding = bypass(rule, database, "database", psprintf("%s hygiene.mode", datname));
			finding->message = psprintf("schema changes in database \"%s\" are not judged, because hygiene.mode is off for it; reset it [%s]",
										database->datname, rule->name);
			finding->remedy = psprintf("ALTER DATABASE %s RESET hygiene.mode;", datname);
		}
		else
		{
			finding = bypass(rule, database, "role", quote_identifier(mode->role));
			finding->message = psprintf("schema changes of role \"%s\" are not judged, because hygiene.mode is off for it; reset it, or set it to warn [%s]",
										mode->role, rule->name);
			finding->remedy = psprintf("ALTER ROLE %s%s%s RESET hygiene.mode;",
									   quote_identifier(mode->role),
									   mode->database ? " IN DATABASE " : "",
									   mode->database ? datname : "");

			/* somebody meant just this role */
			finding->cap = LEVEL_AUDIT;
		}
		sink->add(finding, sink);
	}
}

static void
check_guard(const HygieneRule *rule, const DatabaseFacts *database,
			const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;

	if (!database->installed)
		return;
	check_own_triggers(rule, database, sink);
	check_modes(rule, database, sink);
	if (!database->preloaded)
	{
		finding = bypass(rule, database, "database", quote_identifier(database->datname));
		finding->message = psprintf("sessions of database \"%s\" do not preload pg_hygiene, so that TRUNCATE and DROP DATABASE can pass unseen; preload it [%s]",
									database->datname, rule->name);
		finding->remedy = database->preload_command;

		/* so it is after every installation */
		finding->cap = LEVEL_AUDIT;
		sink->add(finding, sink);
	}
}

static const HygieneRule rules[] = {
	{
		.name = "stale_waiver",
		.category = "guard",
		.kind = RULE_STATE,
		.when = WHEN_AUDIT,
		.level = LEVEL_WARNING,
		.sqlstate = "PH09E",
		.title = "Waiver that exempts nothing any more",
		.why = "A waiver is a debt that somebody signed for, and this one is for nothing: its object is gone, its time is over, or there is no such rule. "
		"Left alone it would exempt whatever gets the same name one day.",
		.cure = "Take it back with hygiene.unwaive(), or renew it with hygiene.waive().",
		.source = "hygiene.waive() and the view hygiene.stale_waivers",
		.check_database = check_waivers,
	},
	{
		.name = "guard_bypassed",
		.category = "guard",
		.kind = RULE_STATE,
		.when = WHEN_AUDIT,
		.level = LEVEL_WARNING,
		.sqlstate = "PH09F",
		.title = "Schema changes can pass without being judged",
		.why = "Somebody has switched the guard off, for this database or a role, and it stays off until somebody notices. "
		"What is changed meanwhile is neither judged nor recorded.",
		.cure = "Enable the event triggers, reset hygiene.mode, and preload the library.",
		.source = "hygiene.status()",
		.check_database = check_guard,
	},
};

const RuleFamily hygiene_family_guarding = {rules, lengthof(rules)};
