/*-------------------------------------------------------------------------
 *
 * fk_columns.c
 *		The columns that foreign keys tie together, as facts for audits.
 *
 * Each group is walked through once (fk_columns_walk.c), and kept for all that are
 * in it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "facts/catalog/dependency.h"
#include "facts/keys/fk_columns.h"
#include "facts/keys/fk_columns_walk.h"
#include "utils/memutils.h"

typedef struct GroupEntry
{
	ColumnKey	key;
	const LinkedColumns *group;
} GroupEntry;

static int
compare_columns(const void *a, const void *b)
{
	const LinkedColumn *left = a;
	const LinkedColumn *right = b;

	if (left->relid != right->relid)
		return left->relid < right->relid ? -1 : 1;
	return left->attnum - right->attnum;
}

static int
compare_keys(const void *a, const void *b)
{
	const LinkedKey *left = a;
	const LinkedKey *right = b;
	int			order = strcmp(left->table, right->table);

	/* not by OID, which changes with each change of a column's length */
	return order != 0 ? order : strcmp(left->conname, right->conname);
}

static char *
copy_text(const char *text)
{
	return text ? pstrdup(text) : NULL;
}

static LinkedColumns *
copy_group(const LinkedColumns *group)
{
	LinkedColumns *copy = palloc(sizeof(LinkedColumns));

	*copy = *group;
	copy->obstacle = copy_text(group->obstacle);
	copy->columns = palloc(sizeof(LinkedColumn) * Max(group->ncolumns, 1));
	copy->keys = palloc(sizeof(LinkedKey) * Max(group->nkeys, 1));
	for (int i = 0; i < group->ncolumns; i++)
	{
		copy->columns[i] = group->columns[i];
		copy->columns[i].table = copy_text(group->columns[i].table);
		copy->columns[i].attname = copy_text(group->columns[i].attname);
		copy->columns[i].computed = copy_text(group->columns[i].computed);
	}
	for (int i = 0; i < group->nkeys; i++)
	{
		copy->keys[i] = group->keys[i];
		copy->keys[i].table = copy_text(group->keys[i].table);
		copy->keys[i].conname = copy_text(group->keys[i].conname);
		copy->keys[i].definition = copy_text(group->keys[i].definition);
		copy->keys[i].comment = copy_text(group->keys[i].comment);
	}
	return copy;
}

/*
 * Reads the group of a column, into the audit's context, and notes it for all
 * that are in it.  Behind an obstacle nothing is read: it stands in the way of
 * all of them.
 */
static const LinkedColumns *
read_group(LinkedReading *reading, Oid relid, AttrNumber attnum, bool integers,
		   Snapshot snapshot)
{
	MemoryContext waste = AllocSetContextCreate(CurrentMemoryContext, "hygiene linked walk",
												ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(waste);
	LinkedColumns group = {0};
	LinkedWalk	walk = {&group};
	const LinkedColumns *kept;

	walk.integers = integers;
	walk.snapshot = snapshot;
	linked_walk(&walk, relid, attnum);
	if (group.ncolumns > 1)
		qsort(group.columns, group.ncolumns, sizeof(LinkedColumn), compare_columns);
	if (group.nkeys > 1)
		qsort(group.keys, group.nkeys, sizeof(LinkedKey), compare_keys);

	MemoryContextSwitchTo(reading->context);
	kept = copy_group(&group);
	for (int i = 0; i < list_length(walk.queue); i++)
	{
		GroupEntry *entry = hash_search(reading->groups, list_nth(walk.queue, i), HASH_ENTER,
										NULL);

		entry->group = kept;
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(waste);
	return kept;
}

/*
 * Of texts all parts of keys, of integers those of primary keys that refer to
 * nothing and that somebody refers to.
 */
static bool
is_in_key(const RelationFacts *rel, const AttributeFacts *att, bool integer,
		  bool know_references, Snapshot snapshot)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];

		for (int k = 0; k < con->nkeys && con->contype == CONSTRAINT_FOREIGN; k++)
		{
			if (con->conkey[k] == att->attnum)
				return !integer;
		}
	}
	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];
		bool		in_key = false;

		for (int k = 0; k < index->indnkeyatts; k++)
			in_key |= index->indkey[k] == att->attnum;
		if (in_key && (integer ? index->indisprimary : index->indisunique))
			return !integer || (know_references ? index->referenced :
								facts_is_referenced(index->indexrelid, snapshot));
	}
	return false;
}

static bool
passes_filter(const AttributeWanted *filters, int nfilters, const AttributeFacts *att)
{
	for (int i = 0; i < nfilters; i++)
	{
		if (filters[i] (att))
			return true;
	}
	return false;
}

void
linked_fill(LinkedReading *reading, RelationFacts *rel, const AttributeWanted *filters,
			int nfilters, bool know_references, Snapshot snapshot)
{
	if (rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE)
		return;
	for (int i = 0; i < rel->natts; i++)
	{
		AttributeFacts *att = &rel->atts[i];
		ColumnKey	key = {rel->relid, att->attnum};
		bool		integer = att->type->base_category == TYPCATEGORY_NUMERIC;
		GroupEntry *entry;

		if (att->attinhcount > 0 || !passes_filter(filters, nfilters, att) ||
			!is_in_key(rel, att, integer, know_references, snapshot))
			continue;
		if (reading->groups == NULL)
			reading->groups = linked_column_table("hygiene linked columns", sizeof(GroupEntry),
												  reading->context);
		entry = hash_search(reading->groups, &key, HASH_FIND, NULL);
		att->linked = entry != NULL ? entry->group :
			read_group(reading, rel->relid, att->attnum, integer, snapshot);
	}
}
