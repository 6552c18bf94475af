/*-------------------------------------------------------------------------
 *
 * fk_columns.c
 *		The columns that foreign keys tie together, as facts for audits.
 *
 * Each group of columns is read once (fk_columns_walk.c) and cached for all
 * columns in it.
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
	const FkColumns *group;
} GroupEntry;

static int
compare_columns(const void *a, const void *b)
{
	const FkColumn *left = a;
	const FkColumn *right = b;

	if (left->relid != right->relid)
		return left->relid < right->relid ? -1 : 1;
	return left->attnum - right->attnum;
}

static int
compare_keys(const void *a, const void *b)
{
	const FkDefinition *left = a;
	const FkDefinition *right = b;
	int			order = strcmp(left->table, right->table);

	/* not by OID, which changes with each change of a column's length */
	return order != 0 ? order : strcmp(left->conname, right->conname);
}

static char *
copy_text(const char *text)
{
	return text ? pstrdup(text) : NULL;
}

static FkColumns *
copy_group(const FkColumns *group)
{
	FkColumns *copy = palloc(sizeof(FkColumns));

	*copy = *group;
	copy->obstacle = copy_text(group->obstacle);
	copy->columns = palloc(sizeof(FkColumn) * Max(group->ncolumns, 1));
	copy->keys = palloc(sizeof(FkDefinition) * Max(group->nkeys, 1));
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
 * Reads the group of a column into the reading's context and caches it for all
 * columns in it.  Nothing is read behind an obstacle: it blocks all of them.
 */
static const FkColumns *
read_group(FkColumnsReading *reading, Oid relid, AttrNumber attnum, bool integers,
		   Snapshot snapshot)
{
	MemoryContext waste = AllocSetContextCreate(CurrentMemoryContext, "hygiene foreign key walk",
												ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(waste);
	FkColumns group = {0};
	FkColumnsWalk	walk = {&group};
	const FkColumns *cached;

	walk.integers = integers;
	walk.snapshot = snapshot;
	fk_columns_walk(&walk, relid, attnum);
	if (group.ncolumns > 1)
		qsort(group.columns, group.ncolumns, sizeof(FkColumn), compare_columns);
	if (group.nkeys > 1)
		qsort(group.keys, group.nkeys, sizeof(FkDefinition), compare_keys);

	MemoryContextSwitchTo(reading->context);
	cached = copy_group(&group);
	for (int i = 0; i < list_length(walk.queue); i++)
	{
		GroupEntry *entry = hash_search(reading->groups, list_nth(walk.queue, i), HASH_ENTER,
										NULL);

		entry->group = cached;
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(waste);
	return cached;
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
fk_columns_fill(FkColumnsReading *reading, RelationFacts *rel, const AttributeWanted *filters,
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
			reading->groups = fk_columns_hash("hygiene foreign key columns", sizeof(GroupEntry),
											  reading->context);
		entry = hash_search(reading->groups, &key, HASH_FIND, NULL);
		att->fk_columns = entry != NULL ? entry->group :
			read_group(reading, rel->relid, att->attnum, integer, snapshot);
	}
}
