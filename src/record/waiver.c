/*-------------------------------------------------------------------------
 *
 * waiver.c
 *		Standing exemptions: rows of hygiene.waiver.
 *
 * Columns are read by number, as the installation script has made them.  A
 * table whose columns somebody has changed holds no waivers.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/index.h"
#include "catalog/pg_am.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_index.h"
#include "catalog/pg_opfamily.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "miscadmin.h"
#include "record/extension.h"
#include "record/waiver.h"
#include "rules/rule.h"
#include "storage/bufmgr.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/relcache.h"
#include "utils/timestamp.h"

/* Columns of hygiene.waiver */
#define Anum_waiver_rule		1
#define Anum_waiver_object		2
#define Anum_waiver_reason		3
#define Anum_waiver_created_by	4
#define Anum_waiver_created_at	5
#define Anum_waiver_expires_at	6
#define Natts_waiver			6

struct WaiverSet
{
	HTAB	   *hash;			/* of WaiverEntry */
};

typedef struct WaiverKey
{
	const char *rule;
	const char *object;
} WaiverKey;

typedef struct WaiverEntry
{
	WaiverKey	key;
	Waiver		waiver;
} WaiverEntry;

/* Opens the table; returns NULL if it is missing or its columns were changed. */
static Relation
open_waiver_table(void)
{
	static const Oid types[Natts_waiver] = {
		TEXTOID, TEXTOID, TEXTOID, NAMEOID, TIMESTAMPTZOID, TIMESTAMPTZOID
	};

	return extension_open_table("waiver", types, Natts_waiver, AccessShareLock);
}

/* Returns whether the index is as the installation script made the primary key. */
static bool
index_fits(Oid indexrelid)
{
	Relation	index = index_open(indexrelid, AccessShareLock);
	const FormData_pg_index *form = index->rd_index;
	bool		fits = form->indisvalid && form->indnkeyatts == 2 &&
		form->indkey.values[0] == Anum_waiver_rule &&
		form->indkey.values[1] == Anum_waiver_object &&
		index->rd_rel->relam == BTREE_AM_OID &&
		index->rd_indcollation[0] == C_COLLATION_OID &&
		index->rd_indcollation[1] == C_COLLATION_OID &&
		index->rd_opcintype[0] == TEXTOID && index->rd_opcintype[1] == TEXTOID &&
		index->rd_opfamily[0] == TEXT_BTREE_FAM_OID &&
		index->rd_opfamily[1] == TEXT_BTREE_FAM_OID &&
		heap_attisnull(index->rd_indextuple, Anum_pg_index_indpred, NULL);

	index_close(index, AccessShareLock);
	return fits;
}

/* Returns the index of the primary key, or InvalidOid if it cannot be used. */
static Oid
waiver_index(Relation rel)
{
	Oid			indexrelid = get_relname_relid("waiver_pkey", RelationGetNamespace(rel));
	List	   *indexes;
	bool		ours;

	if (!OidIsValid(indexrelid))
		return InvalidOid;
	indexes = RelationGetIndexList(rel);
	ours = list_member_oid(indexes, indexrelid) && index_fits(indexrelid);
	list_free(indexes);
	return ours ? indexrelid : InvalidOid;
}

/*
 * Copies the row to *out, texts palloc'd.  Returns false if it is not a waiver:
 * rule and object are NOT NULL in the table, but somebody may have changed that.
 */
static bool
read_row(HeapTuple tuple, TupleDesc desc, TimestampTz now, Waiver *out)
{
	Datum		values[Natts_waiver];
	bool		nulls[Natts_waiver];
	TimestampTz created_at;

	for (int i = 0; i < Natts_waiver; i++)
		values[i] = heap_getattr(tuple, i + 1, desc, &nulls[i]);

	if (nulls[Anum_waiver_rule - 1] || nulls[Anum_waiver_object - 1] ||
		nulls[Anum_waiver_reason - 1])
		return false;
	out->expired = !nulls[Anum_waiver_expires_at - 1] &&
		DatumGetTimestampTz(values[Anum_waiver_expires_at - 1]) <= now;
	created_at = nulls[Anum_waiver_created_at - 1] ? DT_NOBEGIN :
		DatumGetTimestampTz(values[Anum_waiver_created_at - 1]);
	out->fresh = created_at <= now && created_at > now - WAIVER_GRACE_DAYS * USECS_PER_DAY;
	out->rule = TextDatumGetCString(values[Anum_waiver_rule - 1]);
	out->object = TextDatumGetCString(values[Anum_waiver_object - 1]);
	out->reason = TextDatumGetCString(values[Anum_waiver_reason - 1]);
	return true;
}

/* The same for a waiver that has not expired. */
static bool
read_row_in_force(HeapTuple tuple, TupleDesc desc, TimestampTz now, Waiver *out)
{
	return read_row(tuple, desc, now, out) && !out->expired;
}

Waiver *
waiver_find(const HygieneFinding *finding, Snapshot snapshot)
{
	Relation	rel = open_waiver_table();
	Waiver	   *result = NULL;
	Oid			indexrelid;
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	if (rel == NULL)
		return NULL;
	/* an empty table needs no index probe */
	if (RelationGetNumberOfBlocks(rel) == 0)
	{
		table_close(rel, AccessShareLock);
		return NULL;
	}

	ScanKeyInit(&keys[0], Anum_waiver_rule, BTEqualStrategyNumber, F_TEXTEQ,
				CStringGetTextDatum(finding->rule->name));
	ScanKeyInit(&keys[1], Anum_waiver_object, BTEqualStrategyNumber, F_TEXTEQ,
				CStringGetTextDatum(finding->object));

	indexrelid = waiver_index(rel);
	scan = systable_beginscan(rel, indexrelid, OidIsValid(indexrelid), snapshot,
							  2, keys);
	while (result == NULL && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Waiver		waiver;

		if (read_row_in_force(tuple, RelationGetDescr(rel), GetCurrentTimestamp(), &waiver))
		{
			result = palloc(sizeof(Waiver));
			*result = waiver;
		}
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	return result;
}

static uint32
waiver_hash(const void *key, Size keysize)
{
	const WaiverKey *k = key;

	return hash_combine(string_hash(k->rule, NAMEDATALEN),
						DatumGetUInt32(hash_any((const unsigned char *) k->object,
												strlen(k->object))));
}

static int
waiver_compare(const void *a, const void *b, Size keysize)
{
	const WaiverKey *ka = a;
	const WaiverKey *kb = b;

	return !(strcmp(ka->rule, kb->rule) == 0 && strcmp(ka->object, kb->object) == 0);
}

WaiverSet *
waiver_set_read(Snapshot snapshot)
{
	WaiverSet  *set = palloc0(sizeof(WaiverSet));
	Relation	rel = open_waiver_table();
	TimestampTz now = GetCurrentTimestamp();
	HASHCTL		ctl;
	SysScanDesc scan;
	HeapTuple	tuple;

	if (rel == NULL)
		return set;

	ctl.keysize = sizeof(WaiverKey);
	ctl.entrysize = sizeof(WaiverEntry);
	ctl.hash = waiver_hash;
	ctl.match = waiver_compare;
	ctl.hcxt = CurrentMemoryContext;
	set->hash = hash_create("hygiene waivers", 128, &ctl,
							HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);

	scan = systable_beginscan(rel, InvalidOid, false, snapshot, 0, NULL);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Waiver		waiver;
		WaiverKey	key;
		WaiverEntry *entry;
		bool		found;

		CHECK_FOR_INTERRUPTS();
		if (!read_row_in_force(tuple, RelationGetDescr(rel), now, &waiver))
			continue;
		key.rule = waiver.rule;
		key.object = waiver.object;
		entry = hash_search(set->hash, &key, HASH_ENTER, &found);
		if (!found)
			entry->waiver = waiver;
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	return set;
}

const Waiver *
waiver_set_find(const WaiverSet *set, const HygieneFinding *finding)
{
	WaiverKey	key;
	WaiverEntry *entry;

	if (set == NULL || set->hash == NULL)
		return NULL;
	key.rule = finding->rule->name;
	key.object = finding->object;
	entry = hash_search(set->hash, &key, HASH_FIND, NULL);
	return entry ? &entry->waiver : NULL;
}

void
waiver_each(Snapshot snapshot, void (*callback) (const Waiver *waiver, void *arg), void *arg)
{
	Relation	rel = open_waiver_table();
	TimestampTz now = GetCurrentTimestamp();
	SysScanDesc scan;
	HeapTuple	tuple;

	if (rel == NULL)
		return;
	scan = systable_beginscan(rel, InvalidOid, false, snapshot, 0, NULL);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Waiver		waiver;

		CHECK_FOR_INTERRUPTS();
		if (read_row(tuple, RelationGetDescr(rel), now, &waiver))
			callback(&waiver, arg);
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
}
