/*-------------------------------------------------------------------------
 *
 * stream.c
 *		The facts of all relations under one snapshot, one after the other.
 *
 * Walks the records that were kept (stream_records.c) in the order of their
 * OIDs, together with pg_constraint and pg_index by their indexes that begin
 * with the relation's OID.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "facts/reader.h"
#include "facts/security.h"
#include "facts/statistics.h"
#include "facts/stream_records.h"
#include "facts/usage.h"
#include "miscadmin.h"
#include "utils/memutils.h"
#include "utils/rel.h"

/* An ordered scan of a catalog, one row ahead. */
typedef struct Merge
{
	Relation	catalog;
	Relation	index;
	SysScanDesc scan;
	HeapTuple	tuple;			/* the next one, or NULL at the end */
} Merge;

struct FactsStream
{
	MemoryContext context;		/* the stream and all its records */
	MemoryContext step;			/* the relation handed out last */
	Snapshot	snapshot;
	Oid			relid;			/* of a single relation */
	int			next;			/* place in the records */
	StreamRecords records;
	const AttributeWanted *statistics_wants;
	int			nstatistics_wants;
	Merge		constraints;
	Merge		indexes;
	UsageReading usage;
};

static void
merge_begin(Merge *merge, Oid catalogid, Oid indexid, Snapshot snapshot)
{
	merge->catalog = table_open(catalogid, AccessShareLock);
	merge->index = index_open(indexid, AccessShareLock);
	merge->scan = systable_beginscan_ordered(merge->catalog, merge->index, snapshot, 0, NULL);
	merge->tuple = NULL;
}

/* The scan allocates on its way what must live as long as it. */
static void
merge_next(FactsStream *stream, Merge *merge)
{
	MemoryContext old = MemoryContextSwitchTo(stream->context);

	merge->tuple = systable_getnext_ordered(merge->scan, ForwardScanDirection);
	MemoryContextSwitchTo(old);
}

static void
merge_end(Merge *merge)
{
	systable_endscan_ordered(merge->scan);
	index_close(merge->index, AccessShareLock);
	table_close(merge->catalog, AccessShareLock);
}

FactsStream *
facts_stream_begin(Snapshot snapshot, Oid relid, Oid nspoid,
				   const AttributeWanted *wants, int nwants)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "hygiene stream",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old;
	FactsStream *stream = MemoryContextAllocZero(context, sizeof(FactsStream));

	stream->context = context;
	stream->step = AllocSetContextCreate(context, "hygiene relation", ALLOCSET_DEFAULT_SIZES);
	stream->snapshot = snapshot;
	stream->relid = relid;
	stream->records.context = context;
	if (OidIsValid(relid))
		return stream;

	old = MemoryContextSwitchTo(context);
	stream_read_records(&stream->records, snapshot, nspoid, wants, nwants);
	merge_begin(&stream->constraints, ConstraintRelationId, ConstraintRelidTypidNameIndexId,
				snapshot);
	merge_begin(&stream->indexes, IndexRelationId, IndexIndrelidIndexId, snapshot);
	merge_next(stream, &stream->constraints);
	merge_next(stream, &stream->indexes);
	MemoryContextSwitchTo(old);
	return stream;
}

void
facts_stream_want_statistics(FactsStream *stream, const AttributeWanted *wants, int nwants)
{
	stream->statistics_wants = wants;
	stream->nstatistics_wants = nwants;
}

void
facts_stream_end(FactsStream *stream)
{
	if (!OidIsValid(stream->relid))
	{
		merge_end(&stream->constraints);
		merge_end(&stream->indexes);
	}
	MemoryContextDelete(stream->context);
}

/* The kept attributes, by number. */
static void
fill_attributes(RelationFacts *rel, const KeptRelation *record)
{
	int			place;

	for (const KeptAttribute *kept = record->atts; kept; kept = kept->next)
		rel->natts++;
	if (rel->natts == 0)
		return;
	rel->atts = palloc0(rel->natts * sizeof(AttributeFacts));

	/* linked the last first, and mostly read in order */
	place = rel->natts;
	for (const KeptAttribute *kept = record->atts; kept; kept = kept->next)
	{
		int			i = --place;

		for (; i + 1 < rel->natts && rel->atts[i + 1].attnum < kept->attnum; i++)
			rel->atts[i] = rel->atts[i + 1];
		rel->atts[i].attnum = kept->attnum;
		rel->atts[i].attname = unconstify(char *, kept->attname);
		rel->atts[i].type = kept->type;
		rel->atts[i].attcollation = kept->attcollation;
		rel->atts[i].attnotnull = kept->attnotnull;
		rel->atts[i].atthasdef = kept->atthasdef;
		rel->atts[i].attidentity = kept->attidentity;
		rel->atts[i].attgenerated = kept->attgenerated;
		rel->atts[i].attislocal = kept->attislocal;
		rel->atts[i].attinhcount = kept->attinhcount;
	}
}

/* What the referenced columns of a key are called, and their types. */
static void
fill_parent_keys(FactsStream *stream, ConstraintFacts *con, const KeptRelation *parent)
{
	con->confattnames = palloc0(sizeof(char *) * Max(con->nkeys, 1));
	con->conftypes = palloc0(sizeof(TypeFacts *) * Max(con->nkeys, 1));
	for (int k = 0; k < con->nkeys; k++)
	{
		const KeptAttribute *kept = parent->atts;

		while (kept != NULL && kept->attnum != con->confkey[k])
			kept = kept->next;
		if (kept == NULL)
			continue;
		con->confattnames[k] = unconstify(char *, kept->attname);
		con->conftypes[k] = kept->type;
	}
}

static void
fill_constraints(FactsStream *stream, RelationFacts *rel)
{
	Merge	   *merge = &stream->constraints;
	int			allocated = 0;

	for (; HeapTupleIsValid(merge->tuple); merge_next(stream, merge))
	{
		Oid			conrelid = ((Form_pg_constraint) GETSTRUCT(merge->tuple))->conrelid;
		ConstraintFacts *con;

		if (conrelid > rel->relid)
			break;
		if (conrelid < rel->relid)
			continue;
		if (rel->nconstraints == allocated)
		{
			allocated = allocated == 0 ? 4 : allocated * 2;
			rel->constraints = rel->constraints == NULL ?
				palloc(allocated * sizeof(ConstraintFacts)) :
				repalloc(rel->constraints, allocated * sizeof(ConstraintFacts));
		}
		con = &rel->constraints[rel->nconstraints++];
		facts_form_constraint(merge->tuple, merge->catalog, con);
		if (con->contype == CONSTRAINT_FOREIGN)
		{
			const KeptRelation *parent = kept_find(&stream->records.relations, con->confrelid);
			const KeptSchema *schema = parent == NULL ? NULL :
				kept_find(&stream->records.schemas, parent->relnamespace);

			if (schema != NULL)
			{
				con->confnspname = unconstify(char *, schema->nspname);
				con->confrelname = unconstify(char *, parent->relname);
				fill_parent_keys(stream, con, parent);
			}
			else
			{
				facts_name_relation(con->confrelid, stream->snapshot, &con->confnspname,
									&con->confrelname);
				facts_read_parent_keys(con, stream->snapshot);
			}
		}
	}
}

/* After the constraints, some of which own indexes. */
static void
fill_indexes(FactsStream *stream, RelationFacts *rel)
{
	Merge	   *merge = &stream->indexes;
	int			allocated = 0;

	for (; HeapTupleIsValid(merge->tuple); merge_next(stream, merge))
	{
		Form_pg_index form = (Form_pg_index) GETSTRUCT(merge->tuple);
		const KeptIndex *kept;
		IndexFacts *index;

		if (form->indrelid > rel->relid)
			break;
		if (form->indrelid < rel->relid)
			continue;
		kept = kept_find(&stream->records.indexes, form->indexrelid);
		if (kept == NULL)
			continue;
		if (rel->nindexes == allocated)
		{
			allocated = allocated == 0 ? 4 : allocated * 2;
			rel->indexes = rel->indexes == NULL ?
				palloc(allocated * sizeof(IndexFacts)) :
				repalloc(rel->indexes, allocated * sizeof(IndexFacts));
		}
		index = &rel->indexes[rel->nindexes++];
		facts_form_index(merge->tuple, merge->catalog, index);
		index->relname = unconstify(char *, kept->relname);
		/* an index lies in the schema of its table */
		index->nspname = rel->nspname;
		index->relam = kept->relam;
		index->is_partition = kept->is_partition;
		index->relpages = kept->relpages;
		index->referenced = form->indisunique &&
			kept_find(&stream->records.referenced, form->indexrelid) != NULL;
		for (int i = 0; i < rel->nconstraints; i++)
		{
			const ConstraintFacts *con = &rel->constraints[i];

			if (con->conindid == index->indexrelid && con->contype != CONSTRAINT_FOREIGN)
				index->constraintid = con->conid;
		}
	}
}

static RelationFacts *
next_relation(FactsStream *stream)
{
	const KeptRelation *record;
	const KeptSchema *schema;
	RelationFacts *rel;

	if (stream->next >= stream->records.relations.nitems)
		return NULL;
	record = (const KeptRelation *) stream->records.relations.items + stream->next++;
	schema = kept_find(&stream->records.schemas, record->relnamespace);

	rel = palloc0(sizeof(RelationFacts));
	rel->relid = record->relid;
	rel->relname = unconstify(char *, record->relname);
	rel->relnamespace = record->relnamespace;
	rel->nspname = unconstify(char *, schema->nspname);
	rel->relowner = record->relowner;
	rel->relkind = record->relkind;
	rel->relpersistence = record->relpersistence;
	rel->relreplident = record->relreplident;
	rel->relispartition = record->relispartition;
	rel->relrowsecurity = record->relrowsecurity;
	rel->relforcerowsecurity = record->relforcerowsecurity;
	rel->relam = record->relam;
	rel->reloftype = record->reloftype;
	rel->relfilenode = record->relfilenode;
	rel->relpages = record->relpages;
	rel->reltuples = record->reltuples;
	rel->parent = record->parent;
	rel->published = record->published;
	rel->ncolumns = record->ncolumns;
	rel->nnotnull = record->nnotnull;
	rel->money_siblings = record->money_siblings;

	fill_attributes(rel, record);
	fill_constraints(stream, rel);
	fill_indexes(stream, rel);
	if (record->has_policies)
		rel->policies = facts_read_policies(rel->relid, stream->snapshot, &rel->npolicies);
	if (rel->nconstraints > 0)
		facts_cover_foreign_keys(rel, stream->snapshot);
	usage_fill(&stream->usage, rel, stream->snapshot);
	return rel;
}

/* The single relation, the first time. */
static RelationFacts *
single_relation(FactsStream *stream)
{
	RelationFacts *rel;

	if (stream->next++ > 0)
		return NULL;
	rel = facts_read_relation(stream->relid, stream->snapshot);
	if (rel == NULL || rel->extension_member || !stream_looks_at_schema(rel->nspname) ||
		!stream_looks_at_relation(rel->relkind, rel->relpersistence))
		return NULL;
	usage_fill(&stream->usage, rel, stream->snapshot);
	return rel;
}

const RelationFacts *
facts_stream_next(FactsStream *stream)
{
	MemoryContext old;
	RelationFacts *rel;

	CHECK_FOR_INTERRUPTS();
	MemoryContextReset(stream->step);
	old = MemoryContextSwitchTo(stream->step);
	rel = OidIsValid(stream->relid) ? single_relation(stream) : next_relation(stream);
	if (rel != NULL && stream->nstatistics_wants > 0)
		facts_read_statistics(rel, stream->snapshot, stream->statistics_wants,
							  stream->nstatistics_wants);
	MemoryContextSwitchTo(old);
	return rel;
}
