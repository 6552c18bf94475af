/*-------------------------------------------------------------------------
 *
 * stream_attributes.c
 *		The part of a stream that reads pg_attribute.
 *
 * pg_attribute is by far the largest of these catalogs, and applications have few
 * names and types of columns: the facts of an attribute, and whether the rules
 * need it, are worked out once for all attributes that are alike.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_attribute.h"
#include "common/hashfn.h"
#include "facts/catalog/base_type.h"
#include "facts/catalog/growable_array.h"
#include "facts/catalog/oid_array.h"
#include "facts/relation/attributes.h"
#include "facts/stream/stream_attributes.h"
#include "facts/stream/stream_records.h"
#include "miscadmin.h"
#include "storage/bufmgr.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "words/money.h"

/* Distinct attributes that are looked for; beyond, each attribute is stored by itself. */
#define MAX_DISTINCT 32768

/* Bytes: no row of pg_attribute is smaller. */
#define MIN_ATTRIBUTE_ROW 160

typedef struct TypeEntry
{
	uint64		key;			/* type and typmod */
	const TypeFacts *type;
	char		status;
} TypeEntry;

#define SH_PREFIX types
#define SH_ELEMENT_TYPE TypeEntry
#define SH_KEY_TYPE uint64
#define SH_KEY key
#define SH_HASH_KEY(tb, key) hash_combine(murmurhash32((uint32) (key)), murmurhash32((uint32) ((key) >> 32)))
#define SH_EQUAL(tb, a, b) ((a) == (b))
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

typedef struct DistinctEntry
{
	uint32		number;
	uint32		hash;
	char		status;
} DistinctEntry;

/* The key is a number of a distinct attribute; the one to look up is behind all others. */
#define DISTINCT(tb, i) (&((StreamRecords *) (tb)->private_data)->distinct_atts[i])
static bool same_attribute(const DistinctAttribute *a, const DistinctAttribute *b);
static uint32 attribute_hash(const DistinctAttribute *att);

#define SH_PREFIX distinct
#define SH_ELEMENT_TYPE DistinctEntry
#define SH_KEY_TYPE uint32
#define SH_KEY number
#define SH_HASH_KEY(tb, key) attribute_hash(DISTINCT(tb, key))
#define SH_EQUAL(tb, a, b) same_attribute(DISTINCT(tb, a), DISTINCT(tb, b))
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a) (a)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/*
 * Where the catalog is in no order, each attribute's relation is prefetched: so
 * many are pending at a time; a power of two.
 */
#define PENDING 16

typedef struct Pending
{
	StreamRelation *rel;
	uint32		distinct;
	AttrNumber	attnum;
} Pending;

typedef struct Reading
{
	StreamRecords *records;
	Snapshot	snapshot;
	const StreamWanted *wanted;
	types_hash *types;
	distinct_hash *distinct;
	uint32		distinct_allocated;
	uint32		atts_allocated;
	StreamRelation *last;		/* neighbours are mostly of one relation … */
	Oid			last_relid;		/* … or of one that is not looked at */
	int			near;			/* where it was found */
	Pending		pending[PENDING];	/* a ring; rel is NULL where there is none */
	uint32		npending;		/* all that ever were */
} Reading;

/* The values of a row of pg_attribute that are compared byte by byte. */
#define VALUES_OFFSET offsetof(AttributeFacts, atttypid)
#define VALUES_SIZE (sizeof(AttributeFacts) - VALUES_OFFSET)

StaticAssertDecl(VALUES_SIZE == 3 * sizeof(uint64), "attribute_hash() hashes all values");

static bool
same_attribute(const DistinctAttribute *a, const DistinctAttribute *b)
{
	return memcmp((const char *) &a->facts + VALUES_OFFSET,
				  (const char *) &b->facts + VALUES_OFFSET, VALUES_SIZE) == 0 &&
		strcmp(a->facts.attname, b->facts.attname) == 0;
}

static uint32
attribute_hash(const DistinctAttribute *att)
{
	uint64		values[3];
	uint64		mixed;

	memcpy(values, (const char *) &att->facts + VALUES_OFFSET, VALUES_SIZE);
	mixed = (values[0] * UINT64CONST(0x9E3779B97F4A7C15) + values[1]) *
		UINT64CONST(0xC2B2AE3D27D4EB4F) + values[2];
	return hash_combine(hash_bytes((const unsigned char *) att->facts.attname,
								   strlen(att->facts.attname)),
						murmurhash32((uint32) (mixed ^ mixed >> 32)));
}

static const TypeFacts *
type_of(Reading *reading, Oid typid, int32 typmod)
{
	uint64		key = ((uint64) typid << 32) | (uint32) typmod;
	bool		found;
	TypeEntry  *entry = types_insert(reading->types, key, &found);

	if (!found)
	{
		MemoryContext old = MemoryContextSwitchTo(reading->records->context);

		entry->type = NULL;
		entry->type = facts_read_type(typid, typmod, reading->snapshot);
		MemoryContextSwitchTo(old);
	}
	return entry->type;
}

/* Completes a distinct attribute that is met for the first time. */
static void
complete_attribute(Reading *reading, DistinctAttribute *distinct)
{
	AttributeFacts *att = &distinct->facts;

	att->attname = unconstify(char *,
							  text_store_get(&reading->records->names,
											 text_store_add(&reading->records->names,
															att->attname)));
	att->type = type_of(reading, att->atttypid, att->atttypmod);
	distinct->money_siblings = money_sibling_hint(att->attname);
	for (int i = 0; i < reading->wanted->naskers; i++)
	{
		AttributeWanted wanted = reading->wanted->attributes[i];
		AttributeWanted wanted_stats = reading->wanted->statistics[i];

		if (wanted && wanted(att))
			distinct->wanted |= UINT64CONST(1) << i;
		if (wanted_stats && wanted_stats(att))
			distinct->wanted_stats |= UINT64CONST(1) << i;
	}
}

/* ERROR if the number does not fit into a StreamAttribute. */
static void
check_number(uint32 number)
{
	if (number >= STREAM_ATTRIBUTES_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("there are more than %d columns to look at", STREAM_ATTRIBUTES_MAX)));
}

/* The number of the attribute among distinct ones; adds it if it is new. */
static uint32
distinct_of(Reading *reading, const FormData_pg_attribute *form)
{
	StreamRecords *records = reading->records;
	uint32		number = records->ndistinct_atts;
	DistinctAttribute *distinct;
	DistinctEntry *entry;
	bool		found = false;

	ARRAY_RESERVE(records->distinct_atts, number, reading->distinct_allocated);
	distinct = &records->distinct_atts[number];
	attribute_form(form, &distinct->facts);
	distinct->facts.attnum = 1;
	distinct->wanted = distinct->wanted_stats = 0;

	if (number < MAX_DISTINCT)
		entry = distinct_insert(reading->distinct, number, &found);
	else
	{
		entry = distinct_lookup(reading->distinct, number);
		found = entry != NULL;
	}
	if (found)
		return entry->number;
	check_number(number);
	records->ndistinct_atts++;
	complete_attribute(reading, distinct);
	return number;
}

static void
store_attribute(Reading *reading, StreamRelation *rel, AttrNumber attnum, uint32 distinct)
{
	StreamRecords *records = reading->records;
	StreamAttribute *stored;

	check_number(records->natts);
	ARRAY_RESERVE(records->atts, records->natts, reading->atts_allocated);
	stored = &records->atts[records->natts];
	stored->next = rel->atts;
	stored->distinct = distinct;
	stored->attnum = attnum;
	rel->atts = records->natts++;
}

static void
add_attribute(Reading *reading, StreamRelation *rel, AttrNumber attnum, uint32 number)
{
	const DistinctAttribute *distinct = &reading->records->distinct_atts[number];

	rel->ncolumns++;
	rel->nnotnull += distinct->facts.attnotnull;
	rel->money_siblings |= distinct->money_siblings;
	if (distinct->wanted != 0 || (distinct->wanted_stats != 0 && MAY_HAVE_STATS(rel)) ||
		(rel->keys & KEY_BIT(attnum)) != 0)
		store_attribute(reading, rel, attnum, number);
}

/* Adds the attribute that is pending longest, and makes another one pending. */
static void
exchange_pending(Reading *reading, StreamRelation *rel, AttrNumber attnum, uint32 number)
{
	Pending   *pending = &reading->pending[reading->npending++ % PENDING];

	if (pending->rel != NULL)
	{
		add_attribute(reading, pending->rel, pending->attnum, pending->distinct);
		reading->near = pending->rel - (StreamRelation *) reading->records->relations.items;
	}
	pending->rel = rel;
	pending->attnum = attnum;
	pending->distinct = number;
}

static void
read_attribute(Reading *reading, Form_pg_attribute form)
{
	const OidArray *relations = &reading->records->relations;
	StreamRelation *rel = reading->last;

	if (form->attnum <= 0 || form->attnum > MaxHeapAttributeNumber || form->attisdropped)
		return;
	if (form->attrelid != reading->last_relid)
	{
		void	   *found;

		if (!oid_array_is_near(relations, form->attrelid, &reading->near, &found))
		{
			rel = oid_array_find(relations, form->attrelid);
			if (rel == NULL)
				return;
			prefetch_item(rel, sizeof(*rel));
			exchange_pending(reading, rel, form->attnum, distinct_of(reading, form));
			return;
		}
		rel = reading->last = found;
		reading->last_relid = form->attrelid;
	}
	if (rel != NULL)
		add_attribute(reading, rel, form->attnum, distinct_of(reading, form));
}

void
stream_read_attributes(StreamRecords *records, Snapshot snapshot, const StreamWanted *wanted)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "hygiene attributes",
												  ALLOCSET_DEFAULT_SIZES);
	Reading		reading = {records, snapshot, wanted};
	Relation	catalog = table_open(AttributeRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	HeapTuple	tuple;

	reading.types = types_create(context, 256, NULL);
	reading.distinct = distinct_create(context, 1024, records);
	reading.distinct_allocated = 256;
	records->distinct_atts = MemoryContextAllocHuge(records->context,
													sizeof(DistinctAttribute) *
													reading.distinct_allocated);
	/* nobody wants all of them; what is not needed is never touched */
	reading.atts_allocated = Max(256, RelationGetNumberOfBlocks(catalog) *
								 (BLCKSZ / MIN_ATTRIBUTE_ROW) / 3);
	records->atts = MemoryContextAllocHuge(records->context, sizeof(StreamAttribute) *
										   reading.atts_allocated);
	records->natts = 1;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		CHECK_FOR_INTERRUPTS();
		read_attribute(&reading, (Form_pg_attribute) GETSTRUCT(tuple));
	}
	for (int i = 0; i < PENDING; i++)
		exchange_pending(&reading, NULL, 0, 0);
	records->scattered = reading.npending > records->natts / 8;
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	MemoryContextDelete(context);
}
