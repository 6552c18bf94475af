/*-------------------------------------------------------------------------
 *
 * resolve.c
 *		From what was touched to the facts of relations.
 *
 * A relation is judged as a whole: what was touched may be itself, or an
 * index, a constraint, a trigger or a policy on it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_trigger.h"
#include "facts/reader.h"
#include "guard/judging.h"
#include "guard/migration.h"
#include "guard/traffic.h"

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

/* The relation that the object is, or was, a part of; InvalidOid if that does not matter. */
static Oid
relation_of(const Judging *judging, const TouchedObject *entry)
{
	Oid			relid = known_relation(judging, entry);

	if (OidIsValid(relid) || is_key_trigger(judging, entry))
		return relid;
	relid = facts_relation_of(entry->classid, entry->objid, judging->before);
	return OidIsValid(relid) ? relid :
		facts_relation_of(entry->classid, entry->objid, judging->after);
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

/*
 * The triggers of a foreign key that went, on either table, are found together
 * and are as in is_key_trigger().
 */
static void
settle_key_triggers(const Judging *judging, Oid constraint)
{
	List	   *triggers;
	List	   *relids;
	ListCell   *lt;
	ListCell   *lr;

	triggers = facts_triggers_of(constraint, judging->before, &relids);
	forboth(lt, triggers, lr, relids)
	{
		TouchedObject *entry = touched_find(judging->touched, TriggerRelationId,
											lfirst_oid(lt), false);

		if (entry == NULL || !entry->dropped)
			continue;
		touched_settle(entry, judging_record(judging, lfirst_oid(lr)) == NULL &&
					   traffic_is_small(lfirst_oid(lr)) ? InvalidOid : lfirst_oid(lr));
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
	List	   *relations = NIL;
	List	   *parts = NIL;
	ListCell   *lc;

	foreach(lc, judging->touched->objects)
	{
		TouchedObject *entry = (TouchedObject *) lfirst(lc);

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
		TouchedObject *entry = (TouchedObject *) lfirst(lc);

		if (entry->foreign_key)
			settle_key_triggers(judging, entry->objid);
	}
	foreach(lc, parts)
	{
		TouchedObject *entry = (TouchedObject *) lfirst(lc);
		JudgedRelation *record;

		if (!entry->settled)
			entry->relid = relation_of(judging, entry);
		if (!OidIsValid(entry->relid))
			continue;
		record = judging_record(judging, entry->relid);
		if (record == NULL)
			relations = add_touched(relations, entry->relid, entry);
		else if (record->touched != NULL && record->touched->was != NULL)
			sizes_add_index(record->before, entry);
	}
	add_records(judging, relations);
	list_sort(judging->records, record_cmp);
}

/*
 * Of a table that is gone nothing is left to be judged at commit, nor of its
 * parts.
 */
static void
pass_what_is_gone(Judging *judging)
{
	ListCell   *lc;

	if (judging->statement == NULL || !migration_keeps_no_content())
		return;
	foreach(lc, judging->touched->objects)
	{
		TouchedObject *entry = (TouchedObject *) lfirst(lc);
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

void
judging_resolve(Judging *judging)
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
