/*-------------------------------------------------------------------------
 *
 * guard_bypassed.c
 *		Rules about pg_hygiene itself: is it watching, is its word still true?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_database.h"
#include "facts/database/database.h"
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
			waiver->expired ? "has expired" : "is for an object that does not exist";

		finding->object = psprintf("%s %s", waiver->rule, waiver->object);
		finding->message = psprintf("the waiver of rule \"%s\" for \"%s\" %s; take it back, or renew it [%s]",
									waiver->rule, waiver->object, defect, rule->name);
		if (waiver->known && !waiver->expired)
			finding->detail = "If something of that name is made, it will be exempt from the first moment on.";
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

		if (trigger->name != NULL && trigger->defect == NULL)
			continue;
		if (trigger->name == NULL)
		{
			finding = bypass(rule, database, "event trigger", trigger->event);
			finding->message = psprintf("schema changes are not judged, because the event trigger on %s is missing; create the extension anew [%s]",
										trigger->event, rule->name);
		}
		else
		{
			finding = bypass(rule, database, "event trigger", quote_identifier(trigger->name));
			finding->message = psprintf("schema changes are not judged, because event trigger \"%s\" is %s; %s [%s]",
										trigger->name, trigger->defect,
										trigger->curable ? "enable it" : "create the extension anew",
										rule->name);
		}
		if (trigger->name != NULL && trigger->curable)
			finding->remedy = psprintf("ALTER EVENT TRIGGER %s ENABLE;",
									   quote_identifier(trigger->name));
		else
			finding->detail = "Save the tables hygiene.waiver, hygiene.journal and hygiene.backup before.";
		sink->add(finding, sink);
	}
}

/* Where a setting weakens the guard for new sessions. */
static void
check_modes(const HygieneRule *rule, const DatabaseFacts *database, FindingSink *sink)
{
	const char *datname = quote_identifier(database->datname);
	ListCell   *lc;

	foreach(lc, database->modes)
	{
		ModeFacts  *mode = lfirst(lc);
		const char *setting = mode->setting;
		const char *fate = mode->warns ? "not refused" : "not judged";
		HygieneFinding *finding;

		if (mode->role == NULL)
		{
			finding = bypass(rule, database, "database", psprintf(THIS_DATABASE " %s", setting));
			finding->message = psprintf("schema changes in database \"%s\" are %s, because %s is %s for %s; reset it [%s]",
										database->datname, fate, setting, mode->value,
										mode->database ? "it" : mode->server ? "the server" :
										"all roles", rule->name);
			finding->remedy = mode->database ?
				psprintf("ALTER DATABASE %s RESET %s;", datname, setting) :
				psprintf(mode->server ? "ALTER SYSTEM RESET %s;" : "ALTER ROLE ALL RESET %s;",
						 setting);
		}
		else
		{
			finding = bypass(rule, database, "role", quote_identifier(mode->role));
			finding->message = psprintf("schema changes of role \"%s\" are %s, because %s is %s for it; reset it%s [%s]",
										mode->role, fate, setting, mode->value,
										strcmp(setting, "hygiene.mode") == 0 && !mode->warns ?
										", or set it to warn" : "", rule->name);
			finding->remedy = psprintf("ALTER ROLE %s%s%s RESET %s;",
									   quote_identifier(mode->role),
									   mode->database ? " IN DATABASE " : "",
									   mode->database ? datname : "", setting);
		}

		/* somebody meant just this role, or is about to introduce the guard */
		if (mode->role != NULL || mode->warns)
			finding->cap = LEVEL_AUDIT;
		sink->add(finding, sink);
	}
}

/* Objects in the extension's schema that are not its members. */
static void
check_members(const HygieneRule *rule, const DatabaseFacts *database, FindingSink *sink)
{
	ListCell   *lc;

	foreach(lc, database->stray_objects)
	{
		StrayObjectFacts *stray = lfirst(lc);
		HygieneFinding *finding = bypass(rule, database, stray->type, stray->identity);
		bool		is_schema = strcmp(stray->type, "schema") == 0;

		finding->message = psprintf("%s \"%s\" is not a member of extension \"pg_hygiene\"; %s [%s]",
									stray->type, stray->identity,
									is_schema ? "add it" :
									"add it if it is a part of the extension, else move it to another schema",
									rule->name);
		finding->detail = is_schema ? "DROP EXTENSION leaves the schema behind." :
			"The guard does not use a table that is not a member. DROP EXTENSION fails while other objects are in its schema.";
		if (is_schema)
			finding->remedy = "ALTER EXTENSION pg_hygiene ADD SCHEMA hygiene;";
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
	check_members(rule, database, sink);
	if (!database->preloaded)
	{
		finding = bypass(rule, database, "database", THIS_DATABASE);
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
		.kind = ON_DATABASE,
		.when = WHEN_AUDIT,
		.level = LEVEL_WARNING,
		.sqlstate = "PH09E",
		.title = "Waiver that exempts nothing any more",
		.why = "A waiver is a debt that somebody signed for, and this one is for nothing: its object is gone, its time is over, or there is no such rule. "
		"Left alone it would exempt whatever gets the same name one day. "
		"A waiver may be given before its object is made: that there is none is told once it is 14 days old.",
		.cure = "Take it back with hygiene.unwaive(), or renew it with hygiene.waive().",
		.source = "hygiene.waive() and the view hygiene.stale_waivers",
		.check_database = check_waivers,
	},
	{
		.name = "guard_bypassed",
		.category = "guard",
		.kind = ON_DATABASE,
		.when = WHEN_AUDIT,
		.level = LEVEL_WARNING,
		.sqlstate = "PH09F",
		.title = "Schema changes can pass without being judged or refused",
		.why = "Somebody has switched the guard off or to warnings, for this database or a role, has taken an object out of the extension, or has put another one into its schema. "
		"It stays so until somebody notices. What is changed while the guard is off is neither judged nor recorded.",
		.cure = "Enable the event triggers, reset hygiene.mode, preload the library, and give the extension's objects back to it with ALTER EXTENSION pg_hygiene ADD.",
		.source = "hygiene.status()",
		.check_database = check_guard,
	},
};

const RuleFamily hygiene_family_guard_bypassed = {rules, lengthof(rules)};
