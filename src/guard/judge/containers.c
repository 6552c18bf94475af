/*-------------------------------------------------------------------------
 *
 * containers.c
 *		What goes along with something else, and is reported with it.
 *
 * A schema takes its tables, a partitioned table its partitions, a table its
 * sequences.  The author names the container once; the finding says what it
 * held.  What CASCADE takes elsewhere stands on its own.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_authid.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/inheritance.h"
#include "facts/catalog/objects.h"
#include "facts/change/change.h"
#include "facts/keys/read_relation.h"
#include "facts/measured/relation_size.h"
#include "guard/judge/containers.h"
#include "settings.h"
#include "utils/builtins.h"

bool
containers_list_object(Judging *judging, AffectedObject *entry)
{
	switch (entry->classid)
	{
		case NamespaceRelationId:
		case TypeRelationId:
		case ProcedureRelationId:
		case ExtensionRelationId:
			judging->objects = lappend(judging->objects, entry);
			return true;
		default:
			return false;
	}
}

static void
mark_reported(JudgedRelation *record)
{
	record->reported = true;
	if (record->affected != NULL)
		record->affected->reported = true;
}

/*
 * Partitions reported with the topmost ancestor that is dropped or truncated as
 * well.
 */
static void
fold_partition(Judging *judging, JudgedRelation *record)
{
	bool		truncated = record->affected && record->affected->truncated;
	JudgedRelation *top = NULL;
	ListCell   *lc;

	foreach(lc, facts_ancestors(record->relid, judging->before))
	{
		JudgedRelation *parent = judging_record(judging, lfirst_oid(lc));

		if (parent == NULL || parent->before == NULL ||
			parent->before->relkind != RELKIND_PARTITIONED_TABLE)
			continue;
		if (record->after == NULL ? parent->after == NULL :
			truncated && parent->affected && parent->affected->truncated)
			top = parent;
	}
	if (top == NULL)
		return;
	measure_add(&top->before->size, &record->before->size);
	mark_reported(record);
}

/*
 * A sequence that its column owns goes with the column, or with the identity
 * of the column, which is reported as its default.
 */
static bool
goes_with_column(Judging *judging, const JudgedRelation *record)
{
	Oid			relid;
	AttrNumber	attnum;
	JudgedRelation *table;
	const AttributeFacts *att;

	/* not with one that it was given to in this transaction */
	if (record->before->relkind != RELKIND_SEQUENCE ||
		!facts_sequence_owner(record->relid,
							  judging->origin ? judging->origin : judging->before,
							  &relid, &attnum))
		return false;
	if (!facts_exists(relid, attnum, judging->after))
		return true;
	table = judging_record(judging, relid);
	if (table == NULL || table->before == NULL)
		return false;
	att = facts_attribute(table->before, attnum);
	return att != NULL && att->attidentity != '\0';
}

static void
fold_parts(Judging *judging)
{
	ListCell   *lc;

	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);

		if (record->reported || record->before == NULL)
			continue;
		if (record->before->relispartition)
			fold_partition(judging, record);
		if (record->after != NULL)
			continue;
		/* a composite type's relation is reported as the type */
		if (record->before->relkind == RELKIND_COMPOSITE_TYPE ||
			goes_with_column(judging, record))
			mark_reported(record);
	}
}

/* Adds a dropped relation to what its container held. */
static void
count_content(Change *change, const RelationFacts *rel)
{
	if (rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_MATVIEW &&
		rel->relkind != RELKIND_PARTITIONED_TABLE)
		return;
	if (!rel->size.known || !rel->size.empty)
	{
		change->empty = false;
		change->tables++;
		change->rows = change->rows < 0 || rel->size.rows < 0 ? -1 :
			change->rows + rel->size.rows;
	}
	if (rel->size.bytes > 0)
		change->bytes += rel->size.bytes;
}

/* Returns whether the container held the dropped relation. */
static bool
contains(Judging *judging, const ObjectFacts *container, const RelationFacts *rel)
{
	switch (container->classid)
	{
		case NamespaceRelationId:
			return rel->relnamespace == container->objid;
		case ExtensionRelationId:
			return rel->extension_member &&
				facts_extension_of(RelationRelationId, rel->relid,
								   judging->before) == container->objid;
		default:
			return container->classid == AuthIdRelationId;
	}
}

/* Returns whether the container held an object that is no relation. */
static bool
contains_object(Judging *judging, const ObjectFacts *container, const ObjectFacts *object)
{
	switch (container->classid)
	{
		case NamespaceRelationId:
			return object->nspoid == container->objid;
		case ExtensionRelationId:
			return object->extension_member &&
				facts_extension_of(object->classid, object->objid,
								   judging->before) == container->objid;
		default:
			return container->classid == AuthIdRelationId;
	}
}

/*
 * Tells the container, and with it what it held, unless the container's own
 * rule is switched lower than what it would silence.
 */
static void
judge_container(Judging *judging, ChangeKind kind, const ObjectFacts *container,
				const char *rule_name, ChangeCallback judge_change)
{
	HygieneLevel level = settings_level(rule_by_name(rule_name));
	bool		covers = level >= LEVEL_WARNING ||
		level >= settings_level(rule_by_name("drop_table"));
	Change		change = {0};
	ListCell   *lc;

	if (judging->origin != NULL && judging->origin->curcid != judging->before->curcid &&
		container->classid != AuthIdRelationId &&
		facts_read_object(container->classid, container->objid, judging->origin) == NULL)
		return;

	change.kind = kind;
	change.object = container;
	change.empty = true;
	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);

		if (record->after != NULL || record->before == NULL ||
			!contains(judging, container, record->before))
			continue;
		if (!record->reported)
			count_content(&change, record->before);
		if (covers)
			mark_reported(record);
	}
	foreach(lc, judging->objects)
	{
		AffectedObject *entry = (AffectedObject *) lfirst(lc);
		ObjectFacts *object;

		if (!covers || entry->reported || entry->objid == container->objid)
			continue;
		object = facts_read_object(entry->classid, entry->objid, judging->before);
		if (object != NULL && contains_object(judging, container, object))
			entry->reported = true;
	}
	judge_change(&change, judging);
}

void
containers_judge(Judging *judging, ChangeCallback judge_change)
{
	ListCell   *lc;

	fold_parts(judging);

	if (judging->statement != NULL && judging->statement->role != NULL)
	{
		ObjectFacts role = {0};

		role.classid = AuthIdRelationId;
		role.kind = "role";
		role.name = pstrdup(judging->statement->role);
		judge_container(judging, CHANGE_OWNED_DROPPED, &role, "drop_owned", judge_change);
	}

	/* containers first: they mark what is reported with them */
	for (int containers = 1; containers >= 0; containers--)
	{
		foreach(lc, judging->objects)
		{
			AffectedObject *entry = (AffectedObject *) lfirst(lc);
			ObjectFacts *before;
			ObjectFacts *after;

			if (entry->reported ||
				containers != (entry->classid == NamespaceRelationId ||
							   entry->classid == ExtensionRelationId))
				continue;
			/* of those that stay only a schema's name matters */
			if (!entry->dropped && entry->classid != NamespaceRelationId)
				continue;
			before = facts_read_object(entry->classid, entry->objid, judging->before);
			if (before == NULL || before->extension_member)
				continue;
			after = facts_read_object(entry->classid, entry->objid, judging->after);
			judging->affected_now = entry;
			if (containers && after == NULL && (judging->when_bits & WHEN_BIT(WHEN_NOW)))
				judge_container(judging, CHANGE_OBJECT_DROPPED, before,
								entry->classid == NamespaceRelationId ? "drop_schema" :
								"drop_extension", judge_change);
			else if (!containers || after != NULL)
				facts_diff_object(before, after, judge_change, judging);
		}
	}
	judging->affected_now = NULL;
}
