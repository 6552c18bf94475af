/*-------------------------------------------------------------------------
 *
 * stream_records.c
 *		The sequential part of a stream: what is kept of each relation.
 *
 * Everything is read once, in the order in which it lies on disk, because a
 * catalog that has been churned makes any other order several times dearer.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_publication.h"
#include "catalog/pg_publication_namespace.h"
#include "catalog/pg_publication_rel.h"
#include "common/hashfn.h"
#include "facts/reader.h"
#include "facts/stream_records.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/fmgroids.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "words/money.h"

/* Names met so often are remembered; beyond, each costs its own copy. */
#define MAX_NAMES 16384
#define MAX_WANTED 32768

/* The bit of KeptRelation.keys for an attribute. */
#define KEY_BIT(attnum) (UINT64CONST(1) << Min((attnum), 63))

typedef struct NameEntry
{
	const char *name;
	uint32		money_siblings;
	uint32		hash;
	char		status;
} NameEntry;

#define SH_PREFIX names
#define SH_ELEMENT_TYPE NameEntry
#define SH_KEY_TYPE const char *
#define SH_KEY name
#define SH_HASH_KEY(tb, key) hash_bytes((const unsigned char *) (key), strlen(key))
#define SH_EQUAL(tb, a, b) (strcmp((a), (b)) == 0)
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a) (a)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

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

/*
 * What the rules answered about an attribute.  Applications have few names of
 * columns, and asking some dozens of rules about each of a million attributes
 * would be most of the work.
 */
typedef struct WantedKey
{
	const char *attname;		/* of a NameEntry */
	const TypeFacts *type;
	Oid			attcollation;
	int16		attinhcount;
	char		attidentity;
	char		attgenerated;
	bool		attnotnull;
	bool		atthasdef;
	bool		attislocal;
} WantedKey;

typedef struct WantedEntry
{
	WantedKey	key;
	uint32		hash;
	char		status;
	bool		wanted;
} WantedEntry;

#define SH_PREFIX wanted
#define SH_ELEMENT_TYPE WantedEntry
#define SH_KEY_TYPE WantedKey
#define SH_KEY key
#define SH_HASH_KEY(tb, key) hash_bytes((const unsigned char *) &(key), sizeof(WantedKey))
#define SH_EQUAL(tb, a, b) (memcmp(&(a), &(b), sizeof(WantedKey)) == 0)
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a) (a)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/* State of the reading, gone when it is done. */
typedef struct Reading
{
	StreamRecords *records;
	Snapshot	snapshot;
	Oid			nspoid;
	KeptArray	members;		/* Oids of extensions' relations */
	KeptArray	published;		/* Oids of relations in publications */
	bool		all_published;
	names_hash *names;
	types_hash *types;
	wanted_hash *wanted;
	char	   *chunk;			/* what is left of the last block of memory */
	Size		chunk_left;
} Reading;

/* ---------------------------------------------------------------------
 * Memory and arrays
 * ---------------------------------------------------------------------
 */

/* Small pieces without a header of their own; they live as long as the records. */
static void *
keep(Reading *reading, Size size, bool aligned)
{
	void	   *result;

	if (aligned)
	{
		Size		padding = MAXALIGN(reading->chunk) - (uintptr_t) reading->chunk;

		if (padding > reading->chunk_left)
			padding = reading->chunk_left;
		reading->chunk += padding;
		reading->chunk_left -= padding;
	}
	if (reading->chunk_left < size)
	{
		reading->chunk_left = 65536;
		reading->chunk = MemoryContextAlloc(reading->records->context, reading->chunk_left);
	}
	result = reading->chunk;
	reading->chunk += size;
	reading->chunk_left -= size;
	return result;
}

static const char *
keep_name(Reading *reading, const char *name)
{
	Size		size = strlen(name) + 1;

	return memcpy(keep(reading, size, false), name, size);
}

static void *
kept_add(KeptArray *array, MemoryContext context)
{
	if (array->nitems == array->allocated)
	{
		array->allocated = array->allocated == 0 ? 64 : array->allocated + array->allocated / 2;
		array->items = array->items == NULL ?
			MemoryContextAllocHuge(context, array->allocated * array->itemsize) :
			repalloc_huge(array->items, array->allocated * array->itemsize);
	}
	return memset(array->items + array->nitems++ * array->itemsize, 0, array->itemsize);
}

static int
compare_kept(const void *a, const void *b)
{
	Oid			left = *(const Oid *) a;
	Oid			right = *(const Oid *) b;

	return left < right ? -1 : left > right;
}

static void
kept_sort(KeptArray *array)
{
	if (array->nitems > 1)
		qsort(array->items, array->nitems, array->itemsize, compare_kept);
}

void *
kept_find(const KeptArray *array, Oid oid)
{
	return array->nitems == 0 ? NULL :
		bsearch(&oid, array->items, array->nitems, array->itemsize, compare_kept);
}

/* ---------------------------------------------------------------------
 * Reading whole catalogs
 * ---------------------------------------------------------------------
 */

typedef void (*RowCallback) (Reading *reading, HeapTuple tuple, Relation catalog, void *arg);

/* Calls back for each row of a catalog as it lies there. */
static void
read_catalog(Reading *reading, Oid catalogid, RowCallback callback, void *arg)
{
	Relation	catalog = table_open(catalogid, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, reading->snapshot, 0, NULL);
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		CHECK_FOR_INTERRUPTS();
		callback(reading, tuple, catalog, arg);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
}

bool
stream_looks_at_schema(const char *nspname)
{
	return strncmp(nspname, "pg_", 3) != 0 && strcmp(nspname, "information_schema") != 0;
}

bool
stream_looks_at_relation(char relkind, char relpersistence)
{
	return relpersistence != RELPERSISTENCE_TEMP &&
		(relkind == RELKIND_RELATION || relkind == RELKIND_PARTITIONED_TABLE ||
		 relkind == RELKIND_FOREIGN_TABLE || relkind == RELKIND_MATVIEW ||
		 relkind == RELKIND_COMPOSITE_TYPE);
}

static void
read_schema(Reading *reading, HeapTuple tuple, Relation catalog, void *arg)
{
	Form_pg_namespace form = (Form_pg_namespace) GETSTRUCT(tuple);
	KeptSchema *schema = kept_add(&reading->records->schemas, reading->records->context);

	schema->nspoid = form->oid;
	if (stream_looks_at_schema(NameStr(form->nspname)) &&
		(!OidIsValid(reading->nspoid) || reading->nspoid == form->oid))
		schema->nspname = keep_name(reading, NameStr(form->nspname));
}

/* Relations that are members of extensions: all rows that refer to extensions. */
static void
read_members(Reading *reading)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key, Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(ExtensionRelationId));
	scan = systable_beginscan(catalog, DependReferenceIndexId, true, reading->snapshot, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);

		CHECK_FOR_INTERRUPTS();
		if (form->deptype == DEPENDENCY_EXTENSION && form->classid == RelationRelationId)
			*(Oid *) kept_add(&reading->members, CurrentMemoryContext) = form->objid;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	kept_sort(&reading->members);
}

static void
read_publication(Reading *reading, HeapTuple tuple, Relation catalog, void *arg)
{
	if (((Form_pg_publication) GETSTRUCT(tuple))->puballtables)
		reading->all_published = true;
}

static void
read_published_relation(Reading *reading, HeapTuple tuple, Relation catalog, void *arg)
{
	*(Oid *) kept_add(&reading->published, CurrentMemoryContext) =
		((Form_pg_publication_rel) GETSTRUCT(tuple))->prrelid;
}

static void
read_published_schema(Reading *reading, HeapTuple tuple, Relation catalog, void *arg)
{
	KeptSchema *schema = kept_find(&reading->records->schemas,
								   ((Form_pg_publication_namespace) GETSTRUCT(tuple))->pnnspid);

	if (schema)
		schema->published = true;
}

static void
read_class(Reading *reading, HeapTuple tuple, Relation catalog, void *arg)
{
	Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);
	StreamRecords *records = reading->records;
	KeptSchema **last = arg;
	KeptRelation *rel;

	if (*last == NULL || (*last)->nspoid != form->relnamespace)
		*last = kept_find(&records->schemas, form->relnamespace);
	if (*last == NULL || (*last)->nspname == NULL)
		return;

	if (form->relkind == RELKIND_INDEX || form->relkind == RELKIND_PARTITIONED_INDEX)
	{
		KeptIndex  *index = kept_add(&records->indexes, records->context);

		index->indexrelid = form->oid;
		index->relam = form->relam;
		index->relpages = form->relpages;
		index->relname = keep_name(reading, NameStr(form->relname));
		index->is_partition = form->relispartition;
		return;
	}
	if (!stream_looks_at_relation(form->relkind, form->relpersistence) ||
		kept_find(&reading->members, form->oid) != NULL)
		return;

	rel = kept_add(&records->relations, records->context);
	rel->relid = form->oid;
	rel->relnamespace = form->relnamespace;
	rel->relowner = form->relowner;
	rel->relam = form->relam;
	rel->reloftype = form->reloftype;
	rel->relfilenode = form->relfilenode;
	rel->relpages = form->relpages;
	rel->reltuples = form->reltuples;
	rel->relkind = form->relkind;
	rel->relpersistence = form->relpersistence;
	rel->relreplident = form->relreplident;
	rel->relispartition = form->relispartition;
	rel->relrowsecurity = form->relrowsecurity;
	rel->relforcerowsecurity = form->relforcerowsecurity;
	rel->published = (form->relkind == RELKIND_RELATION ||
					  form->relkind == RELKIND_PARTITIONED_TABLE) &&
		(reading->all_published || (*last)->published ||
		 kept_find(&reading->published, form->oid) != NULL);
	rel->relname = keep_name(reading, NameStr(form->relname));
}

static void
read_inherits(Reading *reading, HeapTuple tuple, Relation catalog, void *arg)
{
	Form_pg_inherits form = (Form_pg_inherits) GETSTRUCT(tuple);
	KeptRelation *rel;

	if (form->inhseqno != 1)
		return;
	rel = kept_find(&reading->records->relations, form->inhrelid);
	if (rel)
		rel->parent = form->inhparent;
}

static void
read_policy(Reading *reading, HeapTuple tuple, Relation catalog, void *arg)
{
	KeptRelation *rel = kept_find(&reading->records->relations,
								  ((Form_pg_policy) GETSTRUCT(tuple))->polrelid);

	if (rel)
		rel->has_policies = true;
}

static void
read_foreign_key(Reading *reading, HeapTuple tuple, Relation catalog, void *arg)
{
	Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);
	KeptRelation *rel;
	Datum		datum;
	bool		isnull;
	ArrayType  *array;

	if (form->contype != CONSTRAINT_FOREIGN)
		return;
	if (OidIsValid(form->conindid) &&
		kept_find(&reading->records->indexes, form->conindid) != NULL)
		*(Oid *) kept_add(&reading->records->referenced, reading->records->context) =
			form->conindid;
	rel = kept_find(&reading->records->relations, form->conrelid);
	if (rel == NULL)
		return;
	datum = heap_getattr(tuple, Anum_pg_constraint_conkey, RelationGetDescr(catalog), &isnull);
	if (isnull)
		return;
	array = DatumGetArrayTypeP(datum);
	if (ARR_NDIM(array) == 1 && !ARR_HASNULL(array))
	{
		const int16 *attnums = (const int16 *) ARR_DATA_PTR(array);

		for (int i = 0; i < ARR_DIMS(array)[0]; i++)
		{
			if (attnums[i] > 0)
				rel->keys |= KEY_BIT(attnums[i]);
		}
	}
	if ((Pointer) array != DatumGetPointer(datum))
		pfree(array);
}

static void
read_unique_key(Reading *reading, HeapTuple tuple, Relation catalog, void *arg)
{
	Form_pg_index form = (Form_pg_index) GETSTRUCT(tuple);
	KeptRelation *rel;

	if (!form->indisunique)
		return;
	rel = kept_find(&reading->records->relations, form->indrelid);
	for (int i = 0; rel != NULL && i < Min(form->indnkeyatts, form->indkey.dim1); i++)
	{
		if (form->indkey.values[i] > 0)
			rel->keys |= KEY_BIT(form->indkey.values[i]);
	}
}

/* ---------------------------------------------------------------------
 * Attributes
 * ---------------------------------------------------------------------
 */

static const TypeFacts *
type_of(Reading *reading, Oid typid, int32 typmod)
{
	uint64		key = ((uint64) typid << 32) | (uint32) typmod;
	TypeEntry  *entry = types_lookup(reading->types, key);

	if (entry == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(reading->records->context);
		const TypeFacts *type = facts_read_type(typid, typmod, reading->snapshot);
		bool		found;

		MemoryContextSwitchTo(old);
		entry = types_insert(reading->types, key, &found);
		entry->type = type;
	}
	return entry->type;
}

typedef struct AttributeReading
{
	KeptRelation *last;			/* neighbours are mostly of one relation … */
	Oid			last_relid;		/* … or of one that is not looked at */
	const AttributeWanted *wants;
	int			nwants;
} AttributeReading;

/* Does some rule want the attribute?  "name" is how its name is remembered. */
static bool
is_wanted(Reading *reading, const AttributeReading *state, const AttributeFacts *att,
		  const NameEntry *name)
{
	WantedEntry *entry = NULL;
	WantedKey	key;
	bool		wanted = false;
	bool		found;

	if (name != NULL)
	{
		memset(&key, 0, sizeof(key));
		key.attname = name->name;
		key.type = att->type;
		key.attcollation = att->attcollation;
		key.attinhcount = att->attinhcount;
		key.attidentity = att->attidentity;
		key.attgenerated = att->attgenerated;
		key.attnotnull = att->attnotnull;
		key.atthasdef = att->atthasdef;
		key.attislocal = att->attislocal;
		entry = wanted_lookup(reading->wanted, key);
		if (entry != NULL)
			return entry->wanted;
	}
	for (int i = 0; i < state->nwants && !wanted; i++)
		wanted = state->wants[i] (att);
	if (name != NULL && reading->wanted->members < MAX_WANTED)
	{
		entry = wanted_insert(reading->wanted, key, &found);
		entry->wanted = wanted;
	}
	return wanted;
}

static void
read_attribute(Reading *reading, HeapTuple tuple, Relation catalog, void *arg)
{
	Form_pg_attribute form = (Form_pg_attribute) GETSTRUCT(tuple);
	AttributeReading *state = arg;
	KeptRelation *rel;
	AttributeFacts att;
	KeptAttribute *kept;
	NameEntry  *name;

	if (form->attnum <= 0 || form->attisdropped)
		return;
	if (form->attrelid != state->last_relid)
	{
		state->last = kept_find(&reading->records->relations, form->attrelid);
		state->last_relid = form->attrelid;
	}
	rel = state->last;
	if (rel == NULL)
		return;
	rel->ncolumns++;
	if (form->attnotnull)
		rel->nnotnull++;

	name = names_lookup(reading->names, NameStr(form->attname));
	if (name == NULL && reading->names->members < MAX_NAMES)
	{
		const char *own = keep_name(reading, NameStr(form->attname));
		bool		found;

		name = names_insert(reading->names, own, &found);
		name->money_siblings = money_sibling_hint(own);
	}
	rel->money_siblings |= name ? name->money_siblings :
		money_sibling_hint(NameStr(form->attname));

	memset(&att, 0, sizeof(att));
	att.attnum = form->attnum;
	att.attname = NameStr(form->attname);
	att.type = type_of(reading, form->atttypid, form->atttypmod);
	att.attcollation = form->attcollation;
	att.attnotnull = form->attnotnull;
	att.atthasdef = form->atthasdef;
	att.attidentity = form->attidentity;
	att.attgenerated = form->attgenerated;
	att.attislocal = form->attislocal;
	att.attinhcount = form->attinhcount;

	if ((rel->keys & KEY_BIT(form->attnum)) == 0 && !is_wanted(reading, state, &att, name))
		return;

	kept = keep(reading, sizeof(KeptAttribute), true);
	kept->next = rel->atts;
	kept->attname = name ? name->name : keep_name(reading, NameStr(form->attname));
	kept->type = att.type;
	kept->attcollation = att.attcollation;
	kept->attnum = att.attnum;
	kept->attinhcount = att.attinhcount;
	kept->attidentity = att.attidentity;
	kept->attgenerated = att.attgenerated;
	kept->attnotnull = att.attnotnull;
	kept->atthasdef = att.atthasdef;
	kept->attislocal = att.attislocal;
	rel->atts = kept;
}

/* ---------------------------------------------------------------------
 * All of it
 * ---------------------------------------------------------------------
 */

void
stream_read_records(StreamRecords *records, Snapshot snapshot, Oid nspoid,
					const AttributeWanted *wants, int nwants)
{
	Reading		reading = {0};
	AttributeReading attributes = {0};
	KeptSchema *last_schema = NULL;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "hygiene reading",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);

	records->schemas.itemsize = sizeof(KeptSchema);
	records->relations.itemsize = sizeof(KeptRelation);
	records->indexes.itemsize = sizeof(KeptIndex);
	records->referenced.itemsize = sizeof(Oid);

	reading.records = records;
	reading.snapshot = snapshot;
	reading.nspoid = nspoid;
	reading.members.itemsize = sizeof(Oid);
	reading.published.itemsize = sizeof(Oid);
	reading.names = names_create(context, 1024, NULL);
	reading.types = types_create(context, 256, NULL);
	reading.wanted = wanted_create(context, 1024, NULL);

	read_catalog(&reading, NamespaceRelationId, read_schema, NULL);
	kept_sort(&records->schemas);
	read_members(&reading);
	read_catalog(&reading, PublicationRelationId, read_publication, NULL);
	read_catalog(&reading, PublicationRelRelationId, read_published_relation, NULL);
	kept_sort(&reading.published);
	read_catalog(&reading, PublicationNamespaceRelationId, read_published_schema, NULL);

	read_catalog(&reading, RelationRelationId, read_class, &last_schema);
	kept_sort(&records->relations);
	kept_sort(&records->indexes);
	read_catalog(&reading, InheritsRelationId, read_inherits, NULL);
	read_catalog(&reading, PolicyRelationId, read_policy, NULL);
	read_catalog(&reading, ConstraintRelationId, read_foreign_key, NULL);
	kept_sort(&records->referenced);
	read_catalog(&reading, IndexRelationId, read_unique_key, NULL);

	attributes.wants = wants;
	attributes.nwants = nwants;
	if (records->relations.nitems > 0)
		read_catalog(&reading, AttributeRelationId, read_attribute, &attributes);

	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}
