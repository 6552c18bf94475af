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
#include "catalog/pg_constraint.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "facts/change.h"
#include "facts/reader.h"
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

static void
judge_change(Change *change, void *arg)
{
	Judging    *judging = (Judging *) arg;

	/* what this transaction made is its own to change */
	if (judging->origin != NULL && judging->origin->curcid != judging->before->curcid &&
		change->kind != CHANGE_BY_HAND)
	{
		if (change->before != NULL &&
			!facts_exists(change->before->relid, 0, judging->origin))
			return;
		if (change->att_before != NULL &&
			!facts_exists(change->before->relid, change->att_before->attnum, judging->origin))
			return;
		if (change->object != NULL && change->kind != CHANGE_OWNED_DROPPED &&
			facts_read_object(change->object->classid, change->object->objid,
							  judging->origin) == NULL)
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

/* A relation and what was touched on it. */
typedef struct TouchedRelation
{
	Oid			relid;
	TouchedObject *entry;
} TouchedRelation;

static int
touched_relation_cmp(const ListCell *a, const ListCell *b)
{
	Oid			relid_a = ((TouchedRelation *) lfirst(a))->relid;
	Oid			relid_b = ((TouchedRelation *) lfirst(b))->relid;

	return relid_a < relid_b ? -1 : relid_a > relid_b;
}

static int
record_cmp(const ListCell *a, const ListCell *b)
{
	Oid			relid_a = ((JudgedRelation *) lfirst(a))->relid;
	Oid			relid_b = ((JudgedRelation *) lfirst(b))->relid;

	return relid_a < relid_b ? -1 : relid_a > relid_b;
}

static List *
add_touched(List *relations, Oid relid, TouchedObject *entry)
{
	TouchedRelation *relation = palloc(sizeof(TouchedRelation));

	relation->relid = relid;
	relation->entry = entry;
	return lappend(relations, relation);
}

/* Is the object a part of these facts? */
static bool
is_part(const RelationFacts *rel, const TouchedObject *entry)
{
	if (rel == NULL)
		return false;
	switch (entry->classid)
	{
		case RelationRelationId:
			return facts_index(rel, entry->objid) != NULL;
		case ConstraintRelationId:
			return facts_constraint(rel, entry->objid) != NULL;
		case TriggerRelationId:
			for (int i = 0; i < rel->ntriggers; i++)
			{
				if (rel->triggers[i].tgid == entry->objid)
					return true;
			}
			return false;
		default:
			return false;
	}
}

/* The relation read already that the object is a part of, or InvalidOid. */
static Oid
known_relation(const Judging *judging, const TouchedObject *entry)
{
	ListCell   *lc;

	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);

		if (is_part(record->before, entry) || is_part(record->after, entry))
			return record->relid;
	}
	return InvalidOid;
}

/*
 * A trigger that came or went with a foreign key tells nothing of the table
 * it is on, unless that table is large: then its lock matters.
 */
static bool
is_key_trigger(const Judging *judging, const TouchedObject *entry)
{
	Oid			relid;

	if (entry->classid != TriggerRelationId || (!entry->created && !entry->dropped))
		return false;
	relid = facts_key_trigger_of(entry->objid,
								 entry->dropped ? judging->before : judging->after);
	return OidIsValid(relid) && traffic_is_small(relid);
}

static void
add_records(Judging *judging, List *relations)
{
	Oid			previous = InvalidOid;
	ListCell   *lc;

	list_sort(relations, touched_relation_cmp);
	foreach(lc, relations)
	{
		TouchedRelation *relation = (TouchedRelation *) lfirst(lc);

		if (relation->relid != previous)
			containers_add_relation(judging, relation->relid, relation->entry);
		previous = relation->relid;
	}
}

/* What constraints do to a definition, the relation tells if it was touched itself. */
static void
note_constraints(const Judging *judging, List *parts)
{
	ListCell   *lc;

	foreach(lc, parts)
	{
		TouchedObject *entry = (TouchedObject *) lfirst(lc);
		const JudgedRelation *record;

		if (entry->classid != ConstraintRelationId)
			continue;
		record = judging_record(judging, entry->relid);
		entry->definition.known = record != NULL && record->touched != NULL && record->touched->definition.known;
	}
}

/*
 * Facts of the relations behind the touched set, in a stable order; what is
 * no relation apart.  Most of what was touched is a part of a relation that
 * was touched itself and is found in its facts.
 */
static void
read_touched(Judging *judging)
{
	HASH_SEQ_STATUS status;
	TouchedObject *entry;
	List	   *relations = NIL;
	List	   *parts = NIL;
	ListCell   *lc;

	hash_seq_init(&status, judging->touched);
	while ((entry = hash_seq_search(&status)) != NULL)
	{
		if (entry->passed || containers_note_object(judging, entry))
			continue;
		if (entry->classid == RelationRelationId &&
			(entry->relkind == RELKIND_RELATION || entry->relkind == RELKIND_VIEW ||
			 entry->relkind == RELKIND_PARTITIONED_TABLE))
			relations = add_touched(relations, entry->objid, entry);
		else if (entry->relkind != RELKIND_TOASTVALUE)
			parts = lappend(parts, entry);
	}
	add_records(judging, relations);

	relations = NIL;
	foreach(lc, parts)
	{
		Oid			relid;

		entry = (TouchedObject *) lfirst(lc);
		relid = known_relation(judging, entry);
		if (!OidIsValid(relid) && !is_key_trigger(judging, entry))
		{
			relid = facts_relation_of(entry->classid, entry->objid, judging->before);
			if (!OidIsValid(relid))
				relid = facts_relation_of(entry->classid, entry->objid, judging->after);
			if (OidIsValid(relid) && judging_record(judging, relid) == NULL)
				relations = add_touched(relations, relid, entry);
		}
		entry->relid = relid;
	}
	add_records(judging, relations);
	if (judging->statement != NULL)
		note_constraints(judging, parts);
	list_sort(judging->records, record_cmp);
}

/*
 * Of a table that is gone nothing is left to be judged at commit, nor of its
 * parts.
 */
static void
pass_what_is_gone(Judging *judging)
{
	HASH_SEQ_STATUS status;
	TouchedObject *entry;

	if (judging->statement == NULL || !migration_keeps_no_content())
		return;
	hash_seq_init(&status, judging->touched);
	while ((entry = hash_seq_search(&status)) != NULL)
	{
		JudgedRelation *record;
		Oid			relid = entry->relid;

		if (entry->relkind == RELKIND_TOASTVALUE)
			entry->passed = true;
		if (entry->classid == RelationRelationId && !OidIsValid(relid))
			relid = entry->objid;
		record = OidIsValid(relid) ? judging_record(judging, relid) : NULL;
		if (record != NULL && record->after == NULL && record->before != NULL &&
			!record->before->relispartition &&
			(record->before->relkind == RELKIND_RELATION ||
			 record->before->relkind == RELKIND_SEQUENCE))
			entry->passed = true;
		/* what has no relation here has none then */
		if (entry->classid == TriggerRelationId && entry->dropped && !OidIsValid(relid))
			entry->passed = true;
	}
}

/* Does the table's row security hide rows from somebody from whom it did not? */
static bool
guards_more(const RelationFacts *before, const RelationFacts *after)
{
	return before != NULL && after != NULL && after->relrowsecurity &&
		(!before->relrowsecurity ||
		 before->relforcerowsecurity != after->relforcerowsecurity ||
		 before->relowner != after->relowner);
}

/* Facts of all relations behind what was touched. */
static void
resolve(Judging *judging)
{
	int			touched;

	read_touched(judging);
	pass_what_is_gone(judging);

	/* a partition's index may serve a key that is its parent's */
	touched = list_length(judging->records);
	for (int i = 0; i < touched; i++)
	{
		JudgedRelation *record = (JudgedRelation *) list_nth(judging->records, i);
		const RelationFacts *rel = record->after ? record->after : record->before;
		ListCell   *la;

		if (!rel->relispartition)
			continue;
		foreach(la, facts_ancestors(rel->relid,
									record->after ? judging->after : judging->before))
		{
			if (judging_record(judging, lfirst_oid(la)) == NULL)
				containers_add_relation(judging, lfirst_oid(la), record->trace);
		}
	}

	/* what a view shows may be what its table hides by now */
	if (!(judging->when_bits & WHEN_BIT(WHEN_COMMIT)))
		return;
	for (int i = 0; i < list_length(judging->records); i++)
	{
		JudgedRelation *record = (JudgedRelation *) list_nth(judging->records, i);
		ListCell   *lv;

		if (!guards_more(record->before, record->after))
			continue;
		foreach(lv, facts_read_by(record->relid, judging->after))
		{
			if (judging_record(judging, lfirst_oid(lv)) == NULL)
				containers_add_relation(judging, lfirst_oid(lv), record->trace);
		}
	}
}

static List *
judge(Judging *judging)
{
	ListCell   *lc;

	judging->sink.add = keep;
	judging->sink.arg = judging;
	resolve(judging);
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
judge_transaction(HTAB *touched)
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

/* What differs between two readings that no two snapshots could give. */
static List *
judge_pair(const RelationFacts *before, const RelationFacts *after, bool changes)
{
	Judging		judging = {0};
	HASHCTL		ctl = {0};

	ctl.keysize = 2 * sizeof(Oid);
	ctl.entrysize = sizeof(TouchedObject);
	ctl.hcxt = CurrentMemoryContext;
	judging.touched = hash_create("hygiene planned", 1, &ctl,
								  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	judging.context = *settings_rule_context();
	judging.context.at_statement = true;
	judging.when_bits = WHEN_BIT(WHEN_NOW) | WHEN_BIT(WHEN_COMMIT);
	judging.before = facts_snapshot_now();
	judging.after = facts_snapshot_now();
	judging.sink.add = keep;
	judging.sink.arg = &judging;
	if (changes)
		judging_relation(&judging, (RelationFacts *) before, (RelationFacts *) after);
	else
		judge_state(&judging, (RelationFacts *) before, (RelationFacts *) after);
	UnregisterSnapshot(judging.before);
	UnregisterSnapshot(judging.after);
	foreach_judged(judged, judging.findings)
		judged->finding->alone = true;
	return judging.findings;
}

List *
judge_planned(const RelationFacts *before, const RelationFacts *after)
{
	return judge_pair(before, after, true);
}

List *
judge_built(const RelationFacts *before, const RelationFacts *after)
{
	return judge_pair(before, after, false);
}
