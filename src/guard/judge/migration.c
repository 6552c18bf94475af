/*-------------------------------------------------------------------------
 *
 * migration.c
 *		Which migration is running, and whether it ran before.
 *
 * A migration gives its name in hygiene.migration.  Its content is the hash of
 * the statements that changed something, in their order; the journal has it
 * as a recorded row of the rule.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "common/hashfn.h"
#include "guard/judge/migration.h"
#include "miscadmin.h"
#include "record/journal.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/varlena.h"

static uint64 content = 0;

static bool
is_migration_role(void)
{
	char	   *copy;
	List	   *roles = NIL;
	ListCell   *lc;
	const char *me;
	bool		found = false;

	if (hygiene_migration_roles == NULL || hygiene_migration_roles[0] == '\0')
		return true;
	copy = pstrdup(hygiene_migration_roles);
	if (!SplitIdentifierString(copy, ',', &roles))
		return true;			/* an unreadable list must refuse no role */
	me = GetUserNameFromId(GetUserId(), true);
	foreach(lc, roles)
		found = found || (me != NULL && strcmp((const char *) lfirst(lc), me) == 0);
	return found;
}

void
migration_judge_hand_made(Judging *judging, ChangeCallback judge_change)
{
	static const HygieneRule *rule = NULL;
	Change		change = {0};
	ListCell   *lc;

	if (rule == NULL)
		rule = rule_by_name("hand_made_change");
	if (settings_level(rule) == LEVEL_OFF)
		return;
	if (hygiene_migration == NULL || hygiene_migration[0] == '\0')
		change.what = "outside of a migration";
	else if (!is_migration_role())
		change.what = psprintf("by role \"%s\", which runs no migrations",
							   GetUserNameFromId(GetUserId(), false));
	else
		return;

	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);
		const RelationFacts *rel;

		judging_read(judging, record);
		rel = record->after ? record->after : record->before;
		if (rel == NULL || judging_exempt(rel) || rel->relispartition || rel->relkind == RELKIND_SEQUENCE)
			continue;
		change.kind = CHANGE_BY_HAND;
		change.before = rel;
		change.after = record->after;
		judging->affected_now = record->trace;
		judge_change(&change, judging);
	}
}

bool
migration_ignores_content(void)
{
	static int	rule = -1;

	if (rule < 0)
		rule = rule_index(rule_by_name("rewritten_migration"));
	return settings_level_at(rule) == LEVEL_OFF;
}

void
migration_add_statement(const char *text)
{
	if (text !=NULL)
		content = hash_combine64(content,
								 hash_bytes_extended((const unsigned char *) text,
													 strlen(text), 0));
}

void
migration_judge_content(Judging *judging, ChangeCallback judge_change)
{
	const HygieneRule *rule = rule_by_name("rewritten_migration");
	ObjectFacts migration = {0};
	Change		change = {0};
	char		hash[17];
	bool		other;

	if (settings_level(rule) == LEVEL_OFF || judging->records == NIL ||
		hygiene_migration == NULL || hygiene_migration[0] == '\0')
		return;

	snprintf(hash, sizeof(hash), "%016llx", (unsigned long long) content);
	if (!journal_find_migration(rule->name, quote_identifier(hygiene_migration), hash, &other))
	{
		HygieneFinding *first = finding_new(rule, InvalidOid, InvalidOid, 0, "migration");

		finding_name(first, NULL, hygiene_migration, NULL, false);
		journal_add(first, VERDICT_RECORDED, hash, NULL, "COMMIT", NULL);
		return;
	}
	if (!other)
		return;
	migration.kind = "migration";
	migration.name = hygiene_migration;
	change.kind = CHANGE_MIGRATION_REWRITTEN;
	change.object = &migration;
	judge_change(&change, judging);
}

void
migration_forget(void)
{
	content = 0;
}
