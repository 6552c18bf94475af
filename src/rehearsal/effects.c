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
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/snapshot.h"
#include "guard/collect/rehearsal_sink.h"
#include "guard/collect/table_traffic.h"
#include "miscadmin.h"
#include "rehearsal/effects.h"
#include "rehearsal/effects_text.h"
#include "rehearsal/held.h"
#include "rehearsal/suspects.h"
#include "storage/lock.h"
#include "utils/hsearch.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

/* A relation when we last looked. */
typedef struct Counted
{
	Oid			relid;			/* hash key */
	int64		scans;
	int64		changes;
	HygieneFileNumber file;		/* 0: not looked at, or gone */
	LOCKMASK	held;			/* locks that it had before the statement */
	LOCKMASK	fresh;			/* further ones of the look at which it was listed */
	uint32		listed;			/* the number of that look */
} Counted;

struct Observer
{
	CommandId	script_start;
	CommandId	statement_start;
	bool		nested;			/* within another rehearsal */
	bool		current;		/* the last look at locks still holds */
	uint32		look;			/* its number */
	HeldLocks  *locks;			/* as they were then */
	HTAB	   *counted;
	List	   *listed;			/* of Counted *: what the statement may have done
								 * something to; in its memory context */
};

static Counted *
counted_of(Observer *observer, Oid relid)
{
	bool		found;
	Counted    *counted = hash_search(observer->counted, &relid, HASH_ENTER, &found);

	if (!found)
	{
		memset(counted, 0, sizeof(*counted));
		counted->relid = relid;
	}
	return counted;
}

static void
count(Observer *observer, Oid relid)
{
	Counted    *counted = counted_of(observer, relid);

	counted->scans = traffic_scans(relid);
	counted->changes = hygiene_pending_changes(relid);
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

		if (relid >= FirstNormalObjectId && find_tabstat_entry(relid) != NULL)
			count(observer, relid);
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
	observer->nested = rehearsal_sink_current() != NULL;
	observer->locks = held_create();
	CommandCounterIncrement();
	observer->script_start = GetCurrentCommandId(false);
	count_all(observer);
	return observer;
}

static void
list_relation(Observer *observer, Counted *counted)
{
	if (counted->listed == observer->look)
		return;
	counted->listed = observer->look;
	counted->fresh = 0;
	observer->listed = lappend(observer->listed, counted);
}

/* HeldCallback */
static void
note_held(Oid relid, LOCKMASK modes, void *arg)
{
	Observer   *observer = (Observer *) arg;
	Counted    *counted = counted_of(observer, relid);
	LOCKMASK	fresh = modes & ~counted->held;

	if (fresh == 0)
		return;
	list_relation(observer, counted);
	counted->fresh |= fresh;
}

/* Lists what has got a new lock since the last look. */
static void
look_at_locks(Observer *observer)
{
	observer->listed = NIL;
	observer->look++;
	held_walk(observer->locks, note_held, observer);
}

/* What was new is what the next statement begins with. */
static void
keep_locks(Observer *observer)
{
	ListCell   *lc;

	foreach(lc, observer->listed)
	{
		Counted    *counted = (Counted *) lfirst(lc);

		counted->held |= counted->fresh;
	}
}

/* After something that may have given locks up. */
static void
look_anew(Observer *observer)
{
	HASH_SEQ_STATUS status;
	Counted    *counted;

	hash_seq_init(&status, observer->counted);
	while ((counted = hash_seq_search(&status)) != NULL)
		counted->held = 0;
	held_forget(observer->locks);
	look_at_locks(observer);
	keep_locks(observer);
}

static bool
is_locked(const Observer *observer, const Counted *counted)
{
	return counted->held != 0 || (counted->listed == observer->look && counted->fresh != 0);
}

void
observe_begin(Observer *observer)
{
	if (!observer->current)
		look_anew(observer);
	observer->current = true;
	observer->statement_start = GetCurrentCommandId(false);
	suspects_begin(observer->nested);
}

void
observe_failed(Observer *observer)
{
	int			n;
	const Oid  *relids = suspects_end(&n);

	if (relids == NULL)
		count_all(observer);
	for (int i = 0; relids != NULL && i < n; i++)
		count(observer, relids[i]);
	observer->current = false;
	/* so that what a commit does is no statement's */
	suspects_begin(observer->nested);
}

void
observe_over(void)
{
	int			n;

	(void) suspects_end(&n);
}

static int
counted_cmp(const ListCell *a, const ListCell *b)
{
	Oid			relid_a = ((const Counted *) lfirst(a))->relid;
	Oid			relid_b = ((const Counted *) lfirst(b))->relid;

	return relid_a < relid_b ? -1 : relid_a > relid_b;
}

/* Adds the suspects that are locked; a statement locks whatever it does something to. */
static void
list_suspects(Observer *observer, const Node *utility)
{
	HASH_SEQ_STATUS status;
	Counted    *counted;
	int			n;
	const Oid  *relids = suspects_end(&n);

	/* no executor starts for it */
	if (utility != NULL && IsA(utility, CopyStmt))
		relids = NULL;
	for (int i = 0; relids != NULL && i < n; i++)
	{
		counted = hash_search(observer->counted, &relids[i], HASH_FIND, NULL);
		if (counted != NULL && is_locked(observer, counted))
			list_relation(observer, counted);
	}
	if (relids != NULL)
		return;
	hash_seq_init(&status, observer->counted);
	while ((counted = hash_seq_search(&status)) != NULL)
	{
		if (is_locked(observer, counted))
			list_relation(observer, counted);
	}
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

/* Is the relation worth a closer look? */
static bool
has_happened(const Counted *counted)
{
	return counted->fresh != 0 ||
		counted->file != file_of(counted->relid) ||
		counted->scans != traffic_scans(counted->relid) ||
		counted->changes != hygiene_pending_changes(counted->relid);
}

/*
 * Files of relations that were there before the statement and are gone now.
 * An index that takes one over is another index to the catalogs, but was not
 * built.
 */
static List *
files_given_up(const Observer *observer, Snapshot before)
{
	List	   *files = NIL;
	ListCell   *lc;

	foreach(lc, observer->listed)
	{
		const Counted *counted = (const Counted *) lfirst(lc);
		ObservedRelation seen;

		if (has_happened(counted) && file_of(counted->relid) == 0 &&
			observed_see(counted->relid, before, &seen))
			files = lappend_oid(files, seen.file);
	}
	return files;
}

void
observe_end(Observer *observer, const Node *utility, Observation *seen)
{
	Snapshot	origin = snapshot_before(observer->script_start);
	ObservedStatement statement = {0};
	ListCell   *lc;

	look_at_locks(observer);
	list_suspects(observer, utility);
	list_sort(observer->listed, counted_cmp);

	statement.utility = utility;
	statement.before = snapshot_before(observer->statement_start);
	statement.after = facts_snapshot_now();
	statement.given_up = files_given_up(observer, statement.before);
	observed_begin(&statement);
	seen->rows_changed = 0;

	foreach(lc, observer->listed)
	{
		Counted    *counted = (Counted *) lfirst(lc);
		Oid			relid = counted->relid;
		int64		changes = hygiene_pending_changes(relid);
		int64		scans = traffic_scans(relid);
		ObservedRelation then;
		ObservedRelation now;
		bool		was;
		bool		is;

		CHECK_FOR_INTERRUPTS();
		if (!has_happened(counted))
			continue;
		was = observed_see(relid, statement.before, &then);
		is = observed_see(relid, statement.after, &now);
		if (is ? !now.aside : (was && !then.aside))
		{
			observed_tell_locks(&statement, is ? &now : &then, counted->fresh,
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

	keep_locks(observer);
	observed_end(&statement, seen);
	UnregisterSnapshot(origin);
	UnregisterSnapshot(statement.before);
	UnregisterSnapshot(statement.after);
	suspects_begin(observer->nested);
}
