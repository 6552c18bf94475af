/*-------------------------------------------------------------------------
 *
 * suspects.c
 *		Relations that a statement may have done something to.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "executor/executor.h"
#include "nodes/parsenodes.h"
#include "rehearsal/suspects.h"
#include "utils/inval.h"

#define MAX_SUSPECTS 1024

static Oid	suspects[MAX_SUSPECTS];
static int	nsuspects = 0;
static bool noting = false;
static bool all = false;

static ExecutorStart_hook_type prev_ExecutorStart = NULL;

static void
note(Oid relid)
{
	if (!OidIsValid(relid) || nsuspects == MAX_SUSPECTS)
		all = true;
	else if (nsuspects == 0 || suspects[nsuspects - 1] != relid)
		suspects[nsuspects++] = relid;
}

/* InvalidOid stands for all relations. */
static void
note_changed(Datum arg, Oid relid)
{
	if (noting)
		note(relid);
}

static void
note_query(QueryDesc *query, int eflags)
{
	ListCell   *lc;

	if (prev_ExecutorStart)
		prev_ExecutorStart(query, eflags);
	else
		standard_ExecutorStart(query, eflags);
	foreach(lc, noting ? query->plannedstmt->rtable : NIL)
	{
		RangeTblEntry *rte = lfirst_node(RangeTblEntry, lc);

		if (OidIsValid(rte->relid))
			note(rte->relid);
	}
}

void
suspects_begin(bool nested)
{
	nsuspects = 0;
	noting = true;
	all = nested;
}

const Oid *
suspects_end(int *n)
{
	noting = false;
	*n = nsuspects;
	return all ? NULL : suspects;
}

void
suspects_init(void)
{
	CacheRegisterRelcacheCallback(note_changed, (Datum) 0);
	prev_ExecutorStart = ExecutorStart_hook;
	ExecutorStart_hook = note_query;
}
