/*-------------------------------------------------------------------------
 *
 * stream_attributes.c
 *		The part of a stream that reads pg_attribute.
 *
 * It is by far the largest of the catalogs, and applications have few names
 * and types of columns: what there is to know of an attribute, and whether
 * some dozens of rules want it, is found out once for all that are alike.
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
#include "facts/catalog/oid_array.h"
#include "facts/stream/stream_attributes.h"
#include "facts/stream/stream_records.h"
#include "miscadmin.h"
#include "storage/bufmgr.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "words/money.h"

/* Shapes that are remembered; beyond, each attribute costs its own. */
#define MAX_SHAPES 32768

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

typedef struct ShapeEntry
{
	uint32		shape;
	uint32		hash;
	char		status;
} ShapeEntry;

/* The key is the shape itself; the one that is looked for stands behind all others. */
#define SHAPE(tb, i) (&((StreamRecords *) (tb)->private_data)->shapes[i])
static bool same_shape(const AttributeShape *a, const AttributeShape *b);
static uint32 shape_hash(const AttributeShape *shape);

#define SH_PREFIX shapes
#define SH_ELEMENT_TYPE ShapeEntry
#define SH_KEY_TYPE uint32
#define SH_KEY shape
#define SH_HASH_KEY(tb, key) shape_hash(SHAPE(tb, key))
#define SH_EQUAL(tb, a, b) same_shape(SHAPE(tb, a), SHAPE(tb, b))
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a) (a)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/*
 * Where the catalog is in no order, each attribute's relation has to come from
 * memory: so many are on their way at a time; a power of two.
 */
#define UNDERWAY 16

typedef struct Underway
{
	KeptRelation *rel;
	uint32		shape;
	AttrNumber	attnum;
} Underway;

typedef struct Reading
{
	StreamRecords *records;
	Snapshot	snapshot;
	const StreamWanted *wanted;
	types_hash *types;
	shapes_hash *shapes;
	uint32		shapes_allocated;
	uint32		atts_allocated;
	KeptRelation *last;			/* neighbours are mostly of one relation … */
	Oid			last_relid;		/* … or of one that is not looked at */
	int			near;			/* where it was found */
	Underway	underway[UNDERWAY]; /* a ring; rel is NULL where there is none */
	uint32		nunderway;		/* all that ever were */
} Reading;

static bool
same_shape(const AttributeShape *a, const AttributeShape *b)
{
	return a->atttypid == b->atttypid && a->atttypmod == b->atttypmod &&
		a->attcollation == b->attcollation && a->attinhcount == b->attinhcount &&
		a->attidentity == b->attidentity && a->attgenerated == b->attgenerated &&
		a->attnotnull == b->attnotnull && a->atthasdef == b->atthasdef &&
		a->attislocal == b->attislocal && strcmp(a->attname, b->attname) == 0;
}

static uint32
shape_hash(const AttributeShape *shape)
{
	uint32		flags = shape->attnotnull | shape->atthasdef << 1 | shape->attislocal << 2 |
		shape->attidentity << 8 | shape->attgenerated << 16;

	return hash_combine(hash_bytes((const unsigned char *) shape->attname,
								   strlen(shape->attname)),
						murmurhash32(shape->atttypid ^ flags << 8 ^ shape->atttypmod));
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

/* What there is to know of a shape that is met for the first time. */
static void
complete_shape(Reading *reading, AttributeShape *shape)
{
	AttributeFacts att = {0};

	shape->attname = text_store_get(&reading->records->names,
									text_store_add(&reading->records->names, shape->attname));
	shape->type = type_of(reading, shape->atttypid, shape->atttypmod);
	shape->money_siblings = money_sibling_hint(shape->attname);

	att.attnum = 1;
	att.attname = unconstify(char *, shape->attname);
	att.type = shape->type;
	att.attcollation = shape->attcollation;
	att.attnotnull = shape->attnotnull;
	att.atthasdef = shape->atthasdef;
	att.attidentity = shape->attidentity;
	att.attgenerated = shape->attgenerated;
	att.attislocal = shape->attislocal;
	att.attinhcount = shape->attinhcount;
	for (int i = 0; i < reading->wanted->naskers; i++)
	{
		AttributeWanted wanted = reading->wanted->attributes[i];
		AttributeWanted wanted_stats = reading->wanted->statistics[i];

		if (wanted && wanted(&att))
			shape->wanted |= UINT64CONST(1) << i;
		if (wanted_stats && wanted_stats(&att))
			shape->wanted_stats |= UINT64CONST(1) << i;
	}
}

/* Is there room for another one in a KeptAttribute? */
static void
check_number(uint32 number)
{
	if (number >= KEPT_ATTRIBUTES_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("there are more than %d columns to look at", KEPT_ATTRIBUTES_MAX)));
}

/* The number of the attribute's shape. */
static uint32
shape_of(Reading *reading, Form_pg_attribute form)
{
	StreamRecords *records = reading->records;
	uint32		place = records->nshapes;
	AttributeShape *shape;
	ShapeEntry *entry;
	bool		found = false;

	if (place == reading->shapes_allocated)
	{
		reading->shapes_allocated *= 2;
		records->shapes = repalloc_huge(records->shapes, sizeof(AttributeShape) *
										reading->shapes_allocated);
	}
	shape = &records->shapes[place];
	memset(shape, 0, sizeof(*shape));
	shape->attname = NameStr(form->attname);
	shape->atttypid = form->atttypid;
	shape->atttypmod = form->atttypmod;
	shape->attcollation = form->attcollation;
	shape->attinhcount = form->attinhcount;
	shape->attidentity = form->attidentity;
	shape->attgenerated = form->attgenerated;
	shape->attnotnull = form->attnotnull;
	shape->atthasdef = form->atthasdef;
	shape->attislocal = form->attislocal;

	if (place < MAX_SHAPES)
		entry = shapes_insert(reading->shapes, place, &found);
	else
	{
		entry = shapes_lookup(reading->shapes, place);
		found = entry != NULL;
	}
	if (found)
		return entry->shape;
	check_number(place);
	records->nshapes++;
	complete_shape(reading, shape);
	return place;
}

static void
keep_attribute(Reading *reading, KeptRelation *rel, AttrNumber attnum, uint32 shape)
{
	StreamRecords *records = reading->records;
	KeptAttribute *kept;

	check_number(records->natts);
	if (records->natts == reading->atts_allocated)
	{
		reading->atts_allocated += reading->atts_allocated / 2;
		records->atts = repalloc_huge(records->atts,
									  sizeof(KeptAttribute) * reading->atts_allocated);
	}
	kept = &records->atts[records->natts];
	kept->next = rel->atts;
	kept->shape = shape;
	kept->attnum = attnum;
	rel->atts = records->natts++;
}

static void
add_attribute(Reading *reading, KeptRelation *rel, AttrNumber attnum, uint32 place)
{
	const AttributeShape *shape = &reading->records->shapes[place];

	rel->ncolumns++;
	rel->nnotnull += shape->attnotnull;
	rel->money_siblings |= shape->money_siblings;
	if (shape->wanted != 0 || (shape->wanted_stats != 0 && MAY_HAVE_STATS(rel)) ||
		(rel->keys & KEY_BIT(attnum)) != 0)
		keep_attribute(reading, rel, attnum, place);
}

/* Adds the one that has waited longest, and has another wait in its place. */
static void
exchange_underway(Reading *reading, KeptRelation *rel, AttrNumber attnum, uint32 place)
{
	Underway   *underway = &reading->underway[reading->nunderway++ % UNDERWAY];

	if (underway->rel != NULL)
	{
		add_attribute(reading, underway->rel, underway->attnum, underway->shape);
		reading->near = underway->rel - (KeptRelation *) reading->records->relations.items;
	}
	underway->rel = rel;
	underway->attnum = attnum;
	underway->shape = place;
}

static void
read_attribute(Reading *reading, Form_pg_attribute form)
{
	const KeptArray *relations = &reading->records->relations;
	KeptRelation *rel = reading->last;

	if (form->attnum <= 0 || form->attnum > MaxHeapAttributeNumber || form->attisdropped)
		return;
	if (form->attrelid != reading->last_relid)
	{
		void	   *found;

		if (!kept_is_near(relations, form->attrelid, &reading->near, &found))
		{
			rel = kept_find(relations, form->attrelid);
			if (rel == NULL)
				return;
			kept_prefetch(rel, sizeof(*rel));
			exchange_underway(reading, rel, form->attnum, shape_of(reading, form));
			return;
		}
		rel = reading->last = found;
		reading->last_relid = form->attrelid;
	}
	if (rel != NULL)
		add_attribute(reading, rel, form->attnum, shape_of(reading, form));
}

void
stream_read_attributes(StreamRecords *records, Snapshot snapshot, const StreamWanted *wanted)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "hygiene shapes",
												  ALLOCSET_DEFAULT_SIZES);
	Reading		reading = {records, snapshot, wanted};
	Relation	catalog = table_open(AttributeRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	HeapTuple	tuple;

	reading.types = types_create(context, 256, NULL);
	reading.shapes = shapes_create(context, 1024, records);
	reading.shapes_allocated = 256;
	records->shapes = MemoryContextAllocHuge(records->context, sizeof(AttributeShape) *
											 reading.shapes_allocated);
	/* nobody wants all of them; what is not needed is never touched */
	reading.atts_allocated = Max(256, RelationGetNumberOfBlocks(catalog) *
								 (BLCKSZ / MIN_ATTRIBUTE_ROW) / 3);
	records->atts = MemoryContextAllocHuge(records->context, sizeof(KeptAttribute) *
										   reading.atts_allocated);
	records->natts = 1;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		CHECK_FOR_INTERRUPTS();
		read_attribute(&reading, (Form_pg_attribute) GETSTRUCT(tuple));
	}
	for (int i = 0; i < UNDERWAY; i++)
		exchange_underway(&reading, NULL, 0, 0);
	records->scattered = reading.nunderway > records->natts / 8;
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	MemoryContextDelete(context);
}
