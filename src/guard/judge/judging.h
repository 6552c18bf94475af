/*-------------------------------------------------------------------------
 *
 * judging.h
 *		One judgement: the affected relations, their facts, what was found.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_JUDGING_H
#define HYGIENE_JUDGING_H

#include "facts/change/change.h"
#include "guard/collect/statement.h"
#include "guard/judge/judged_finding.h"
#include "rules/rule.h"
#include "utils/snapshot.h"

/* An affected relation with its facts. */
typedef struct JudgedRelation
{
	Oid			relid;
	bool		created;		/* by the command that is judged */
	bool		dropped;		/* likewise */
	uint32		added;			/* FACTS_ bits: what that command can have
								 * added to it, if it can only add */
	bool		read;			/* the facts are here; see judging_read() */
	RelationFacts *before;		/* NULL: it appeared */
	RelationFacts *after;		/* NULL: it is gone */
	AffectedObject *affected;	/* its own entry; NULL if only something on it
								 * was affected */
	const AffectedObject *trace;	/* something that was affected on it, or
									 * itself */
	bool		reported;		/* with its container */
} JudgedRelation;

typedef struct Judging
{
	Snapshot	before;
	Snapshot	after;
	Snapshot	origin;			/* NULL where before is the transaction's
								 * begin */
	uint32		when_bits;
	bool		only_adds;		/* what went, if anything, is judged at
								 * commit: relations are read when a rule asks
								 * for them */
	bool		due;			/* there is something to judge at commit */
	RuleContext context;		/* what rules are handed */
	AffectedSet *affected;
	const Statement *statement; /* NULL at commit */
	List	   *records;		/* of JudgedRelation * */
	HTAB	   *by_relid;		/* NULL while they are few */
	List	   *dropped_along;	/* replacements.c's: what went along */
	bool		dropped_along_known;
	List	   *objects;		/* of AffectedObject *: what is no relation */
	List	   *findings;		/* of JudgedFinding * */
	HTAB	   *found;			/* their rules and addresses */
	const AffectedObject *affected_now; /* behind the findings being made */
	const Change *change_now;	/* the change being judged */
	FindingSink sink;
} Judging;

/*
 * Returns whether the relation is exempt: temporary, system, extension members,
 * bookkeeping.
 */
extern bool judging_exempt(const RelationFacts *rel);

/*
 * The relation as if it had no parent: a copy, or itself if it has none.  What
 * a parent gave is reported with the parent; a table that leaves its parent takes
 * the defects along, and they are not new.
 */
extern RelationFacts *judging_alone(RelationFacts *rel, Snapshot snapshot);

/*
 * Returns whether changes of the relation are exempt.  A name or a membership
 * acquired in this transaction is ignored.
 */
extern bool judging_change_exempt(const Judging *judging, const RelationFacts *before);

/* Returns whether hygiene.ignore_tables names its parent. */
extern bool judging_parent_ignored(const RelationFacts *rel, Snapshot snapshot);

/*
 * Reads a relation before and after the command, or the transaction, unless
 * that has been done.  Of one that went with the command only what it was as a
 * whole is read.
 */
extern void judging_read(Judging *judging, JudgedRelation *record);

/* The record of a relation, or NULL. */
extern JudgedRelation *judging_record(const Judging *judging, Oid relid);

/*
 * The record of a relation, made if there is none, in the current memory
 * context.  "trace": the affected object because of which it is looked at.
 */
extern JudgedRelation *judging_add_record(Judging *judging, Oid relid,
										  const AffectedObject *trace);

#endif							/* HYGIENE_JUDGING_H */
