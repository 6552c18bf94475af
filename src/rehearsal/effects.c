/*-------------------------------------------------------------------------
 *
 * effects.c
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
#include "catalog/pg_class.h"
#include "compat.h"
#include "facts/catalog/reader.h"
#include "guard/collect/table_traffic.h"
#include "miscadmin.h"
#include "rehearsal/effects.h"
#include "rehearsal/effects_text.h"
#include "storage/lock.h"
#include "utils/hsearch.h"
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
		counted_of(observer, relid)->scans = traffic_scans(relid);
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
		counted->scans != traffic_scans(held->relid) ||
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
		ObservedRelation seen;

		if (has_happened(observer, &held[i]) && file_of(held[i].relid) == 0 &&
			observed_see(held[i].relid, before, &seen))
			files = lappend_oid(files, seen.file);
	}
	return files;
}

void
observe_end(Observer *observer, const Node *utility, Observation *seen)
{
	Snapshot	origin = snapshot_before(observer->script_start);
	ObservedStatement statement = {0};
	int			nheld;
	Held	   *held = relations_held(&nheld);

	statement.utility = utility;
	statement.before = snapshot_before(observer->statement_start);
	statement.after = facts_snapshot_now();
	statement.given_up = files_given_up(observer, held, nheld, statement.before);
	observed_begin(&statement);
	seen->rows_changed = 0;

	for (int i = 0; i < nheld; i++)
	{
		Oid			relid = held[i].relid;
		LOCKMASK	fresh = held[i].modes & ~modes_of(observer->held, observer->nheld, relid);
		Counted    *counted = counted_of(observer, relid);
		int64		changes = hygiene_pending_changes(relid);
		int64		scans = traffic_scans(relid);
		ObservedRelation then;
		ObservedRelation now;
		bool		was;
		bool		is;

		CHECK_FOR_INTERRUPTS();
		if (!has_happened(observer, &held[i]))
			continue;
		was = observed_see(relid, statement.before, &then);
		is = observed_see(relid, statement.after, &now);
		if (is ? !now.aside : (was && !then.aside))
		{
			observed_tell_locks(&statement, is ? &now : &then, fresh,
								facts_exists(relid, 0, origin), is);
			if (is && !now.is_index)
			{
				seen->rows_changed += Max(changes - counted->changes, 0);
				observed_tell_scans(&statement, &now, scans - counted->scans);
			}
			if (is)
				observed_tell_files(&statement, was ? &then : NULL, &now);
		}
		counted->changes = changes;
		counted->scans = scans;
		counted->file = file_of(relid);
	}

	observed_end(&statement, seen);
	UnregisterSnapshot(origin);
	UnregisterSnapshot(statement.before);
	UnregisterSnapshot(statement.after);
}
