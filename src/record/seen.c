/*-------------------------------------------------------------------------
 *
 * seen.c
 *		The definitions of relations as they were when they were last judged.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "facts/reader.h"
#include "facts/stream_records.h"
#include "miscadmin.h"
#include "record/seen.h"
#include "record/seen_table.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

/* How a relation stands to what was seen of it: notes of the stream. */
enum
{
	NOT_SEEN,					/* there is nothing about it */
	SEEN_SAME,
	SEEN_CHANGED,
	SEEN_MADE
};

struct SeenSet
{
	MemoryContext context;
	List	   *missing;		/* OIDs that the stream has no relation of */
	UnseenFacts *unseen;
};

SeenSet *
seen_begin(Snapshot snapshot)
{
	Relation	seen = seen_open(AccessShareLock);
	SeenSet    *set = NULL;

	if (seen == NULL)
		return NULL;
	if (seen_watching(seen, snapshot))
	{
		set = palloc0(sizeof(SeenSet));
		set->context = CurrentMemoryContext;
		set->unseen = palloc0(sizeof(UnseenFacts));
	}
	table_close(seen, AccessShareLock);
	return set;
}

void
seen_read_all(SeenSet *set, FactsStream *stream, Snapshot snapshot)
{
	MemoryContext old = MemoryContextSwitchTo(set->context);
	Relation	seen = seen_open(AccessShareLock);
	int64		place = seen_place();
	SysScanDesc scan;
	HeapTuple	tuple;

	if (seen == NULL)
	{
		MemoryContextSwitchTo(old);
		return;
	}
	scan = systable_beginscan(seen, InvalidOid, false, snapshot, 0, NULL);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		SeenEntry	entry;
		int			same;

		CHECK_FOR_INTERRUPTS();
		if (!seen_form_entry(tuple, seen, place, &entry))
			continue;
		same = entry.unseen == '\0' ? SEEN_SAME : entry.unseen == 'm' ? SEEN_MADE : SEEN_CHANGED;
		if (!facts_stream_note(stream, entry.relid, (uint64) entry.definition, same,
							   Max(same, SEEN_CHANGED)))
			set->missing = lappend_oid(set->missing, entry.relid);
	}
	systable_endscan(scan);
	table_close(seen, AccessShareLock);
	MemoryContextSwitchTo(old);
}

static void
add_unseen(UnseenFacts *unseen, int kind, const char *nspname, const char *relname)
{
	if (settings_ignores_table(nspname, relname))
		return;
	if (unseen->n[kind]++ < UNSEEN_NAMES)
		unseen->names[kind] = lappend(unseen->names[kind],
									  quote_qualified_identifier(nspname, relname));
}

void
seen_observe(SeenSet *set, const RelationFacts *rel)
{
	MemoryContext old = MemoryContextSwitchTo(set->context);

	if (rel->note == SEEN_MADE || (rel->note == NOT_SEEN && !OidIsValid(rel->parent)))
		add_unseen(set->unseen, UNSEEN_MADE, rel->nspname, rel->relname);
	else if (rel->note == SEEN_CHANGED)
		add_unseen(set->unseen, UNSEEN_CHANGED, rel->nspname, rel->relname);
	MemoryContextSwitchTo(old);
}

/* Tells of a relation that is gone; only its row knows what it was called. */
static void
add_dropped(SeenSet *set, Relation seen, Oid relid, Snapshot snapshot)
{
	HeapTuple	row = seen_find(seen, relid, snapshot);
	Form_seen	form;

	if (!HeapTupleIsValid(row))
		return;
	form = (Form_seen) GETSTRUCT(row);
	add_unseen(set->unseen, UNSEEN_DROPPED, NameStr(form->nspname), NameStr(form->relname));
}

UnseenFacts *
seen_finish(SeenSet *set, Snapshot snapshot)
{
	Relation	seen = seen_open(AccessShareLock);
	ListCell   *lc;

	list_sort(set->missing, list_oid_cmp);
	foreach(lc, set->missing)
	{
		if (seen == NULL)
			break;

		/* an extension may have taken it in */
		if (!facts_exists(lfirst_oid(lc), 0, snapshot))
			add_dropped(set, seen, lfirst_oid(lc), snapshot);
	}
	if (seen != NULL)
		table_close(seen, AccessShareLock);
	return set->unseen;
}

void
seen_each_relation(Snapshot snapshot, void (*callback) (const RelationFacts *rel, void *arg), void *arg)
{
	StreamWanted wanted = {.relations = true};
	FactsStream *stream = facts_stream_begin(snapshot, InvalidOid, InvalidOid, &wanted);
	const RelationFacts *rel;

	while ((rel = facts_stream_next(stream)) != NULL)
		callback(rel, arg);
	facts_stream_end(stream);
}

UnseenFacts *
seen_compare(Snapshot snapshot)
{
	SeenSet    *set = seen_begin(snapshot);
	StreamWanted wanted = {.relations = true};
	FactsStream *stream;
	const RelationFacts *rel;

	if (set == NULL)
		return NULL;
	stream = facts_stream_begin(snapshot, InvalidOid, InvalidOid, &wanted);
	seen_read_all(set, stream, snapshot);
	while ((rel = facts_stream_next(stream)) != NULL)
		seen_observe(set, rel);
	facts_stream_end(stream);
	return seen_finish(set, snapshot);
}

bool
seen_has(Oid relid, Snapshot snapshot)
{
	Relation	seen = seen_open(AccessShareLock);
	bool		has;

	if (seen == NULL)
		return false;
	has = seen_watching(seen, snapshot) && HeapTupleIsValid(seen_find(seen, relid, snapshot));
	table_close(seen, AccessShareLock);
	return has;
}

int
seen_days(Oid relid, Snapshot snapshot)
{
	Relation	seen = seen_open(AccessShareLock);
	HeapTuple	row;
	int			days = -1;

	if (seen == NULL)
		return -1;
	row = seen_find(seen, relid, snapshot);
	if (HeapTupleIsValid(row))
	{
		TimestampTz at = ((Form_seen) GETSTRUCT(row))->at;

		if (!TIMESTAMP_NOT_FINITE(at))
			days = (int) (Max(GetCurrentTimestamp() - at, 0) / USECS_PER_DAY);
	}
	table_close(seen, AccessShareLock);
	return days;
}
