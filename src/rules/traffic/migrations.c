/*-------------------------------------------------------------------------
 *
 * migrations.c
 *		Rules about how migrations are run.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/describe.h"

static void
judge_by_hand(const HygieneRule *rule, const Change *change,
			  const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding = finding_relation(rule, change->before);

	finding->message = psprintf("%s is changed %s; name the migration first [%s]",
								describe_relation(change->before), change->what, rule->name);
	finding->hint = "SET LOCAL hygiene.migration = 'V42__what_it_does'; at the head of the migration.";
	sink->add(finding, sink);
}

static void
judge_rewritten(const HygieneRule *rule, const Change *change,
				const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding = finding_new(rule, InvalidOid, InvalidOid, 0, "migration");

	finding_name(finding, NULL, change->object->name, NULL, false);
	finding->message = psprintf("migration \"%s\" has run here before with other statements; give the new ones a name of their own [%s]",
								change->object->name, rule->name);
	finding->detail = "Databases that ran the earlier form will never run this one, and the schemas drift apart.";
	sink->add(finding, sink);
}

static void
judge_skipped(const HygieneRule *rule, const Change *change,
			  const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding = finding_relation(rule, change->before);

	finding->message = psprintf("IF NOT EXISTS skipped this statement, but %s is not what it describes: %s; change what is there [%s]",
								describe_relation(change->before), change->what, rule->name);
	finding->detail = "The migration succeeds and leaves the schema as it was.";
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		.name = "hand_made_change", .category = "migrations", .kind = ON_CHANGE,
		.when = WHEN_NOW, .level = LEVEL_OFF, .sqlstate = "PH0M1",
		.change_kinds = CHANGE_BIT(CHANGE_BY_HAND), .judge = judge_by_hand,
		.title = "The schema is changed outside of a migration",
		.why = "A change made by hand exists in one database only.  The next one that is built from the migrations does not have it.",
		.cure = "Write a migration, and let it say its name in hygiene.migration.",
		.source = "The settings hygiene.migration and hygiene.migration_roles",
	},
	{
		.name = "rewritten_migration", .category = "migrations", .kind = ON_CHANGE,
		.when = WHEN_COMMIT, .level = LEVEL_OFF, .sqlstate = "PH0M2",
		.change_kinds = CHANGE_BIT(CHANGE_MIGRATION_REWRITTEN), .judge = judge_rewritten,
		.title = "A migration of this name ran before with other content",
		.why = "A migration that is edited after it ran gives two databases of the same version different schemas.  Nobody notices until something fails.",
		.cure = "Leave the old migration as it was and add a new one.",
		.source = "The journal's rows of earlier runs",
	},
	{
		.name = "skipped_by_if_not_exists", .category = "migrations", .kind = ON_CHANGE,
		.when = WHEN_NOW, .level = LEVEL_WARNING, .sqlstate = "PH0M3",
		.change_kinds = CHANGE_BIT(CHANGE_SKIPPED), .judge = judge_skipped,
		.title = "IF NOT EXISTS hid that something else was there",
		.why = "IF NOT EXISTS looks at the name only.  A table with other columns, or an index that a failed build left invalid, counts as existing.",
		.cure = "Compare what is there with what is wanted, and alter it.",
		.source = "PostgreSQL manual, CREATE TABLE and CREATE INDEX, IF NOT EXISTS",
	},
};

const RuleFamily hygiene_family_migrations = {rules, lengthof(rules)};
