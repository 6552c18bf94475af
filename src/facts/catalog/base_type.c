/*-------------------------------------------------------------------------
 *
 * base_type.c
 *		Types resolved to the bottom, at a snapshot.
 *
 * A column is judged by what it stores, so domains, arrays, ranges and
 * composites of one field are looked through.  Types of the system cannot be
 * dropped and come from the syscache; a user's type is read at the snapshot,
 * because the command that is being judged may have dropped it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/transam.h"
#include "catalog/indexing.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_range.h"
#include "catalog/pg_type.h"
#include "facts/catalog/base_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

/* Longer chains of domains and arrays than this are cut off. */
#define MAX_TYPE_DEPTH 64

/*
 * The server's own types never change, so their facts are cached for the
 * session: this many at most, counting modifiers.
 */
#define MAX_CACHED_TYPES 512

typedef struct CachedType
{
	Oid			typid;			/* hash key */
	int32		typmod;			/* hash key */
	const TypeFacts *facts;
} CachedType;

static HTAB *type_cache = NULL;
static MemoryContext type_cache_context = NULL;

static bool
read_type_row(Oid typid, Snapshot snapshot, FormData_pg_type *row)
{
	HeapTuple	tuple;

	if (typid < FirstNormalObjectId)
	{
		tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(typid));
		if (!HeapTupleIsValid(tuple))
			return false;
		memcpy(row, GETSTRUCT(tuple), sizeof(FormData_pg_type));
		ReleaseSysCache(tuple);
		return true;
	}

	tuple = facts_fetch_by_oid(TypeRelationId, TypeOidIndexId, Anum_pg_type_oid, typid, snapshot);
	if (!HeapTupleIsValid(tuple))
		return false;
	memcpy(row, GETSTRUCT(tuple), sizeof(FormData_pg_type));
	heap_freetuple(tuple);
	return true;
}

/* Subtype of a range (or multirange) type, or InvalidOid. */
static Oid
range_subtype(Oid typid, bool multirange, Snapshot snapshot)
{
	HeapTuple	tuple = multirange ?
		facts_fetch_by_oid(RangeRelationId, RangeMultirangeTypidIndexId,
						   Anum_pg_range_rngmultitypid, typid, snapshot) :
		facts_fetch_by_oid(RangeRelationId, RangeTypidIndexId,
						   Anum_pg_range_rngtypid, typid, snapshot);

	return HeapTupleIsValid(tuple) ? ((Form_pg_range) GETSTRUCT(tuple))->rngsubtype : InvalidOid;
}

/* The only live field of a composite, if it has exactly one. */
static bool
single_field(Oid relid, Snapshot snapshot, Oid *typid, int32 *typmod)
{
	CatalogScan scan;
	HeapTuple	tuple;
	int			nfields = 0;

	catalog_scan_oid(&scan, AttributeRelationId, AttributeRelidNumIndexId,
					 Anum_pg_attribute_attrelid, relid, snapshot);
	while (nfields < 2 && HeapTupleIsValid(tuple = catalog_scan_next(&scan)))
	{
		Form_pg_attribute att = (Form_pg_attribute) GETSTRUCT(tuple);

		if (att->attnum <= 0 || att->attisdropped)
			continue;
		nfields++;
		*typid = att->atttypid;
		*typmod = att->atttypmod;
	}
	catalog_scan_end(&scan);
	return nfields == 1;
}

/* The type's name as SQL, also for a type that is gone by now. */
static char *
type_sql_name(Oid typid, int32 typmod, const FormData_pg_type *row, Snapshot snapshot)
{
	FormData_pg_type element;
	const char *suffix = "";
	char	   *nspname;

	if (typid < FirstNormalObjectId)
		return format_type_with_typemod(typid, typmod);
	if (SearchSysCacheExists1(TYPEOID, ObjectIdGetDatum(typid)))
		return format_type_extended(typid, typmod,
									FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_FORCE_QUALIFY |
									FORMAT_TYPE_ALLOW_INVALID);
	if (row->typcategory == TYPCATEGORY_ARRAY && OidIsValid(row->typelem) &&
		read_type_row(row->typelem, snapshot, &element))
	{
		row = &element;
		suffix = "[]";
	}
	nspname = facts_namespace_name(row->typnamespace, snapshot);
	return psprintf("%s%s",
					quote_qualified_identifier(nspname, NameStr(row->typname)),
					suffix);
}

static TypeFacts *
read_type(Oid typid, int32 typmod, Snapshot snapshot)
{
	TypeFacts  *facts = palloc0(sizeof(TypeFacts));
	FormData_pg_type row;

	facts->typid = typid;
	facts->typmod = typmod;
	facts->base = typid;
	facts->base_typmod = typmod;
	facts->base_typtype = TYPTYPE_PSEUDO;
	facts->base_category = TYPCATEGORY_UNKNOWN;

	if (!read_type_row(typid, snapshot, &row))
	{
		facts->name = pstrdup("???");
		facts->base_name = facts->name;
		return facts;
	}
	facts->name = type_sql_name(typid, typmod, &row, snapshot);

	for (int depth = 0; depth < MAX_TYPE_DEPTH; depth++)
	{
		Oid			next = InvalidOid;
		int32		next_typmod = -1;

		if (row.typtype == TYPTYPE_DOMAIN)
		{
			if (!facts->named)
				facts->named = pstrdup(NameStr(row.typname));
			if (!OidIsValid(facts->domain))
				facts->domain = row.oid;
			next = row.typbasetype;
			next_typmod = row.typtypmod;
		}
		else if (row.typcategory == TYPCATEGORY_ARRAY && OidIsValid(row.typelem) &&
				 row.typlen == -1)
		{
			facts->via_array = true;
			next = row.typelem;
			next_typmod = facts->base_typmod;
		}
		else if (row.typtype == TYPTYPE_RANGE || row.typtype == TYPTYPE_MULTIRANGE)
		{
			facts->via_range = true;
			next = range_subtype(row.oid, row.typtype == TYPTYPE_MULTIRANGE, snapshot);
		}
		else if (row.typtype == TYPTYPE_COMPOSITE && OidIsValid(row.typrelid))
		{
			if (!facts->named)
				facts->named = pstrdup(NameStr(row.typname));
			if (single_field(row.typrelid, snapshot, &next, &next_typmod))
				facts->via_composite = true;
			else
				next = InvalidOid;
		}

		if (!OidIsValid(next))
			break;
		facts->base = next;
		facts->base_typmod = next_typmod;
		if (!read_type_row(next, snapshot, &row))
			break;
	}

	facts->base_typtype = row.typtype;
	facts->base_category = row.typcategory;
	facts->base_name = facts->base == typid && typmod < 0 ? facts->name :
		type_sql_name(facts->base, -1, &row, snapshot);
	return facts;
}

const TypeFacts *
facts_read_type(Oid typid, int32 typmod, Snapshot snapshot)
{
	struct
	{
		Oid			typid;
		int32		typmod;
	}			key = {typid, typmod};
	CachedType   *cached;
	const TypeFacts *facts;
	MemoryContext old;

	if (typid >= FirstNormalObjectId)
		return read_type(typid, typmod, snapshot);

	if (type_cache == NULL)
	{
		HASHCTL		ctl = {0};

		type_cache_context = AllocSetContextCreate(TopMemoryContext, "hygiene types",
												   ALLOCSET_SMALL_SIZES);
		ctl.keysize = sizeof(key);
		ctl.entrysize = sizeof(CachedType);
		ctl.hcxt = type_cache_context;
		type_cache = hash_create("hygiene types", 32, &ctl,
								 HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	cached = hash_search(type_cache, &key, HASH_FIND, NULL);
	if (cached != NULL)
		return cached->facts;
	if (hash_get_num_entries(type_cache) >= MAX_CACHED_TYPES)
		return read_type(typid, typmod, snapshot);

	old = MemoryContextSwitchTo(type_cache_context);
	facts = read_type(typid, typmod, snapshot);
	cached = hash_search(type_cache, &key, HASH_ENTER, NULL);
	cached->facts = facts;
	MemoryContextSwitchTo(old);
	return facts;
}
