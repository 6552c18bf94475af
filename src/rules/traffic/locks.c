/*-------------------------------------------------------------------------
 *
 * locks.c
 *		Rules about locks that queue everybody behind them.
 *
 * A lock that is waited for stops all who come after it, however short the
 * change itself is.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/describe.h"

/* A wait for a lock that is longer than this stops an application: ms. */
#define LONG_LOCK_TIMEOUT 10000

static void
judge_missing_lock_timeout(const HygieneRule *rule, const Change *change,
						   const RuleContext *context, FindingSink *sink)
{
	const TrafficFacts *traffic = change->traffic;
	HygieneFinding *finding;
	StringInfoData detail;

	if (traffic->lock_timeout > 0 && traffic->lock_timeout <= LONG_LOCK_TIMEOUT)
		return;

	finding = finding_relation(rule, change->before);
	finding->message = psprintf("%s (%s) is about to be locked in mode %s with %s; set lock_timeout first [%s]",
								describe_relation(change->before),
								describe_bytes(traffic->bytes), traffic->lock,
								traffic->lock_timeout == 0 ? "no lock_timeout" :
								psprintf("a lock_timeout of %d s", traffic->lock_timeout / 1000),
								rule->name);

	initStringInfo(&detail);
	appendStringInfo(&detail, "While it waits for the lock, all later %s of the table wait behind it.",
					 traffic->blocks_reads ? "reads and writes" : "writes");
	for (int i = 0; i < traffic->nblockers; i++)
		appendStringInfo(&detail, "%s%s", i == 0 ? " In the way right now: " : ", ",
						 traffic->blockers[i]);
	if (traffic->nblockers > 0)
		appendStringInfoChar(&detail, '.');
	finding->detail = detail.data;
	finding->hint = "SET LOCAL lock_timeout = '2s'; and try again if it cannot be had.";
	finding->bytes = traffic->bytes;
	finding_evidence_number(finding, "bytes", traffic->bytes);
	finding_evidence_number(finding, "lock_timeout", traffic->lock_timeout);
	finding_evidence_number(finding, "sessions_in_the_way", traffic->nblockers);
	sink->add(finding, sink);
}

static void
judge_wide_lock_window(const HygieneRule *rule, const Change *change,
					   const RuleContext *context, FindingSink *sink)
{
	const TrafficFacts *traffic = change->traffic;
	HygieneFinding *finding = finding_relation(rule, change->before);
	bool		same = strcmp(traffic->other, facts_relation_name(change->before)) == 0;

	if (same)
		finding->message = psprintf("%s (%s) stays locked for reads and writes while this transaction goes on; commit after each change of a large table [%s]",
									describe_relation(change->before),
									describe_bytes(traffic->bytes), rule->name);
	else
		finding->message = psprintf("%s (%s) is locked for reads and writes in the same transaction as \"%s\"; commit after each change of a large table [%s]",
									describe_relation(change->before),
									describe_bytes(traffic->bytes), traffic->other, rule->name);
	finding->detail = "A lock is kept until its transaction ends: each further statement makes the outage longer, and two such locks invite a deadlock.";
	finding->hint = "Put the changes into transactions of their own.";
	finding->bytes = traffic->bytes;
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		.name = "missing_lock_timeout", .category = "traffic", .kind = ON_CHANGE,
		.when = WHEN_NOW, .level = LEVEL_WARNING, .sqlstate = "PH0T5",
		.change_kinds = CHANGE_BIT(CHANGE_LOCK_DUE), .judge = judge_missing_lock_timeout,
		.title = "A large table is locked and nothing bounds the wait",
		.why = "A change that has to wait for one long query makes every later query wait behind it, even if the change itself would take no time.  With a lock_timeout it gives up instead, and can be tried again.",
		.cure = "SET LOCAL lock_timeout = '2s'; before the change, and retry.",
		.source = "PostgreSQL manual, Client Connection Defaults, lock_timeout; Explicit Locking",
	},
	{
		.name = "wide_lock_window", .category = "traffic", .kind = ON_CHANGE,
		.when = WHEN_NOW, .level = LEVEL_WARNING, .sqlstate = "PH0T6",
		.change_kinds = CHANGE_BIT(CHANGE_LOCK_KEPT), .judge = judge_wide_lock_window,
		.title = "A large table stays locked while further statements run",
		.why = "Locks are held until the transaction ends, so every further statement of it makes the outage longer.  Two large tables locked in one transaction are both out of reach until the last change is done.",
		.cure = "One change of a large table a transaction.",
		.source = "PostgreSQL manual, Explicit Locking, Table-Level Locks",
	},
};

const RuleFamily hygiene_family_locks = {rules, lengthof(rules)};
