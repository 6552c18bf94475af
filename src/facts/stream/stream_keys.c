/*-------------------------------------------------------------------------
 *
 * stream_keys.c
 *		The part of a stream that reads pg_constraint and pg_index.
 *
 * Of nearly all rows a few OIDs, a name and the number of a distinct row are
 * stored (distinct_rows.h).  Those that hold expressions, or of which more is to be known, are
 * fetched a second time when their relation is handed out (rows_by_relation.h).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/growable_array.h"
#include "facts/catalog/oid_array.h"
#include "facts/relation/constraints.h"
#include "facts/relation/indexes.h"
#include "facts/stream/stream_keys.h"
#include "facts/stream/stream_records.h"
#include "utils/array.h"
#include "utils/rel.h"

/* ---------------------------------------------------------------------
 * Reading
 * ---------------------------------------------------------------------
 */

/* Records which columns of a relation are parts of keys. */
static void
add_key_columns(StreamRelation *rel, const ConstraintFacts *con)
{
	for (int i = 0; i < con->nkeys; i++)
	{
		if (con->conkey[i] > 0)
			rel->keys |= KEY_BIT(con->conkey[i]);
	}
}

/* The number of the row among distinct ones, or DISTINCT_ROW_NONE: fetch it again. */
static uint32
distinct_constraint(StreamRecords *records, HeapTuple tuple, Relation catalog)
{
	Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);
	Size		from = offsetof(FormData_pg_constraint, contype);
	RowKey		key;
	Size		data;
	uint32		number;
	bool		found;

#define ZERO_FIELD(field) \
	memset(key.bytes + data + offsetof(FormData_pg_constraint, field) - from, 0, sizeof(Oid))

	/* of one that is not validated, the age of the row is needed */
	if (form->contype == CONSTRAINT_CHECK || !form->convalidated ||
		!row_key_form(tuple, from, &key, &data))
		return DISTINCT_ROW_NONE;
	ZERO_FIELD(conrelid);
	ZERO_FIELD(conindid);
	ZERO_FIELD(confrelid);
	number = distinct_rows_number(&records->distinct_constraints, &key, &found);
	if (!found && number != DISTINCT_ROW_NONE)
	{
		MemoryContext old = MemoryContextSwitchTo(records->context);

		facts_form_constraint(tuple, catalog,
							  distinct_rows_item(&records->distinct_constraints, number));
		MemoryContextSwitchTo(old);
	}
	return number;
}

void
stream_read_constraint(StreamRecords *records, HeapTuple tuple, Relation catalog)
{
	Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);
	bool		foreign = form->contype == CONSTRAINT_FOREIGN;
	StreamRelation *rel;
	StreamIndex *index;
	StreamConstraint *con;
	uint32		distinct;

	/* pg_attribute says the same */
	if (form->contype == HYGIENE_CONTYPE_NOTNULL && form->convalidated)
		return;
	rel = oid_array_find_near(&records->relations, form->conrelid, &records->near);
	index = OidIsValid(form->conindid) ? oid_array_find(&records->indexes, form->conindid) : NULL;
	if (foreign && index != NULL)
		index->referenced = true;
	if (rel == NULL)
		return;

	distinct = distinct_constraint(records, tuple, catalog);
	if (distinct == DISTINCT_ROW_NONE)
	{
		rows_by_relation_add(&records->constraint_rows, form->conrelid, &tuple->t_self);
		if (foreign)
		{
			ConstraintFacts facts;

			facts_form_constraint(tuple, catalog, &facts);
			add_key_columns(rel, &facts);
		}
		return;
	}
	if (foreign)
		add_key_columns(rel, distinct_rows_item(&records->distinct_constraints, distinct));
	con = oid_array_add(&records->constraints);
	con->conrelid = form->conrelid;
	con->conid = form->oid;
	con->conindid = form->conindid;
	con->confrelid = form->confrelid;
	con->distinct = distinct;

	/* a key is called like its index */
	if (index != NULL && !foreign &&
		strcmp(text_store_get(&records->names, index->relname), NameStr(form->conname)) == 0)
		con->conname = index->relname;
	else
		con->conname = text_store_add(&records->names, NameStr(form->conname));
}

static uint32
distinct_index(StreamRecords *records, HeapTuple tuple, Relation catalog)
{
	RowKey		key;
	Size		data;
	uint32		number;
	bool		found;

	if (!heap_attisnull(tuple, Anum_pg_index_indexprs, RelationGetDescr(catalog)) ||
		!heap_attisnull(tuple, Anum_pg_index_indpred, RelationGetDescr(catalog)) ||
		!row_key_form(tuple, offsetof(FormData_pg_index, indnatts), &key, &data))
		return DISTINCT_ROW_NONE;
	number = distinct_rows_number(&records->distinct_indexes, &key, &found);
	if (!found && number != DISTINCT_ROW_NONE)
	{
		MemoryContext old = MemoryContextSwitchTo(records->context);

		facts_form_index(tuple, catalog, distinct_rows_item(&records->distinct_indexes, number));
		MemoryContextSwitchTo(old);
	}
	return number;
}

void
stream_read_index(StreamRecords *records, HeapTuple tuple, Relation catalog)
{
	Form_pg_index form = (Form_pg_index) GETSTRUCT(tuple);
	StreamIndex *index;
	StreamRelation *rel = oid_array_find_near(&records->relations, form->indrelid, &records->near);

	if (rel == NULL)
		return;
	for (int i = 0; form->indisunique && i < Min(form->indnkeyatts, form->indkey.dim1); i++)
	{
		if (form->indkey.values[i] > 0)
			rel->keys |= KEY_BIT(form->indkey.values[i]);
	}
	index = oid_array_find_near(&records->indexes, form->indexrelid, &records->near_index);
	if (index == NULL)
		return;
	index->indrelid = form->indrelid;
	index->distinct = distinct_index(records, tuple, catalog);
	if (index->distinct == DISTINCT_ROW_NONE)
		rows_by_relation_add(&records->index_rows, form->indrelid, &tuple->t_self);
}

/* ---------------------------------------------------------------------
 * Handing out
 * ---------------------------------------------------------------------
 */

/* What the referenced columns of a key are called, and their types. */
static void
fill_parent_keys(const StreamRecords *records, ConstraintFacts *con,
				 const StreamRelation *parent)
{
	con->confattnames = palloc0(sizeof(char *) * Max(con->nkeys, 1));
	con->conftypes = palloc0(sizeof(TypeFacts *) * Max(con->nkeys, 1));
	for (int k = 0; k < con->nkeys; k++)
	{
		uint32		next = parent->atts;

		while (next != 0 && records->atts[next].attnum != con->confkey[k])
			next = records->atts[next].next;
		if (next != 0)
		{
			const AttributeFacts *att =
				&records->distinct_atts[records->atts[next].distinct].facts;

			con->confattnames[k] = att->attname;
			con->conftypes[k] = att->type;
		}
	}
}

static void
fill_parent(const StreamRecords *records, ConstraintFacts *con, Snapshot snapshot)
{
	const StreamRelation *parent = oid_array_find(&records->relations, con->confrelid);
	const StreamSchema *schema = parent == NULL ? NULL :
		oid_array_find(&records->schemas, parent->class.relnamespace);

	if (schema != NULL)
	{
		con->confnspname = unconstify(char *, schema->nspname);
		con->confrelname = stream_name(records, parent->relname);
		fill_parent_keys(records, con, parent);
	}
	else
	{
		facts_name_relation(con->confrelid, snapshot, &con->confnspname, &con->confrelname);
		facts_read_parent_keys(con, snapshot);
	}
}

/* Puts the last one where its OID belongs; mostly it is there. */
static void
order_constraints(ConstraintFacts *constraints, int n)
{
	ConstraintFacts last = constraints[n - 1];

	for (n--; n > 0 && constraints[n - 1].conid > last.conid; n--)
		constraints[n] = constraints[n - 1];
	constraints[n] = last;
}

static void
order_indexes(IndexFacts *indexes, int n)
{
	IndexFacts	last = indexes[n - 1];

	for (n--; n > 0 && indexes[n - 1].indexrelid > last.indexrelid; n--)
		indexes[n] = indexes[n - 1];
	indexes[n] = last;
}

/* The records of one relation in an array sorted by relation: the first, and how many. */
static const void *
group_of(const OidArray *array, Size offset, int *next, Oid relid, int *n)
{
#define RELID(i) (*(Oid *) (array->items + (Size) (i) * array->itemsize + offset))
	int			first;

	while (*next < array->nitems && RELID(*next) < relid)
		(*next)++;
	first = *next;
	while (*next < array->nitems && RELID(*next) == relid)
		(*next)++;
	*n = *next - first;
	return array->items + (Size) first * array->itemsize;
#undef RELID
}

void
stream_fill_constraints(StreamRecords *records, RelationFacts *rel, Snapshot snapshot)
{
	HeapTuple	tuple;
	int			allocated = 0;
	int			nown;
	const StreamConstraint *own = group_of(&records->constraints,
										   offsetof(StreamConstraint, conrelid),
										   &records->next_constraint, rel->relid, &nown);

	for (int i = 0;; i++)
	{
		ConstraintFacts *con;

		tuple = i < nown ? NULL : rows_by_relation_next(&records->constraint_rows, rel->relid);
		if (i >= nown && tuple == NULL)
			break;
		ARRAY_RESERVE(rel->constraints, rel->nconstraints, allocated);
		con = &rel->constraints[rel->nconstraints++];
		if (tuple != NULL)
			facts_form_constraint(tuple, records->constraint_rows.catalog, con);
		else
		{
			*con = *(ConstraintFacts *) distinct_rows_item(&records->distinct_constraints,
														   own[i].distinct);
			con->conid = own[i].conid;
			con->conname = stream_name(records, own[i].conname);
			con->conindid = own[i].conindid;
			con->confrelid = own[i].confrelid;
		}
		if (con->contype == CONSTRAINT_FOREIGN)
			fill_parent(records, con, snapshot);
		order_constraints(rel->constraints, rel->nconstraints);
	}
}

static const StreamIndex *
record_of(const StreamIndex *indexes, int nindexes, Oid indexrelid)
{
	for (int i = 0; i < nindexes; i++)
	{
		if (indexes[i].indexrelid == indexrelid)
			return &indexes[i];
	}
	return NULL;
}

/* What is not in its row of pg_index. */
static void
complete_index(const StreamRecords *records, const RelationFacts *rel, IndexFacts *index,
			   const StreamIndex *record)
{
	index->indexrelid = record->indexrelid;
	index->relname = stream_name(records, record->relname);
	/* an index lies in the schema of its table */
	index->nspname = rel->nspname;
	index->class = record->class;
	index->referenced = index->indisunique && record->referenced;
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];

		if (con->conindid == index->indexrelid && con->contype != CONSTRAINT_FOREIGN)
			index->constraintid = con->conid;
	}
}

void
stream_fill_indexes(StreamRecords *records, RelationFacts *rel)
{
	HeapTuple	tuple;
	int			allocated = 0;
	int			nown;
	const StreamIndex *own = group_of(&records->indexes, offsetof(StreamIndex, indrelid),
									  &records->next_index, rel->relid, &nown);

	for (int i = 0;; i++)
	{
		const StreamIndex *record = &own[i];
		IndexFacts *index;

		if (i < nown && record->distinct == DISTINCT_ROW_NONE)
			continue;
		tuple = i < nown ? NULL : rows_by_relation_next(&records->index_rows, rel->relid);
		if (i >= nown && tuple == NULL)
			break;
		ARRAY_RESERVE(rel->indexes, rel->nindexes, allocated);
		index = &rel->indexes[rel->nindexes];
		if (tuple != NULL)
		{
			facts_form_index(tuple, records->index_rows.catalog, index);
			record = record_of(own, nown, index->indexrelid);
			if (record == NULL)
				continue;
		}
		else
			*index = *(IndexFacts *) distinct_rows_item(&records->distinct_indexes, record->distinct);
		rel->nindexes++;
		complete_index(records, rel, index, record);
		order_indexes(rel->indexes, rel->nindexes);
	}
}
