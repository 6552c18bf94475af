/*-------------------------------------------------------------------------
 *
 * stream.c
 *		The facts of all relations under one snapshot, one after the other.
 *
 * Walks the records that were kept (stream_records.c) in the order of their
 * OIDs, together with the rows of pg_constraint and pg_index that belong to
 * them (relation_rows.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "facts/better_name.h"
#include "facts/key_sequence.h"
#include "facts/linked.h"
#include "facts/policies.h"
#include "facts/reader.h"
#include "facts/statistics.h"
#include "facts/stream_records.h"
#include "facts/usage.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"

struct FactsStream
{
	MemoryContext context;		/* the stream and all its records */
	MemoryContext step;			/* the relation handed out last */
	Snapshot	snapshot;
	Oid			relid;			/* of a single relation */
	int			next;			/* place in the records */
	int			near_index;		/* where the last index was found */
	StreamRecords records;
	const StreamWanted *wanted;
	UsageReading usage;
	LinkedReading linked;
	GivenNames	given;
};

FactsStream *
facts_stream_begin(Snapshot snapshot, Oid relid, Oid nspoid, const StreamWanted *wanted)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "hygiene stream",
												  ALLOCSET_DEFAULT_SIZES);
	FactsStream *stream = MemoryContextAllocZero(context, sizeof(FactsStream));

	stream->context = context;
	stream->step = AllocSetContextCreate(context, "hygiene relation", ALLOCSET_DEFAULT_SIZES);
	stream->snapshot = snapshot;
	stream->relid = relid;
	stream->wanted = wanted;
	stream->records.context = context;
	stream->linked.context = context;
	stream->given.context = context;
	if (!OidIsValid(relid))
		stream_read_records(&stream->records, snapshot, nspoid, wanted);
	return stream;
}

void
facts_stream_end(FactsStream *stream)
{
	if (!OidIsValid(stream->relid))
	{
		relation_rows_end(&stream->records.constraints);
		relation_rows_end(&stream->records.index_rows);
	}
	MemoryContextDelete(stream->context);
}

bool
facts_stream_note(FactsStream *stream, Oid relid, uint64 definition, int same, int other)
{
	KeptRelation *rel = kept_find(&stream->records.relations, relid);

	if (rel != NULL)
		rel->note = rel->definition == definition ? same : other;
	return rel != NULL;
}

static char *
name_of(const StreamRecords *records, uint32 name)
{
	return unconstify(char *, text_store_get(&records->names, name));
}

/* The kept attributes, by number. */
static void
fill_attributes(const StreamRecords *records, RelationFacts *rel, const KeptRelation *record)
{
	const KeptAttribute *kept;
	int			place;

	for (uint32 i = record->atts; i != 0; i = records->atts[i].next)
		rel->natts++;
	if (rel->natts == 0)
		return;
	rel->atts = palloc0(rel->natts * sizeof(AttributeFacts));

	/* linked the last first, and mostly read in order */
	place = rel->natts;
	for (uint32 next = record->atts; next != 0; next = kept->next)
	{
		const AttributeShape *shape;
		int			i = --place;

		kept = &records->atts[next];
		shape = &records->shapes[kept->shape];
		for (; i + 1 < rel->natts && rel->atts[i + 1].attnum < kept->attnum; i++)
			rel->atts[i] = rel->atts[i + 1];
		rel->atts[i].attnum = kept->attnum;
		rel->atts[i].attname = unconstify(char *, shape->attname);
		rel->atts[i].type = shape->type;
		rel->atts[i].attcollation = shape->attcollation;
		rel->atts[i].attnotnull = shape->attnotnull;
		rel->atts[i].atthasdef = shape->atthasdef;
		rel->atts[i].attidentity = shape->attidentity;
		rel->atts[i].attgenerated = shape->attgenerated;
		rel->atts[i].attislocal = shape->attislocal;
		rel->atts[i].attinhcount = shape->attinhcount;
		rel->wanted |= shape->wanted;
		if (shape->wanted_stats != 0 && MAY_HAVE_STATS(record))
		{
			rel->atts[i].wants_stats = true;
			rel->wanted |= shape->wanted_stats;
		}
	}
}

/* A better name for one of them must not be another one's. */
static void
fill_others(FactsStream *stream, RelationFacts *rel)
{
	if (rel->natts == rel->ncolumns)
		return;
	for (int i = 0; i < rel->natts; i++)
	{
		if (quote_identifier(rel->atts[i].attname) != rel->atts[i].attname)
		{
			facts_read_others(rel, stream->snapshot);
			return;
		}
	}
}

/* What the referenced columns of a key are called, and their types. */
static void
fill_parent_keys(const StreamRecords *records, ConstraintFacts *con, const KeptRelation *parent)
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
			const AttributeShape *shape = &records->shapes[records->atts[next].shape];

			con->confattnames[k] = unconstify(char *, shape->attname);
			con->conftypes[k] = shape->type;
		}
	}
}

static void
fill_constraints(FactsStream *stream, RelationFacts *rel)
{
	RelationRows *rows = &stream->records.constraints;
	HeapTuple	tuple;
	int			allocated = 0;

	while ((tuple = relation_rows_next(rows, rel->relid)) != NULL)
	{
		ConstraintFacts *con;

		if (rel->nconstraints == allocated)
		{
			allocated = allocated == 0 ? 4 : allocated * 2;
			rel->constraints = rel->constraints == NULL ?
				palloc(allocated * sizeof(ConstraintFacts)) :
				repalloc(rel->constraints, allocated * sizeof(ConstraintFacts));
		}
		con = &rel->constraints[rel->nconstraints++];
		facts_form_constraint(tuple, rows->catalog, con);
		if (con->contype == CONSTRAINT_FOREIGN)
		{
			const KeptRelation *parent = kept_find(&stream->records.relations, con->confrelid);
			const KeptSchema *schema = parent == NULL ? NULL :
				kept_find(&stream->records.schemas, parent->relnamespace);

			if (schema != NULL)
			{
				con->confnspname = unconstify(char *, schema->nspname);
				con->confrelname = name_of(&stream->records, parent->relname);
				fill_parent_keys(&stream->records, con, parent);
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
	RelationRows *rows = &stream->records.index_rows;
	HeapTuple	tuple;
	int			allocated = 0;

	while ((tuple = relation_rows_next(rows, rel->relid)) != NULL)
	{
		Form_pg_index form = (Form_pg_index) GETSTRUCT(tuple);
		const KeptIndex *kept;
		IndexFacts *index;

		kept = kept_find_near(&stream->records.indexes, form->indexrelid,
							  &stream->near_index);
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
		facts_form_index(tuple, rows->catalog, index);
		index->relname = name_of(&stream->records, kept->relname);
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
	rel->relname = name_of(&stream->records, record->relname);
	rel->relnamespace = record->relnamespace;
	rel->nspname = unconstify(char *, schema->nspname);
	rel->definition = record->definition;
	rel->relowner = record->relowner;
	rel->relkind = record->relkind;
	rel->relpersistence = record->relpersistence;
	rel->relreplident = record->relreplident;
	rel->relispartition = record->relispartition;
	rel->relrowsecurity = record->relrowsecurity;
	rel->relforcerowsecurity = record->relforcerowsecurity;
	rel->relam = record->relam;
	rel->reloftype = record->reloftype;
	rel->relpages = record->relpages;
	rel->reltuples = record->reltuples;
	rel->parent = record->parent;
	rel->published = record->published;
	rel->ncolumns = record->ncolumns;
	rel->nnotnull = record->nnotnull;
	rel->money_siblings = record->money_siblings;
	rel->note = record->note;

	rel->better_name = better_relation_name(rel->relname, rel->relnamespace, &stream->given,
											stream->snapshot);
	fill_attributes(&stream->records, rel, record);
	fill_others(stream, rel);
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
	rel->wanted = PG_UINT64_MAX;
	for (int i = 0; i < rel->natts; i++)
	{
		for (int w = 0; w < stream->wanted->naskers && !rel->atts[i].wants_stats; w++)
			rel->atts[i].wants_stats = stream->wanted->statistics[w] != NULL &&
				stream->wanted->statistics[w] (&rel->atts[i]);
	}
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
	if (rel != NULL)
	{
		facts_read_statistics(rel, stream->snapshot);
		if (stream->wanted->sequence)
			sequences_fill(rel, stream->wanted->sequence, stream->snapshot);
		if (stream->wanted->nlinked > 0)
			linked_fill(&stream->linked, rel, stream->wanted, !OidIsValid(stream->relid),
						stream->snapshot);
	}
	MemoryContextSwitchTo(old);
	return rel;
}
