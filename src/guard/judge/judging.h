/*-------------------------------------------------------------------------
 *
 * judging.h
 *		What judge.c and containers.c share; nobody else's business.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_JUDGING_H
#define HYGIENE_JUDGING_H

#include "facts/change/change.h"
#include "guard/collect/statement.h"
#include "guard/judge/judge.h"
#include "rules/rule.h"
#include "utils/snapshot.h"

/* An index read at least this often since the statistics were reset is in use. */
#define INDEX_BUSY_SCANS 100

/* A touched relation with its facts. */
typedef struct JudgedRelation
{
	Oid			relid;
	bool		created;		/* by the command that is judged */
	bool		dropped;		/* likewise */
	uint32		added;			/* FACTS_ bits: what that command can have added to
								 * it, if it can only add */
	bool		read;			/* the facts are here; see judging_read() */
	RelationFacts *before;		/* NULL: it appeared */
	RelationFacts *after;		/* NULL: it is gone */
	TouchedObject *touched;		/* its own entry; NULL if only something on it
								 * was touched */
	const TouchedObject *trace; /* something that was touched on it, or itself */
	bool		told;			/* with its container */
} JudgedRelation;

typedef struct Judging
{
	Snapshot	before;
	Snapshot	after;
	Snapshot	origin;			/* NULL where before is the transaction's
								 * begin */
	uint32		when_bits;
	bool		only_adds;		/* what went, if anything, is judged at commit:
								 * relations are read when a rule asks for them */
	bool		due;			/* there is something to judge at commit */
	RuleContext context;		/* what rules are handed */
	TouchedSet *touched;
	const Statement *statement; /* NULL at commit */
	List	   *records;		/* of JudgedRelation * */
	HTAB	   *by_relid;		/* NULL while they are few */
	List	   *along;			/* replacements.c's: what went along */
	bool		along_known;
	List	   *objects;		/* of TouchedObject *: what is no relation */
	List	   *findings;		/* of JudgedFinding * */
	HTAB	   *found;			/* their rules and addresses */
	const TouchedObject *touched_now;	/* behind the findings being made */
	const Change *change_now;	/* the change being judged */
	FindingSink sink;
} Judging;

#define foreach_judged(var, list) \
	for (int _i = 0; _i < list_length(list); _i++) \
		for (JudgedFinding *var = (JudgedFinding *) list_nth(list, _i); var != NULL; var = NULL)

/* General exemptions: temporary, system, extension members, bookkeeping. */
extern bool judging_exempt(const RelationFacts *rel);

/*
 * Parts (FACTS_ bits) of a relation before the command, or NULL.  A parent that
 * it was given in this transaction does not answer for it: then it stands alone.
 */
extern RelationFacts *judging_before(Judging *judging, Oid relid, uint32 parts);

/*
 * The relation as if it had no parent: a copy, or itself if it has none.  What
 * a parent gave is told with the parent; a table that leaves its parent takes
 * the defects along, and they are not new.
 */
extern RelationFacts *judging_alone(RelationFacts *rel, Snapshot snapshot);

/*
 * Is what becomes of the relation of no interest?  A name or a membership that
 * it was given in this transaction does not make it so.
 */
extern bool judging_change_exempt(const Judging *judging, const RelationFacts *before);

/* Is its parent one that nobody looks at? */
extern bool judging_parent_ignored(const RelationFacts *rel, Snapshot snapshot);

/*
 * Reads a relation before and after the command, or the transaction, unless
 * that has been done.  Of one that went with the command only what it was as a
 * whole is read.
 */
extern void judging_read(Judging *judging, JudgedRelation *record);

/*
 * state_rules.c: state findings of a relation (List of HygieneFinding *) by the
 * rules with these "when" whose findings would be reported.  NIL for NULL and
 * for what is exempt.
 */
extern List *state_findings(const Judging *judging, const RelationFacts *rel,
							uint32 when_bits);

/* state_rules.c: defects that are there now and were not before, to judging->sink. */
extern void judge_state(Judging *judging, RelationFacts *before, const RelationFacts *after);

/*
 * state_rules.c: has a relation that a command only added to, as it is now, a
 * defect that a rule judged now would report?  Sets judging->due if one judged
 * at commit would.  Reads what these rules look at and no more.
 */
extern bool judge_state_first_look(Judging *judging, const JudgedRelation *record);

/* Fill a Change with what only the whole transaction, or statement, knows. */
extern void aftermath_fill(Judging *judging, Change *change);
extern void dependents_fill(Judging *judging, Change *change);

/* lost_rows.c: heap and toast of a relation, as measured before they went. */
extern void sizes_before(Judging *judging, RelationFacts *rel, const TouchedObject *entry);

/* lost_rows.c: adds the indexes that went with the relations of the records. */
extern void sizes_add_indexes(Judging *judging);

/*
 * lost_rows.c: fills before->size of a relation that is still there but loses
 * values by the change; those that hold its rows are summed.
 */
extern void sizes_measure(Judging *judging, RelationFacts *before, const RelationFacts *after);

/* containers.c */
/* Notes a schema, type, function or extension; false if it is something else. */
extern bool containers_note_object(Judging *judging, TouchedObject *entry);

/* The record of a relation, or NULL. */
extern JudgedRelation *judging_record(const Judging *judging, Oid relid);

/*
 * The record of a relation, made if there is none.  "trace": why it is looked
 * at.
 */
extern JudgedRelation *judging_add_record(Judging *judging, Oid relid,
										  const TouchedObject *trace);

/*
 * Judges dropped schemas, extensions, types, functions and DROP OWNED, and
 * marks the relations that are told with what contained them.
 */
extern void containers_judge(Judging *judging, ChangeCallback judge_change);

/*
 * affected_relations.c: records of all relations behind what was touched, in a stable
 * order, and a list of what is no relation.  Unless the command only adds, the
 * relations are read.
 */
extern void judging_resolve(Judging *judging);

/* affected_relations.c: does row security hide rows from somebody from whom it did not? */
extern bool guards_more(const RelationFacts *before, const RelationFacts *after);

/* judge_functions.c: state rules on functions and schemas among judging->objects. */
extern void judging_functions(Judging *judging);

#endif							/* HYGIENE_JUDGING_H */
