/*-------------------------------------------------------------------------
 *
 * judge.c
 *		From what was touched to findings.
 *
 * One relation after the other: facts before, facts after, state rules on
 * both (what is found after and was not found before is new), change rules on
 * each difference.  What a dropped container takes along is told with it
 * (containers.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/transam.h"
#include "access/xact.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "facts/change.h"
#include "facts/reader.h"
#include "guard/answers.h"
#include "guard/judge.h"
#include "guard/judging.h"
#include "guard/long_names.h"
#include "guard/migration.h"
#include "guard/traffic.h"
#include "record/level.h"
#include "settings.h"
#include "utils/snapmgr.h"

bool
judging_exempt(const RelationFacts *rel)
{
	return rel->relpersistence == RELPERSISTENCE_TEMP ||
		(rel->relnamespace < FirstNormalObjectId && rel->relnamespace != PG_PUBLIC_NAMESPACE) ||
		rel->extension_member ||
		settings_ignores_table(rel->nspname, rel->relname);
}

/* Sink: a plain list. */
static void
collect(HygieneFinding *finding, FindingSink *sink)
{
	List	  **list = (List **) sink->arg;

	*list = lappend(*list, finding);
}

static List *
state_findings(const Judging *judging, const RelationFacts *rel, uint32 when_bits)
{
	List	   *found = NIL;
	FindingSink sink = {collect, &found};

	if (rel != NULL && !judging_exempt(rel))
		rules_check(rel, when_bits, &judging->context, &sink);
	return found;
}

/*
 * Is this change of a column the cure of a defect that the column had?  Then
 * what the cure costs is for the record only: we said ourselves to do it.
 */
static bool
is_cure(const Judging *judging, const HygieneFinding *finding)
{
	const Change *change = judging->change_now;
	List	   *then;
	List	   *now;
	ListCell   *lc;

	/* only what the rule itself caps: double precision to integer is no cure */
	if (change == NULL || change->kind != CHANGE_COLUMN_RETYPED ||
		finding->cap >= LEVEL_ERROR)
		return false;
	then = state_findings(judging, change->before, WHEN_ALL);
	now = state_findings(judging, change->after, WHEN_ALL);
	foreach(lc, then)
	{
		HygieneFinding *defect = (HygieneFinding *) lfirst(lc);
		ListCell   *ln;
		bool		cured = true;

		if (finding_level(defect) < LEVEL_WARNING)
			continue;
		if (defect->address.classId != finding->address.classId ||
			defect->address.objectId != finding->address.objectId ||
			defect->address.objectSubId != finding->address.objectSubId)
			continue;
		foreach(ln, now)
			cured = cured && !finding_same(defect, (HygieneFinding *) lfirst(ln));
		if (cured)
			return true;
	}
	return false;
}

/* Is it the first finding of that rule on that object? */
static bool
is_first(Judging *judging, const HygieneFinding *finding)
{
	struct
	{
		const HygieneRule *rule;
		ObjectAddress address;
	}			key;
	bool		found;

	if (judging->found == NULL)
	{
		HASHCTL		ctl = {0};

		ctl.keysize = sizeof(key);
		ctl.entrysize = sizeof(key);
		ctl.hcxt = CurrentMemoryContext;
		judging->found = hash_create("hygiene findings", 32, &ctl,
									 HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	memset(&key, 0, sizeof(key));	/* also what pads it */
	key.rule = finding->rule;
	key.address = finding->address;
	hash_search(judging->found, &key, HASH_ENTER, &found);
	return !found;
}

/* Sink: keeps the finding with what it was made of. */
static void
keep(HygieneFinding *finding, FindingSink *sink)
{
	Judging    *judging = (Judging *) sink->arg;
	JudgedFinding *judged;

	/* triggers of foreign keys come one by one and are one finding */
	if (!is_first(judging, finding))
		return;
	if (is_cure(judging, finding))
		finding->cap = LEVEL_AUDIT;
	judged = palloc(sizeof(JudgedFinding));
	judged->finding = finding;
	/* a dropped index was touched by another command than its table, perhaps */
	judged->touched = touched_find(judging->touched, finding->address.classId,
								   finding->address.objectId, false);
	if (judged->touched == NULL)
		judged->touched = judging->touched_now;
	judging->findings = lappend(judging->findings, judged);
}

/*
 * Is it the same defect?  A column's new type makes its indexes and constraints
 * anew, with other OIDs: what is said of them tells that they are what they were.
 */
static bool
same_defect(const HygieneFinding *now, const HygieneFinding *then)
{
	return finding_same(now, then) ||
		(now->rule == then->rule &&
		 now->address.classId == then->address.classId &&
		 strcmp(now->message, then->message) == 0);
}

/*
 * Defects that are there now and were not before.  Those that an ignored parent
 * answered for have not been told.
 */
static void
judge_state(Judging *judging, RelationFacts *before, const RelationFacts *after)
{
	List	   *now = state_findings(judging, after, judging->when_bits);
	List	   *then = NIL;
	ListCell   *lc;

	if (now != NIL)
		then = state_findings(judging,
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
			keep(finding, &judging->sink);
	}
}

/* Did this transaction make what it changes? */
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

/* Sink: a word about what needs none is no misspelt one. */
static void
settle(HygieneFinding *finding, FindingSink *sink)
{
	(void) answers_find(finding);
}

static void
judge_change(Change *change, void *arg)
{
	Judging    *judging = (Judging *) arg;

	/*
	 * What this transaction made is its own to change.  There may be a word
	 * about it all the same: many tools replay all migrations on a new database
	 * in one transaction.
	 */
	if (is_own(judging, change))
	{
		FindingSink sink = {settle, NULL};

		if (answers_pending())
			rules_judge(change, WHEN_ALL, settings_rule_context(), &sink);
		return;
	}

	if (judging->when_bits & WHEN_BIT(WHEN_COMMIT))
		aftermath_fill(judging, change);
	else
		dependents_fill(judging, change);
	judging->change_now = change;
	rules_judge(change, judging->when_bits, settings_rule_context(), &judging->sink);
	judging->change_now = NULL;
}

/* Changes that cost stored rows or values need to say how many. */
static void
measure_changed(Judging *judging, RelationFacts *before, const RelationFacts *after)
{
	if (judging->when_bits & WHEN_BIT(WHEN_NOW))
		sizes_measure(judging, before, after);
}

void
judging_relation(Judging *judging, RelationFacts *before, RelationFacts *after)
{
	judge_state(judging, before, after);
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

static List *
judge(Judging *judging)
{
	ListCell   *lc;

	judging->sink.add = keep;
	judging->sink.arg = judging;
	judging_resolve(judging);
	containers_judge(judging, judge_change);

	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);

		CHECK_FOR_INTERRUPTS();
		if (record->told)
			continue;
		judging->touched_now = record->touched ? record->touched : record->trace;
		if (record->touched != NULL && record->touched->truncated &&
			record->before != NULL && !judging_change_exempt(judging, record->before) &&
			(judging->when_bits & WHEN_BIT(WHEN_HOOK)))
			judge_truncated(judging, record->before);
		judging_relation(judging, record->before, record->after);
		traffic_judge(judging, record, judge_change);
	}
	if (judging->statement != NULL)
	{
		traffic_judge_window(judging, judge_change);
		migration_judge_hand(judging, judge_change);
	}
	else
		migration_judge_content(judging, judge_change);
	judging_functions(judging);

	UnregisterSnapshot(judging->before);
	UnregisterSnapshot(judging->after);
	if (judging->origin != NULL)
		UnregisterSnapshot(judging->origin);
	return judging->findings;
}

List *
judge_statement(Statement *statement)
{
	Judging		judging = {0};

	judging.touched = statement->touched;
	judging.statement = statement;
	judging.context = *settings_rule_context();
	judging.context.at_statement = true;
	judging.context.long_names = long_names();
	judging.when_bits = WHEN_BIT(WHEN_NOW) | WHEN_BIT(WHEN_HOOK);
	judging.before = facts_snapshot_before(statement->cid);
	judging.origin = facts_snapshot_before(0);
	judging.after = facts_snapshot_now();
	return judge(&judging);
}

List *
judge_transaction(TouchedSet *touched)
{
	Judging		judging = {0};

	judging.touched = touched;
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

	judging.touched = touched_create(CurrentMemoryContext);
	judging.context = *settings_rule_context();
	judging.context.at_statement = true;
	judging.when_bits = WHEN_BIT(WHEN_NOW) | WHEN_BIT(WHEN_COMMIT);
	judging.before = judging.after = snapshot;
	judging.sink.add = keep;
	judging.sink.arg = &judging;
	if (changes)
		judging_relation(&judging, (RelationFacts *) before, (RelationFacts *) after);
	else
		judge_state(&judging, (RelationFacts *) before, (RelationFacts *) after);
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
