/*-------------------------------------------------------------------------
 *
 * observe.c
 *		What a statement has done to relations, as the server knows it.
 *
 * Whatever a statement does to a relation, it holds a lock on it to the end of
 * the transaction: so the relations that this session has locks on are those
 * to look at.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/transam.h"
#include "access/xact.h"
#include "catalog/catalog.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_tablespace.h"
#include "compat.h"
#include "facts/reader.h"
#include "guard/measure.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "rehearsal/observe.h"
#include "record/extension.h"
#include "storage/lock.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/json.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

/* The counts of a relation when we last looked. */
typedef struct Counted
{
	Oid			relid;			/* hash key */
	int64		scans;
	int64		changes;
	HygieneFileNumber file;		/* 0: not looked at, or gone */
} Counted;

/* The modes in which this session holds a relation, as a bit mask. */
typedef struct Held
{
	Oid			relid;
	LOCKMASK	modes;
} Held;

struct Observer
{
	CommandId	script_start;
	CommandId	statement_start;
	Held	   *held;			/* before the statement, by OID */
	int			nheld;
	HTAB	   *counted;
};

/* A row of pg_class, as much as matters here. */
typedef struct Seen
{
	char	   *name;			/* schema.relation, quoted */
	char		relkind;
	char		relpersistence;
	Oid			relam;
	Oid			tablespace;
	HygieneFileNumber file;
} Seen;

static int64
scans_of(Oid relid)
{
	PgStat_TableStatus *entry = find_tabstat_entry(relid);

	return entry ? hygiene_tabstat_scans(entry) : 0;
}

static Counted *
counted_of(Observer *observer, Oid relid)
{
	bool		found;
	Counted    *counted = hash_search(observer->counted, &relid, HASH_ENTER, &found);

	if (!found)
	{
		counted->scans = counted->changes = 0;
		counted->file = 0;
	}
	return counted;
}

/* Notes the counts of all relations that have any. */
static void
count_all(Observer *observer)
{
	Relation	catalog = table_open(RelationRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, NULL, 0, NULL);
	HeapTuple	tuple;

	while ((tuple = systable_getnext(scan)) != NULL)
	{
		Oid			relid = ((Form_pg_class) GETSTRUCT(tuple))->oid;

		if (relid < FirstNormalObjectId || find_tabstat_entry(relid) == NULL)
			continue;
		counted_of(observer, relid)->scans = scans_of(relid);
		counted_of(observer, relid)->changes = hygiene_pending_changes(relid);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
}

Observer *
observer_create(void)
{
	Observer   *observer = palloc0(sizeof(Observer));
	HASHCTL		ctl = {0};

	ctl.keysize = sizeof(Oid);
	ctl.entrysize = sizeof(Counted);
	ctl.hcxt = CurrentMemoryContext;
	observer->counted = hash_create("hygiene counted", 64, &ctl,
									HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	CommandCounterIncrement();
	observer->script_start = GetCurrentCommandId(false);
	count_all(observer);
	return observer;
}

static int
held_cmp(const void *a, const void *b)
{
	Oid			relid_a = ((const Held *) a)->relid;
	Oid			relid_b = ((const Held *) b)->relid;

	return relid_a < relid_b ? -1 : relid_a > relid_b;
}

/* The relations of users that this session has locks on, by OID. */
static Held *
relations_held(int *nheld)
{
	LockData   *locks = GetLockStatusData();
	Held	   *held = palloc(sizeof(Held) * Max(locks->nelements, 1));
	int			n = 0;
	int			last = 0;

	for (int i = 0; i < locks->nelements; i++)
	{
		const LockInstanceData *lock = &locks->locks[i];

		if (lock->pid != MyProcPid || lock->holdMask == 0 ||
			lock->locktag.locktag_type != LOCKTAG_RELATION ||
			lock->locktag.locktag_field1 != MyDatabaseId ||
			lock->locktag.locktag_field2 < FirstNormalObjectId)
			continue;
		held[n].relid = lock->locktag.locktag_field2;
		held[n++].modes = lock->holdMask;
	}

	/* weak locks and strong ones are kept at different places */
	qsort(held, n, sizeof(Held), held_cmp);
	for (int i = 1; i < n; i++)
	{
		if (held[i].relid == held[last].relid)
			held[last].modes |= held[i].modes;
		else
			held[++last] = held[i];
	}
	*nheld = n > 0 ? last + 1 : 0;
	return held;
}

static LOCKMASK
modes_of(const Held *held, int nheld, Oid relid)
{
	Held		key = {relid, 0};
	const Held *found = nheld == 0 ? NULL :
		bsearch(&key, held, nheld, sizeof(Held), held_cmp);

	return found ? found->modes : 0;
}

void
observe_begin(Observer *observer)
{
	observer->statement_start = GetCurrentCommandId(false);
	observer->held = relations_held(&observer->nheld);
}

void
observe_failed(Observer *observer)
{
	count_all(observer);
}

/* The catalogs before a command, wherever the script's transaction begins. */
static Snapshot
snapshot_before(CommandId cid)
{
	CommandId	origin = facts_swap_origin(0);
	Snapshot	snapshot = facts_snapshot_before(cid);

	(void) facts_swap_origin(origin);
	return snapshot;
}

static bool
see(Oid relid, Snapshot snapshot, Seen *seen)
{
	HeapTuple	tuple = facts_fetch_by_oid(RelationRelationId, ClassOidIndexId,
										   Anum_pg_class_oid, relid, snapshot);
	Form_pg_class row;
	char	   *nspname;

	if (tuple == NULL)
		return false;
	row = (Form_pg_class) GETSTRUCT(tuple);
	nspname = facts_namespace_name(row->relnamespace, snapshot);
	seen->name = quote_qualified_identifier(nspname, NameStr(row->relname));
	seen->relkind = row->relkind;
	seen->relpersistence = row->relpersistence;
	seen->relam = row->relam;
	seen->tablespace = row->reltablespace;
	seen->file = row->relfilenode;
	return true;
}

/* Ours, the system's, and what only comes along with a table. */
static bool
uninteresting(Oid relid, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_by_oid(RelationRelationId, ClassOidIndexId,
										   Anum_pg_class_oid, relid, snapshot);
	Form_pg_class row;
	char	   *nspname;

	if (tuple == NULL)
		return true;
	row = (Form_pg_class) GETSTRUCT(tuple);
	if (row->relkind == RELKIND_TOASTVALUE || IsToastNamespace(row->relnamespace) ||
		row->relkind == RELKIND_COMPOSITE_TYPE)
		return true;
	nspname = facts_namespace_name(row->relnamespace, snapshot);
	return nspname != NULL && strcmp(nspname, "hygiene") == 0 &&
		(relid == extension_table("journal") || relid == extension_table("waiver") ||
		 row->relkind == RELKIND_INDEX);
}

static bool
is_index(const Seen *seen)
{
	return seen->relkind == RELKIND_INDEX || seen->relkind == RELKIND_PARTITIONED_INDEX;
}

static const char *
kind_of(const Seen *seen)
{
	RelationFacts rel = {0};

	if (is_index(seen))
		return "index";
	rel.relkind = seen->relkind;
	return facts_relation_kind(&rel);
}

/* ---- JSON ---- */

static void
begin_item(StringInfo json, const char *key, const char *value)
{
	if (json->len > 1)
		appendStringInfoString(json, ", ");
	appendStringInfo(json, "{\"%s\": ", key);
	escape_json(json, value);
}

static void
add_text(StringInfo json, const char *key, const char *value)
{
	appendStringInfo(json, ", \"%s\": ", key);
	escape_json(json, value);
}

static void
add_number(StringInfo json, const char *key, int64 value)
{
	if (value >= 0)
		appendStringInfo(json, ", \"%s\": " INT64_FORMAT, key, value);
	else
		appendStringInfo(json, ", \"%s\": null", key);
}

static int64
bytes_of(Oid relid)
{
	SizeFacts	size;

	measure_storage(relid, &size);
	return size.bytes;
}

/* ---- what happened ---- */

/* From what differs in the catalogs; the statement only where they are alike. */
static const char *
rewrite_reason(Oid relid, const Seen *then, const Seen *now, Snapshot before,
			   Snapshot after, const Node *utility)
{
	const RelationFacts *rel_then;
	const RelationFacts *rel_now;
	bool		added = false;

	if (then->relpersistence != now->relpersistence)
		return "persistence";
	if (then->relam != now->relam)
		return "access method";
	if (then->tablespace != now->tablespace)
		return "tablespace";
	if (utility != NULL && IsA(utility, TruncateStmt))
		return "truncate";
	if (utility != NULL && IsA(utility, ClusterStmt))
		return "cluster";
	if (now->relkind == RELKIND_MATVIEW)
		return "refresh";

	rel_then = facts_read_relation(relid, before);
	rel_now = facts_read_relation(relid, after);
	for (int i = 0; i < rel_now->natts; i++)
	{
		const AttributeFacts *att = &rel_now->atts[i];
		const AttributeFacts *was = facts_attribute(rel_then, att->attnum);

		if (was == NULL)
			added = true;
		else if (was->type->typid != att->type->typid ||
				 was->type->typmod != att->type->typmod)
			return "column type";
	}
	return added ? "new column" : "other";
}

static void
tell_locks(StringInfo json, Oid relid, LOCKMASK modes, const Seen *seen, bool existed,
		   bool there)
{
	for (LOCKMODE mode = 1; mode <= MaxLockMode; mode++)
	{
		SizeFacts	size = {.rows = -1, .bytes = -1};
		Oid			toast;

		if ((modes & LOCKBIT_ON(mode)) == 0)
			continue;
		if (there && !is_index(seen))
			measure_relation(relid, &size, &toast);
		else if (there)
			measure_storage(relid, &size);
		begin_item(json, "relation", seen->name);
		add_text(json, "kind", kind_of(seen));
		add_text(json, "mode", GetLockmodeName(DEFAULT_LOCKMETHOD, mode));
		appendStringInfo(json, ", \"existed\": %s", existed ? "true" : "false");
		add_number(json, "rows", is_index(seen) ? -1 : size.rows);
		add_number(json, "bytes", size.bytes);
		appendStringInfoChar(json, '}');
	}
}

/* The relation's file as it is now, 0 if it has none. */
static HygieneFileNumber
file_of(Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	HygieneFileNumber file;

	if (!HeapTupleIsValid(tuple))
		return 0;
	file = ((Form_pg_class) GETSTRUCT(tuple))->relfilenode;
	ReleaseSysCache(tuple);
	return file;
}

/*
 * Is the relation worth a closer look?  A script that has locked a thousand of
 * them still does something to a few at a time.
 */
static bool
has_happened(Observer *observer, const Held *held)
{
	const Counted *counted = counted_of(observer, held->relid);

	return (held->modes & ~modes_of(observer->held, observer->nheld, held->relid)) != 0 ||
		counted->file != file_of(held->relid) ||
		counted->scans != scans_of(held->relid) ||
		counted->changes != hygiene_pending_changes(held->relid);
}

/*
 * Files of relations that were there before the statement and are gone now.
 * An index that takes one over is another index to the catalogs, but was not
 * built.
 */
static List *
files_given_up(Observer *observer, const Held *held, int nheld, Snapshot before)
{
	List	   *files = NIL;

	for (int i = 0; i < nheld; i++)
	{
		Seen		seen;

		if (has_happened(observer, &held[i]) && file_of(held[i].relid) == 0 &&
			see(held[i].relid, before, &seen))
			files = lappend_oid(files, seen.file);
	}
	return files;
}

static void
tell_files(StringInfo rewrites, StringInfo builds, Oid relid, const Seen *then,
		   const Seen *now, List *given_up, Snapshot before, Snapshot after,
		   const Node *utility)
{
	if (now->relkind == RELKIND_INDEX && (then == NULL || then->file != now->file))
	{
		Oid			table = facts_relation_of(RelationRelationId, relid, after);
		char	   *nspname;
		char	   *relname;

		/* to build one on nothing is no work */
		if (list_member_oid(given_up, now->file) || bytes_of(table) == 0)
			return;
		facts_name_relation(table, after, &nspname, &relname);
		begin_item(builds, "index", now->name);
		add_text(builds, "table", quote_qualified_identifier(nspname, relname));
		add_number(builds, "bytes", bytes_of(relid));
		appendStringInfoChar(builds, '}');
	}
	else if (then != NULL && then->file != now->file &&
			 (now->relkind == RELKIND_RELATION || now->relkind == RELKIND_MATVIEW))
	{
		begin_item(rewrites, "relation", now->name);
		add_text(rewrites, "reason",
				 rewrite_reason(relid, then, now, before, after, utility));
		add_number(rewrites, "bytes", bytes_of(relid));
		appendStringInfoChar(rewrites, '}');
	}
}

void
observe_end(Observer *observer, const Node *utility, Observation *seen)
{
	Snapshot	origin = snapshot_before(observer->script_start);
	Snapshot	before = snapshot_before(observer->statement_start);
	Snapshot	after = facts_snapshot_now();
	StringInfoData locks;
	StringInfoData rewrites;
	StringInfoData builds;
	StringInfoData scans;
	int			nheld;
	Held	   *held = relations_held(&nheld);
	List	   *given_up = files_given_up(observer, held, nheld, before);

	initStringInfo(&locks);
	initStringInfo(&rewrites);
	initStringInfo(&builds);
	initStringInfo(&scans);
	appendStringInfoChar(&locks, '[');
	appendStringInfoChar(&rewrites, '[');
	appendStringInfoChar(&builds, '[');
	appendStringInfoChar(&scans, '[');
	seen->rows_changed = 0;

	for (int i = 0; i < nheld; i++)
	{
		Oid			relid = held[i].relid;
		LOCKMASK	fresh = held[i].modes & ~modes_of(observer->held, observer->nheld, relid);
		Counted    *counted = counted_of(observer, relid);
		int64		changes = hygiene_pending_changes(relid);
		int64		nscans = scans_of(relid);
		Seen		then;
		Seen		now;
		bool		was;
		bool		is;

		CHECK_FOR_INTERRUPTS();
		if (!has_happened(observer, &held[i]))
			continue;
		was = see(relid, before, &then);
		is = see(relid, after, &now);
		if ((was || is) && !uninteresting(relid, is ? after : before))
		{
			tell_locks(&locks, relid, fresh, is ? &now : &then,
					   facts_exists(relid, 0, origin), is);
			if (is && !is_index(&now))
			{
				seen->rows_changed += Max(changes - counted->changes, 0);
				if (nscans > counted->scans && bytes_of(relid) > 0)
				{
					begin_item(&scans, "relation", now.name);
					add_number(&scans, "scans", nscans - counted->scans);
					add_number(&scans, "bytes", bytes_of(relid));
					appendStringInfoChar(&scans, '}');
				}
			}
			if (is)
				tell_files(&rewrites, &builds, relid, was ? &then : NULL, &now,
						   given_up, before, after, utility);
		}
		counted->changes = changes;
		counted->scans = nscans;
		counted->file = file_of(relid);
	}

	appendStringInfoChar(&locks, ']');
	appendStringInfoChar(&rewrites, ']');
	appendStringInfoChar(&builds, ']');
	appendStringInfoChar(&scans, ']');
	seen->locks = locks.data;
	seen->rewrites = rewrites.data;
	seen->index_builds = builds.data;
	seen->full_scans = scans.data;
	UnregisterSnapshot(origin);
	UnregisterSnapshot(before);
	UnregisterSnapshot(after);
}
