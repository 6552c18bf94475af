/*-------------------------------------------------------------------------
 *
 * affected_relations.c
 *		From what was affected to the facts of relations.
 *
 * A relation is judged as a whole: what was affected may be itself, or an
 * index, a constraint, a trigger or a policy on it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_trigger.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/inheritance.h"
#include "facts/catalog/owning_relation.h"
#include "facts/keys/fk_cover.h"
#include "guard/collect/command_traits.h"
#include "guard/collect/table_traffic.h"
#include "guard/judge/affected_relations.h"
#include "guard/judge/containers.h"
#include "guard/judge/indirectly_affected.h"
#include "guard/judge/lost_rows.h"
#include "guard/judge/truncated_names.h"
#include "utils/rel.h"

static int
record_cmp(const ListCell *a, const ListCell *b)
{
	Oid			relid_a = ((JudgedRelation *) lfirst(a))->relid;
	Oid			relid_b = ((JudgedRelation *) lfirst(b))->relid;

	return relid_a < relid_b ? -1 : relid_a > relid_b;
}

/*
 * A trigger that came or went with a foreign key has nothing to report of the
 * table it is on, unless that table is large: then its lock matters.
 */
static bool
is_key_trigger(const Judging *judging, const AffectedObject *entry)
{
	Oid			relid;

	if (entry->classid != TriggerRelationId || (!entry->created && !entry->dropped))
		return false;
	relid = facts_key_trigger_of(entry->objid,
								 entry->dropped ? judging->before : judging->after);
	return OidIsValid(relid) && traffic_is_small(relid);
}

/* Returns whether the sorted list has the OID. */
static bool
is_among(const List *oids, Oid oid)
{
	int			low = 0;
	int			high = list_length(oids) - 1;

	while (low <= high)
	{
		int			middle = (low + high) / 2;
		Oid			found = list_nth_oid(oids, middle);

		if (found == oid)
			return true;
		if (found < oid)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return false;
}

/*
 * The relation that the object is, or was, a part of; InvalidOid if that does
 * not matter.
 */
static Oid
relation_of(const Judging *judging, const AffectedObject *entry)
{
	Oid			relid = InvalidOid;

	if (OidIsValid(entry->relid) || is_key_trigger(judging, entry))
		return entry->relid;
	if (!entry->created)
		relid = facts_relation_of(entry->classid, entry->objid, judging->before);
	return OidIsValid(relid) ? relid :
		facts_relation_of(entry->classid, entry->objid, judging->after);
}

/* Returns whether the entry is known to be a relation that is judged as a whole. */
static bool
is_relation(const AffectedObject *entry)
{
	return entry->classid == RelationRelationId && entry->relkind != '\0' &&
		entry->relkind != RELKIND_INDEX && entry->relkind != RELKIND_PARTITIONED_INDEX;
}

static void
add_relation(Judging *judging, AffectedObject *entry)
{
	JudgedRelation *record = judging_add_record(judging, entry->objid, entry);

	record->affected = entry;
	record->trace = entry;
	record->reported = entry->reported;
	record->created = entry->created;
	/* at commit it may be back by a savepoint */
	record->dropped = judging->statement != NULL && entry->dropped;
}

/* The table of an index that this transaction made, from the relcache. */
static Oid
table_of_new_index(Oid indexrelid)
{
	Relation	relation = RelationIdGetRelation(indexrelid);
	Oid			relid;

	if (!RelationIsValid(relation))
		return InvalidOid;
	relid = relation->rd_index ? relation->rd_index->indrelid : InvalidOid;
	RelationClose(relation);
	return relid;
}

/* What was affected of those relations by a command that only adds. */
static void
add_additions(Judging *judging, List *parts)
{
	uint32		added = truncated_names() != NIL ? FACTS_LONG_NAMES : 0;
	ListCell   *lc;

	foreach(lc, parts)
	{
		AffectedObject *entry = (AffectedObject *) lfirst(lc);

		if (entry->classid == RelationRelationId)
		{
			Oid			relid = entry->created ? table_of_new_index(entry->objid) :
				relation_of(judging, entry);

			if (OidIsValid(relid))
				judging_add_record(judging, relid, entry);
			if (!entry->dropped)
				added |= FACTS_INDEXES;
		}
		/* its table is among the relations, or a child of one of them */
		else if (entry->classid == ConstraintRelationId)
			added |= FACTS_CONSTRAINTS;
	}
	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);

		record->added = added;
		if (record->affected != NULL)
			record->added |= FACTS_ATTRIBUTES;
	}
}

/*
 * The triggers (List of OIDs) that went with foreign keys, which one scan a key
 * finds.  They have nothing to report of the tables they were on, unless one is
 * large: then its lock matters.
 */
static List *
add_key_triggers(Judging *judging, List *parts)
{
	List	   *found = NIL;
	int			ntriggers = 0;
	ListCell   *lc;

	foreach(lc, parts)
		ntriggers += ((AffectedObject *) lfirst(lc))->classid == TriggerRelationId;
	foreach(lc, parts)
	{
		AffectedObject *entry = (AffectedObject *) lfirst(lc);
		List	   *relids;
		ListCell   *lr;

		if (list_length(found) >= ntriggers)
			break;
		if (entry->classid != ConstraintRelationId || !entry->dropped)
			continue;
		found = list_concat(found, facts_triggers_of(entry->objid, judging->before, &relids));
		foreach(lr, relids)
		{
			if (judging_record(judging, lfirst_oid(lr)) == NULL &&
				!traffic_is_small(lfirst_oid(lr)))
				judging_add_record(judging, lfirst_oid(lr), entry);
		}
	}
	return found;
}

/* Of what went with whole tables, only triggers may have been on others. */
static void
add_parts(Judging *judging, List *parts, bool only_triggers)
{
	List	   *key_triggers = add_key_triggers(judging, parts);
	ListCell   *lc;

	list_sort(key_triggers, list_oid_cmp);
	foreach(lc, parts)
	{
		AffectedObject *entry = (AffectedObject *) lfirst(lc);
		Oid			relid;

		if (entry->classid == TriggerRelationId ? is_among(key_triggers, entry->objid) :
			only_triggers)
			continue;
		relid = relation_of(judging, entry);
		if (!OidIsValid(relid))
			continue;
		if (relid == entry->objid && entry->classid == RelationRelationId)
			add_relation(judging, entry);
		else
			judging_add_record(judging, relid, entry);
	}
}

/* Records of what was affected; what is no relation is listed apart. */
static void
add_affected(Judging *judging)
{
	int			traits = judging->statement ? judging->statement->traits : 0;
	List	   *parts = NIL;
	ListCell   *lc;

	foreach(lc, judging->affected->objects)
	{
		AffectedObject *entry = (AffectedObject *) lfirst(lc);

		if (entry->passed || containers_list_object(judging, entry) ||
			entry->relkind == RELKIND_TOASTVALUE)
			continue;
		/* by name of the command only, so that it is no index */
		if (is_relation(entry) ||
			(judging->only_adds && entry->classid == RelationRelationId &&
			 entry->objid == judging->statement->target))
			add_relation(judging, entry);
		else
			parts = lappend(parts, entry);
	}
	if (judging->only_adds)
		add_additions(judging, parts);
	else
		add_parts(judging, parts, (traits & COMMAND_OWN_PARTS) != 0);
}

void
affected_relations_resolve(Judging *judging)
{
	ListCell   *lc;

	add_affected(judging);
	list_sort(judging->records, record_cmp);
	if (judging->only_adds)
		return;
	foreach(lc, judging->records)
		judging_read(judging, (JudgedRelation *) lfirst(lc));
	indirectly_affected_add(judging);
	lost_rows_add_indexes(judging);
}
