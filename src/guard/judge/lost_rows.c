/*-------------------------------------------------------------------------
 *
 * lost_rows.c
 *		How much the judged relations hold, all parts summed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/inheritance.h"
#include "facts/measured/relation_size.h"
#include "guard/judge/lost_rows.h"
#include "storage/lmgr.h"
#include "utils/lsyscache.h"

void
lost_rows_add_indexes(Judging *judging)
{
	ListCell   *lc;

	foreach(lc, judging->affected->objects)
	{
		const AffectedObject *index = (const AffectedObject *) lfirst(lc);
		const JudgedRelation *record;
		SizeFacts  *size;

		if (!OidIsValid(index->relid))
			continue;
		record = judging_record(judging, index->relid);
		if (record == NULL || record->before == NULL || !record->before->size.known)
			continue;
		size = &record->before->size;
		if (index->size.bytes > 0)
			size->bytes += index->size.bytes;
		if (index->size.scans > 0)
			size->scans = Max(size->scans, 0) + index->size.scans;
		size->last_scan = Max(size->last_scan, index->size.last_scan);
	}
}

/*
 * Size of a relation that is there: measured earlier, or now if no lock is in
 * the way.
 */
static void
size_now(Judging *judging, Oid relid, SizeFacts *size)
{
	AffectedObject *entry = affected_find(judging->affected, RelationRelationId, relid, false);
	Oid			toast;

	if (entry != NULL && entry->size.known)
	{
		*size = entry->size;
		return;
	}
	memset(size, 0, sizeof(*size));
	if (!ConditionalLockRelationOid(relid, AccessShareLock))
		return;
	measure_relation(relid, size, &toast);
	UnlockRelationOid(relid, AccessShareLock);
}

/*
 * Returns whether the change costs values that are stored in the relation's
 * rows.
 */
static bool
loses_values(const RelationFacts *before, const RelationFacts *after)
{
	for (int i = 0; i < before->natts; i++)
	{
		const AttributeFacts *att = facts_attribute(after, before->atts[i].attnum);

		if (att == NULL || att->type->typid != before->atts[i].type->typid ||
			att->type->typmod != before->atts[i].type->typmod)
			return true;
	}
	return false;
}

/*
 * Returns whether the command cost this relation values too, as ALTER TABLE
 * ONLY does not.
 */
static bool
has_lost_values(Judging *judging, Oid relid)
{
	const JudgedRelation *record = judging_record(judging, relid);

	return record != NULL && record->before != NULL && record->after != NULL &&
		loses_values(record->before, record->after);
}

/* An inherited column's values lie in the children's rows as well. */
static void
add_children(Judging *judging, RelationFacts *rel)
{
	List	   *children = facts_leaves(rel->relid, judging->after);

	/* the list grows while it is walked */
	for (int i = 0; i < list_length(children); i++)
	{
		Oid			child = list_nth_oid(children, i);
		SizeFacts	part;

		children = list_concat_unique_oid(children, facts_leaves(child, judging->after));
		if (!has_lost_values(judging, child))
			continue;
		size_now(judging, child, &part);
		measure_add(&rel->size, &part);
	}
}

/*
 * Relations with columns of a composite type, of arrays of it, or of types made
 * of it.
 */
static List *
type_holders(Judging *judging, Oid typid)
{
	List	   *types = list_make1_oid(typid);
	List	   *holders = NIL;

	/* the list grows while it is walked */
	for (int i = 0; i < list_length(types); i++)
	{
		Oid			array = get_array_type(list_nth_oid(types, i));
		List	   *users = facts_type_users(list_nth_oid(types, i), judging->after);
		ListCell   *lc;

		if (OidIsValid(array))
			users = list_concat_unique_oid(users, facts_type_users(array, judging->after));
		foreach(lc, users)
		{
			if (get_rel_relkind(lfirst_oid(lc)) == RELKIND_COMPOSITE_TYPE)
				types = list_append_unique_oid(types, get_rel_type_id(lfirst_oid(lc)));
			else
				holders = list_append_unique_oid(holders, lfirst_oid(lc));
		}
	}
	return holders;
}

void
lost_rows_measure(Judging *judging, RelationFacts *before, const RelationFacts *after)
{
	List	   *holders = NIL;
	ListCell   *lc;

	if (!loses_values(before, after))
		return;

	switch (before->relkind)
	{
		case RELKIND_PARTITIONED_TABLE:
			holders = facts_leaves(before->relid, judging->after);
			break;
		case RELKIND_COMPOSITE_TYPE:
			holders = type_holders(judging, get_rel_type_id(before->relid));
			break;
		case RELKIND_RELATION:
			if (!before->size.known)
				size_now(judging, before->relid, &before->size);
			add_children(judging, before);
			return;
		default:
			return;
	}

	before->size.known = true;
	before->size.empty = true;
	before->size.rows = before->size.bytes = 0;
	before->size.scans = -1;
	foreach(lc, holders)
	{
		SizeFacts	part;

		size_now(judging, lfirst_oid(lc), &part);
		measure_add(&before->size, &part);
	}
}
