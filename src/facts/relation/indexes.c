/*-------------------------------------------------------------------------
 *
 * indexes.c
 *		Rows of pg_index as facts, for the keyed read and the stream.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/reloptions.h"
#include "access/transam.h"
#include "catalog/indexing.h"
#include "catalog/pg_am.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_index.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/growable_array.h"
#include "facts/catalog/snapshot.h"
#include "facts/change/change.h"
#include "facts/measured/work_counts.h"
#include "facts/relation/indexes.h"
#include "lib/stringinfo.h"
#include "nodes/value.h"
#include "utils/builtins.h"
#include "utils/rel.h"

/* A broken row's vector may be shorter than the row says. */
static void
copy_oids(Oid *out, const oidvector *vector, int n)
{
	memcpy(out, vector->values, sizeof(Oid) * Min(n, vector->dim1));
}

void
facts_form_index(HeapTuple tuple, Relation catalog, IndexFacts *out)
{
	Form_pg_index form = (Form_pg_index) GETSTRUCT(tuple);
	Datum		values[Natts_pg_index];
	bool		nulls[Natts_pg_index];
	int			nkeys;

	memset(out, 0, sizeof(*out));
	out->indexrelid = form->indexrelid;
	out->indisunique = form->indisunique;
	out->indnullsnotdistinct = form->indnullsnotdistinct;
	out->indisprimary = form->indisprimary;
	out->indisexclusion = form->indisexclusion;
	out->indimmediate = form->indimmediate;
	out->indisclustered = form->indisclustered;
	out->indisvalid = form->indisvalid;
	out->indisready = form->indisready;
	out->indislive = form->indislive;
	out->indisreplident = form->indisreplident;
	out->indnatts = Max(Min(form->indnatts, form->indkey.dim1), 0);
	nkeys = out->indnkeyatts = Max(Min(form->indnkeyatts, out->indnatts), 0);

	out->indkey = palloc(sizeof(AttrNumber) * Max(out->indnatts, 1));
	memcpy(out->indkey, form->indkey.values, sizeof(AttrNumber) * out->indnatts);

	out->indcollation = palloc0(sizeof(Oid) * Max(nkeys, 1));
	out->indclass = palloc0(sizeof(Oid) * Max(nkeys, 1));
	out->indoption = palloc0(sizeof(int16) * Max(nkeys, 1));

	/* all of them at once: each alone would be sought from the first on */
	heap_deform_tuple(tuple, RelationGetDescr(catalog), values, nulls);
	if (!nulls[Anum_pg_index_indcollation - 1])
		copy_oids(out->indcollation,
				  (const oidvector *) DatumGetPointer(values[Anum_pg_index_indcollation - 1]),
				  nkeys);
	if (!nulls[Anum_pg_index_indclass - 1])
		copy_oids(out->indclass,
				  (const oidvector *) DatumGetPointer(values[Anum_pg_index_indclass - 1]),
				  nkeys);
	if (!nulls[Anum_pg_index_indoption - 1])
	{
		const int2vector *options =
			(const int2vector *) DatumGetPointer(values[Anum_pg_index_indoption - 1]);

		memcpy(out->indoption, options->values, sizeof(int16) * Min(nkeys, options->dim1));
	}
	if (!nulls[Anum_pg_index_indexprs - 1])
		out->indexprs = TextDatumGetCString(values[Anum_pg_index_indexprs - 1]);
	if (!nulls[Anum_pg_index_indpred - 1])
		out->indpred = TextDatumGetCString(values[Anum_pg_index_indpred - 1]);
	out->lead = facts_index_lead(out);
}

void
index_form_class(const FormData_pg_class *form, IndexClassFacts *out)
{
	out->relam = form->relam;
	out->relpages = form->relpages;
	out->is_partition = form->relispartition;
}

/* "nspname" is the schema's name, or NULL: to be read. */
static bool
fill_index_class(IndexFacts *index, const FormData_pg_class *form, char *nspname,
				 Snapshot snapshot)
{
	index_form_class(form, &index->class);
	index->relname = pstrdup(NameStr(form->relname));
	index->relfilenode = form->relfilenode;
	index->nspname = nspname ? nspname : facts_namespace_name(form->relnamespace, snapshot);
	return index->nspname != NULL;
}

/* Of an index that this transaction made: only the relcache knows it already. */
static bool
read_new_class(IndexFacts *index, char *nspname)
{
	Relation	relation = RelationIdGetRelation(index->indexrelid);
	bool		filled;

	if (!RelationIsValid(relation))
		return false;
	filled = fill_index_class(index, relation->rd_rel, nspname, NULL);
	RelationClose(relation);
	return filled;
}

/* Name, schema and access method of an index, from its own pg_class row. */
static bool
read_index_class(IndexFacts *index, char *nspname, Snapshot snapshot)
{
	HeapTuple	tuple;

	if (snapshot == NULL && index->fresh)
		return read_new_class(index, nspname);
	tuple = facts_fetch_class(index->indexrelid, snapshot);
	if (!HeapTupleIsValid(tuple))
		return false;
	return fill_index_class(index, (Form_pg_class) GETSTRUCT(tuple), nspname, snapshot);
}

/* May operator classes of that index have options?  Those of the server's btree have none. */
static bool
may_have_options(const IndexFacts *index)
{
	if (index->relam != BTREE_AM_OID && index->relam != HASH_AM_OID)
		return true;
	for (int k = 0; k < index->indnkeyatts; k++)
	{
		if (index->indclass[k] >= FirstNormalObjectId)
			return true;
	}
	return false;
}

void
facts_read_options(IndexFacts *index, Snapshot snapshot)
{
	CatalogScan scan;
	HeapTuple	tuple;
	StringInfoData buf;

	if (!may_have_options(index))
		return;
	initStringInfo(&buf);
	catalog_scan_oid(&scan, AttributeRelationId, AttributeRelidNumIndexId,
					 Anum_pg_attribute_attrelid, index->indexrelid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_attribute form = (Form_pg_attribute) GETSTRUCT(tuple);
		bool		isnull;
		Datum		datum = heap_getattr(tuple, Anum_pg_attribute_attoptions,
										 RelationGetDescr(scan.catalog), &isnull);
		ListCell   *lc;

		if (isnull)
			continue;
		appendStringInfo(&buf, "%d:", form->attnum);
		foreach(lc, untransformRelOptions(datum))
		{
			DefElem    *option = lfirst_node(DefElem, lc);

			appendStringInfo(&buf, " %s=%s", option->defname,
							 option->arg ? strVal(option->arg) : "");
		}
		appendStringInfoChar(&buf, ';');
	}
	catalog_scan_end(&scan);
	if (buf.len > 0)
		index->options = buf.data;
}

/* Of indexes that say the same, a foreign key may rely on either. */
static void
read_references(IndexFacts *indexes, int nindexes, Snapshot snapshot)
{
	for (int i = 0; i < nindexes; i++)
	{
		bool		has_equal = false;

		for (int j = 0; j < nindexes && !has_equal && indexes[i].indisunique; j++)
			has_equal = i != j && facts_index_equal(&indexes[i], &indexes[j]);
		if (has_equal)
			indexes[i].referenced = facts_is_referenced(indexes[i].indexrelid, snapshot);
	}
}

/*
 * May the index of that row do the work of a fresh one, or that one its work?  One
 * of them begins with the key columns of the other, and the predicate is the same.
 */
static bool
is_similar(HeapTuple tuple, Relation catalog, const IndexFacts *fresh, int nfresh)
{
	Form_pg_index form = (Form_pg_index) GETSTRUCT(tuple);
	char	   *predicate = NULL;
	bool		found = false;

	for (int i = 0; i < nfresh && !found; i++)
	{
		int			nkeys = Min(form->indnkeyatts, fresh[i].indnkeyatts);

		if (form->indkey.dim1 < nkeys ||
			memcmp(form->indkey.values, fresh[i].indkey, sizeof(AttrNumber) * nkeys) != 0)
			continue;
		hygiene_counts.index_comparisons++;
		if (predicate == NULL)
			predicate = facts_text_attribute(tuple, catalog, Anum_pg_index_indpred);
		found = facts_nodes_equal(predicate, fresh[i].indpred);
	}
	if (predicate != NULL)
		pfree(predicate);
	return found;
}

static int
index_cmp(const void *a, const void *b)
{
	Oid			oid_a = ((const IndexFacts *) a)->indexrelid;
	Oid			oid_b = ((const IndexFacts *) b)->indexrelid;

	return oid_a < oid_b ? -1 : oid_a > oid_b;
}

/* Indexes of which nothing but the row of pg_index has been read. */
typedef struct IndexRows
{
	IndexFacts *rows;
	int			nrows;
	int			allocated;
} IndexRows;

static void
add_row(IndexRows *rows, HeapTuple tuple, Relation catalog, bool fresh)
{
	IndexFacts *index = ARRAY_ADD(IndexFacts, rows->rows, rows->nrows, rows->allocated);

	facts_form_index(tuple, catalog, index);
	index->fresh = fresh;
}

/* If "similar", of the others only those similar to fresh ones. */
static void
read_rows(IndexRows *rows, Oid relid, Snapshot snapshot, CommandId since, bool similar)
{
	List	   *others = NIL;
	CatalogScan scan;
	HeapTuple	tuple;
	ListCell   *lc;
	int			nfresh;

	catalog_scan_oid(&scan, IndexRelationId, IndexIndrelidIndexId, Anum_pg_index_indrelid,
					 relid, snapshot);
	while (HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		bool		fresh = facts_written_since(tuple, since);

		if (similar && !fresh)
			others = lappend(others, heap_copytuple(tuple));
		else
			add_row(rows, tuple, scan.catalog, fresh);
	}
	nfresh = rows->nrows;
	foreach(lc, others)
	{
		tuple = (HeapTuple) lfirst(lc);
		if (is_similar(tuple, scan.catalog, rows->rows, nfresh))
			add_row(rows, tuple, scan.catalog, false);
		heap_freetuple(tuple);
	}
	catalog_scan_end(&scan);
}

IndexFacts *
facts_read_indexes(Oid relid, Snapshot snapshot, CommandId since, bool similar, int *nindexes)
{
	IndexRows	rows = {0};
	IndexFacts *indexes;
	int			n = 0;

	read_rows(&rows, relid, snapshot, since, similar);
	indexes = palloc(sizeof(IndexFacts) * Max(rows.nrows, 1));
	for (int i = 0; i < rows.nrows; i++)
	{
		/* each has a row of pg_class to be read; all lie in the table's schema */
		if (!read_index_class(&rows.rows[i], n > 0 ? indexes[0].nspname : NULL, snapshot))
			continue;
		facts_read_options(&rows.rows[i], snapshot);
		indexes[n++] = rows.rows[i];
	}

	qsort(indexes, n, sizeof(IndexFacts), index_cmp);
	read_references(indexes, n, snapshot);
	*nindexes = n;
	return indexes;
}
