/*-------------------------------------------------------------------------
 *
 * stream.c
 *		The facts of all relations under one snapshot, one after the other.
 *
 * Returns the records that stream_read.c stored, in the order of their OIDs.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "facts/catalog/oid_array.h"
#include "facts/catalog/unquoted_name.h"
#include "facts/catalog/user_schema.h"
#include "facts/keys/fk_columns.h"
#include "facts/keys/fk_cover.h"
#include "facts/measured/key_sequence.h"
#include "facts/keys/read_relation.h"
#include "facts/measured/statistics.h"
#include "facts/measured/usage_statistics.h"
#include "facts/relation/attributes.h"
#include "facts/relation/indexes.h"
#include "facts/relation/policies.h"
#include "facts/stream/stream.h"
#include "facts/stream/stream_keys.h"
#include "facts/stream/stream_read.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"

/*
 * The attributes of so many of the next relations are prefetched, one of each
 * whenever a relation is returned; a power of two.
 */
#define AHEAD 8

struct FactsStream
{
	MemoryContext context;		/* the stream and all its records */
	MemoryContext step;			/* the relation handed out last */
	Snapshot	snapshot;
	Oid			relid;			/* of a single relation */
	int			next;			/* index in the records */
	StreamRecords records;
	uint32		ahead[AHEAD];	/* of the next relations: attributes asked for */
	const StreamWanted *wanted;
	UsageReading usage;
	FkColumnsReading fk_columns;
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
	stream->fk_columns.context = context;
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
		rows_by_relation_end(&stream->records.constraint_rows);
		rows_by_relation_end(&stream->records.index_rows);
	}
	MemoryContextDelete(stream->context);
}

Oid
facts_stream_column_type(const FactsStream *stream, Oid relid, AttrNumber attnum)
{
	const StreamRecords *records = &stream->records;
	const StreamRelation *rel = oid_array_find(&records->relations, relid);
	const StreamAttribute *stored;

	for (uint32 next = rel ? rel->atts : 0; next != 0; next = stored->next)
	{
		stored = &records->atts[next];
		if (stored->attnum == attnum)
			return records->distinct_atts[stored->distinct].facts.atttypid;
	}
	return InvalidOid;
}

/* Prefetches the attributes of the next relations, which may lie anywhere. */
static void
prefetch_attributes(FactsStream *stream)
{
	const StreamRecords *records = &stream->records;
	int			last = stream->next + AHEAD - 1;

	for (int i = 0; i < AHEAD; i++)
	{
		uint32	   *next = &stream->ahead[i];

		if (*next != 0)
			*next = records->atts[*next].next;
		if (i == last % AHEAD)
			*next = last < records->relations.nitems ?
				((const StreamRelation *) records->relations.items)[last].atts : 0;
		if (*next != 0)
			prefetch_item(&records->atts[*next], sizeof(StreamAttribute));
	}
}

/* Fills in the stored attributes, ordered by number. */
static void
fill_attributes(const StreamRecords *records, RelationFacts *rel, const StreamRelation *record)
{
	const StreamAttribute *stored;
	int			next_att;

	for (uint32 i = record->atts; i != 0; i = records->atts[i].next)
		rel->natts++;
	if (rel->natts == 0)
		return;
	rel->atts = palloc0(rel->natts * sizeof(AttributeFacts));

	/* the list begins with the last one read, and most were read in order */
	next_att = rel->natts;
	for (uint32 next = record->atts; next != 0; next = stored->next)
	{
		const DistinctAttribute *distinct;
		int			i = --next_att;

		stored = &records->atts[next];
		distinct = &records->distinct_atts[stored->distinct];
		for (; i + 1 < rel->natts && rel->atts[i + 1].attnum < stored->attnum; i++)
			rel->atts[i] = rel->atts[i + 1];
		rel->atts[i] = distinct->facts;
		rel->atts[i].attnum = stored->attnum;
		rel->wanted |= distinct->wanted;
		if (distinct->wanted_stats != 0 && MAY_HAVE_STATS(record))
		{
			rel->atts[i].wants_stats = true;
			rel->wanted |= distinct->wanted_stats;
		}
	}
}

/* Reads the names of all attributes where one of them needs a better name. */
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

static RelationFacts *
next_relation(FactsStream *stream)
{
	const StreamRelation *record;
	const StreamSchema *schema;
	RelationFacts *rel;

	if (stream->next >= stream->records.relations.nitems)
		return NULL;
	if (stream->records.scattered)
		prefetch_attributes(stream);
	record = (const StreamRelation *) stream->records.relations.items + stream->next++;
	schema = oid_array_find(&stream->records.schemas, record->class.relnamespace);

	rel = palloc0(sizeof(RelationFacts));
	rel->class = record->class;
	rel->relname = stream_name(&stream->records, record->relname);
	rel->nspname = unconstify(char *, schema->nspname);
	rel->parent = record->parent;
	rel->published = record->published;
	rel->ncolumns = record->ncolumns;
	rel->nnotnull = record->nnotnull;
	rel->money_siblings = record->money_siblings;

	rel->better_name = better_relation_name(rel->relname, rel->relnamespace, &stream->given,
											stream->snapshot);
	fill_attributes(&stream->records, rel, record);
	fill_others(stream, rel);
	stream_fill_constraints(&stream->records, rel, stream->snapshot);
	stream_fill_indexes(&stream->records, rel);
	for (int i = 0; i < rel->nindexes; i++)
		facts_read_options(&rel->indexes[i], stream->snapshot);
	if (record->has_policies)
		rel->policies = facts_read_policies(rel->relid, stream->snapshot, &rel->npolicies);
	if (rel->nconstraints > 0)
		facts_cover_foreign_keys(rel, stream->snapshot);
	usage_statistics_fill(&stream->usage, rel, stream->snapshot);
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
	if (rel == NULL || rel->extension_member || !is_user_schema(rel->nspname) ||
		!is_audited_relation(rel->relkind, rel->relpersistence))
		return NULL;
	rel->wanted = PG_UINT64_MAX;
	for (int i = 0; i < rel->natts; i++)
	{
		for (int w = 0; w < stream->wanted->naskers && !rel->atts[i].wants_stats; w++)
			rel->atts[i].wants_stats = stream->wanted->statistics[w] != NULL &&
				stream->wanted->statistics[w] (&rel->atts[i]);
	}
	usage_statistics_fill(&stream->usage, rel, stream->snapshot);
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
		if (stream->wanted->nsequences > 0)
			key_sequences_fill(rel, stream->wanted->sequences, stream->wanted->nsequences,
							   stream->snapshot);
		if (stream->wanted->nlinked > 0)
			fk_columns_fill(&stream->fk_columns, rel, stream->wanted->linked, stream->wanted->nlinked,
							!OidIsValid(stream->relid), stream->snapshot);
	}
	MemoryContextSwitchTo(old);
	return rel;
}
