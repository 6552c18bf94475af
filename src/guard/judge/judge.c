/*-------------------------------------------------------------------------
 *
 * judge.c
 *		From what was affected to findings.
 *
 * One relation after the other: facts before, facts after, state rules on
 * both (what is found after and was not found before is new), change rules on
 * each difference.  What a dropped container takes along is reported with it
 * (containers.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/transam.h"
#include "access/xact.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/objects.h"
#include "facts/catalog/snapshot.h"
#include "facts/change/change.h"
#include "guard/annotations/transaction_annotations.h"
#include "guard/collect/command_traits.h"
#include "guard/judge/affected_relations.h"
#include "guard/judge/containers.h"
#include "guard/judge/finding_sink.h"
#include "guard/judge/held_locks.h"
#include "guard/judge/indirectly_affected.h"
#include "guard/judge/judge.h"
#include "guard/judge/judge_functions.h"
#include "guard/judge/large_table.h"
#include "guard/judge/lost_rows.h"
#include "guard/judge/migration.h"
#include "guard/judge/replacements.h"
#include "guard/judge/state_rules.h"
#include "guard/judge/truncated_names.h"
#include "settings.h"
#include "utils/snapmgr.h"

/* Returns whether this transaction made what it changes. */
static bool
is_own(const Judging *judging, const Change *change)
{
	if (judging->origin == NULL || judging->origin->curcid == judging->before->curcid ||
		change->kind == CHANGE_BY_HAND)
		return false;
	if (change->before != NULL &&
		!facts_exists(change->before->relid, 0, judging->origin))
		return true;
	if (change->att_before != NULL &&
		!facts_exists(change->before->relid, change->att_before->attnum, judging->origin))
		return true;
	return change->object != NULL && change->kind != CHANGE_OWNED_DROPPED &&
		facts_read_object(change->object->classid, change->object->objid,
						  judging->origin) == NULL;
}

/* Sink: an annotation of what needs none matches something all the same. */
static void
use_annotation(HygieneFinding *finding, FindingSink *sink)
{
	(void) annotations_find(finding);
}

/* Sink: what would be reported at commit. */
static void
set_due(HygieneFinding *finding, FindingSink *sink)
{
	((Judging *) sink->arg)->due = true;
}

static void
judge_change(Change *change, void *arg)
{
	Judging    *judging = (Judging *) arg;
	FindingSink due = {set_due, judging};

	/*
	 * What this transaction made is its own to change.  There may be an
	 * annotation for it all the same: many tools replay all migrations on a
	 * new database in one transaction.
	 */
	if (is_own(judging, change))
	{
		FindingSink sink = {use_annotation, NULL};

		if (annotations_pending())
			rules_judge(change, WHEN_ALL, settings_rule_context(), &sink);
		return;
	}

	if (judging->when_bits & WHEN_BIT(WHEN_COMMIT))
		replacements_fill(judging, change);
	else
		replacements_fill_dependents(judging, change);
	judging->change_now = change;
	rules_judge(change, judging->when_bits, settings_rule_context(), &judging->sink);
	judging->change_now = NULL;
	if (!(judging->when_bits & WHEN_BIT(WHEN_COMMIT)))
		rules_judge(change, WHEN_BIT(WHEN_COMMIT), settings_rule_context(), &due);
}

/* Changes that cost stored rows or values are reported with their number. */
static void
measure_changed(Judging *judging, RelationFacts *before, const RelationFacts *after)
{
	if (judging->when_bits & WHEN_BIT(WHEN_NOW))
		lost_rows_measure(judging, before, after);
}

static void
judge_changes(Judging *judging, RelationFacts *before, RelationFacts *after)
{
	if (before == NULL || judging_change_exempt(judging, before))
		return;
	if (after != NULL)
		measure_changed(judging, before, after);
	facts_diff(before, after, judge_change, judging);
}

static void
judge_truncated(Judging *judging, RelationFacts *rel)
{
	Change		change = {0};

	change.kind = CHANGE_TRUNCATED;
	change.before = rel;
	change.after = rel;
	judge_change(&change, judging);
}

static void
judge_relation(Judging *judging, JudgedRelation *record)
{
	if (record->affected != NULL && record->affected->truncated &&
		record->before != NULL && !judging_change_exempt(judging, record->before) &&
		(judging->when_bits & WHEN_BIT(WHEN_HOOK)))
		judge_truncated(judging, record->before);
	state_rules_judge(judging, record->before, record->after);
	judge_changes(judging, record->before, record->after);
	if (judging->statement != NULL)
		judging->due = judging->due || row_security_tightened(record->before, record->after) ||
			state_rules_findings(judging, record->after, WHEN_BIT(WHEN_COMMIT)) != NIL;
}

/* Of a relation to which the command can only have added something. */
static void
judge_addition(Judging *judging, JudgedRelation *record)
{
	if (!state_rules_first_look(judging, record))
		return;
	judging_read(judging, record);
	state_rules_judge(judging, record->before, record->after);
}

static List *
judge(Judging *judging)
{
	ListCell   *lc;

	judging->sink.add = finding_sink_add;
	judging->sink.arg = judging;
	affected_relations_resolve(judging);
	if (!judging->only_adds)
		containers_judge(judging, judge_change);

	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);

		CHECK_FOR_INTERRUPTS();
		if (record->reported)
			continue;
		judging->affected_now = record->affected ? record->affected : record->trace;
		if (judging->only_adds)
			judge_addition(judging, record);
		else
			judge_relation(judging, record);
		large_table_judge(judging, record, judge_change);
	}
	if (judging->statement != NULL)
	{
		held_locks_judge(judging, judge_change);
		migration_judge_hand_made(judging, judge_change);
	}
	else
		migration_judge_content(judging, judge_change);
	judge_functions(judging);

	UnregisterSnapshot(judging->before);
	UnregisterSnapshot(judging->after);
	if (judging->origin != NULL)
		UnregisterSnapshot(judging->origin);
	return judging->findings;
}

List *
judge_statement(Statement *statement, bool *due)
{
	List	   *findings;
	Judging		judging = {0};

	judging.affected = statement->affected;
	judging.statement = statement;
	judging.context = *settings_rule_context();
	judging.context.at_statement = true;
	judging.context.long_names = truncated_names();
	judging.only_adds = (statement->traits & (COMMAND_ONLY_ADDS | COMMAND_JUDGED_LATER)) != 0;
	judging.due = (statement->traits & COMMAND_JUDGED_LATER) != 0;
	judging.when_bits = WHEN_BIT(WHEN_NOW) | WHEN_BIT(WHEN_HOOK);
	judging.before = facts_snapshot_before(statement->cid);
	judging.origin = facts_snapshot_before(0);
	judging.after = facts_snapshot_now();
	findings = judge(&judging);
	*due = judging.due || judging.objects != NIL || !migration_ignores_content();
	return findings;
}

List *
judge_transaction(AffectedSet *affected)
{
	Judging		judging = {0};

	judging.affected = affected;
	judging.context = *settings_rule_context();
	judging.context.at_statement = true;
	judging.when_bits = WHEN_BIT(WHEN_COMMIT);
	judging.before = facts_snapshot_before(0);
	judging.after = facts_snapshot_now();
	return judge(&judging);
}

/*
 * What differs between two readings that no two snapshots could give.  All else
 * is read with the snapshot.
 */
static List *
judge_pair(const RelationFacts *before, const RelationFacts *after, Snapshot snapshot, bool changes)
{
	Judging		judging = {0};

	judging.affected = affected_create(CurrentMemoryContext);
	judging.context = *settings_rule_context();
	judging.context.at_statement = true;
	judging.when_bits = WHEN_BIT(WHEN_NOW) | WHEN_BIT(WHEN_COMMIT);
	judging.before = judging.after = snapshot;
	judging.sink.add = finding_sink_add;
	judging.sink.arg = &judging;
	state_rules_judge(&judging, (RelationFacts *) before, after);
	if (changes)
		judge_changes(&judging, (RelationFacts *) before, (RelationFacts *) after);
	foreach_judged(judged, judging.findings)
		judged->finding->alone = true;
	return judging.findings;
}

List *
judge_planned(const RelationFacts *before, const RelationFacts *after, Snapshot snapshot)
{
	return judge_pair(before, after, snapshot, true);
}

List *
judge_built(const RelationFacts *before, const RelationFacts *after, Snapshot snapshot)
{
	return judge_pair(before, after, snapshot, false);
}
