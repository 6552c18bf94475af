/*-------------------------------------------------------------------------
 *
 * held_locks.c
 *		ACCESS EXCLUSIVE locks on large tables that are held over several statements.
 *
 * A transaction that takes a second such lock makes those wait who use the first
 * table, for as long as it waits and works itself.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/catalog/catalog_rows.h"
#include "facts/facts.h"
#include "guard/collect/table_traffic.h"
#include "guard/judge/held_locks.h"
#include "utils/memutils.h"

/*
 * Locks that earlier statements of this transaction still hold.  State of the
 * transaction, in TopTransactionContext; one finding a transaction is enough.
 */
static List *locked = NIL;		/* of char *: relations' names */
static bool reported = false;

void
held_locks_judge(Judging *judging, ChangeCallback judge_change)
{
	ListCell   *lc;

	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);
		Change		change = {0};
		int64		bytes;
		char	   *name;
		MemoryContext old;
		ListCell   *ll;
		bool		known = false;

		/* what is large was read */
		if (record->before == NULL || record->after == NULL ||
			judging_exempt(record->before) || record->before->relispartition ||
			reported || relation_lock_held(record->relid) != AccessExclusiveLock ||
			!facts_exists(record->relid, 0, judging->origin) ||
			!traffic_is_large(record->after, judging->after, &bytes))
			continue;

		if (locked != NIL && !reported)
		{
			reported = true;
			change.kind = CHANGE_LOCK_KEPT;
			change.before = record->before;
			change.after = record->after;
			change.traffic = traffic_facts(bytes, AccessExclusiveLock);
			((TrafficFacts *) change.traffic)->other = (const char *) linitial(locked);
			judge_change(&change, judging);
		}
		old = MemoryContextSwitchTo(TopTransactionContext);
		name = facts_relation_name(record->after);
		foreach(ll, locked)
			known = known || strcmp((char *) lfirst(ll), name) == 0;
		if (!known)
			locked = lappend(locked, name);
		MemoryContextSwitchTo(old);
	}
}

void
held_locks_forget(void)
{
	locked = NIL;
	reported = false;
}
