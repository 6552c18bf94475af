/*-------------------------------------------------------------------------
 *
 * reported_findings.c
 *		Findings that have been reported already.
 *
 * What a nested statement did is among what the statement around it changed,
 * and is reported once.  Of a reported finding only rule and address are
 * remembered.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "guard/judge/judged_finding.h"
#include "guard/judge/reported_findings.h"
#include "utils/memutils.h"

/* Of the transaction: what is not reported again at commit. */
static List *reported = NIL;

/* A copy that finding_same() takes for the finding. */
static HygieneFinding *
copy_key(const HygieneFinding *finding)
{
	HygieneFinding *copy = palloc0(sizeof(HygieneFinding));

	copy->rule = finding->rule;
	copy->address = finding->address;
	return copy;
}

/* The findings without those of the list. */
static List *
exclude(List *findings, const List *known)
{
	List	   *rest = NIL;

	if (known == NIL)
		return findings;
	foreach_judged(judged, findings)
	{
		ListCell   *lc;
		bool		found = false;

		foreach(lc, known)
			found = found || finding_same(judged->finding, (HygieneFinding *) lfirst(lc));
		if (!found)
			rest = lappend(rest, judged);
	}
	return rest;
}

List *
reported_within(const Statement *statement, List *findings)
{
	return exclude(findings, statement->reported);
}

void
reported_to_outer(const Statement *statement, const List *findings)
{
	Statement  *outer = statement->outer;
	MemoryContext old;
	ListCell   *lc;

	if (outer == NULL)
		return;
	old = MemoryContextSwitchTo(outer->context);
	foreach_judged(judged, findings)
		outer->reported = lappend(outer->reported, copy_key(judged->finding));
	foreach(lc, statement->reported)
		outer->reported = lappend(outer->reported, copy_key((HygieneFinding *) lfirst(lc)));
	MemoryContextSwitchTo(old);
}

List *
reported_before_commit(List *findings)
{
	return exclude(findings, reported);
}

void
reported_remember(const List *findings)
{
	MemoryContext old = MemoryContextSwitchTo(TopTransactionContext);

	foreach_judged(judged, findings)
		reported = lappend(reported, copy_key(judged->finding));
	MemoryContextSwitchTo(old);
}

void
reported_forget(void)
{
	reported = NIL;
}
