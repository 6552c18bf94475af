/*-------------------------------------------------------------------------
 *
 * judging.h
 *		What judge.c and containers.c share; nobody else's business.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_JUDGING_H
#define HYGIENE_JUDGING_H

#include "facts/change.h"
#include "guard/judge.h"
#include "guard/statement.h"
#include "rules/rule.h"
#include "utils/snapshot.h"

/* An index read at least this often since the statistics were reset is in use. */
#define INDEX_BUSY_SCANS 100

/* A touched relation with its facts. */
typedef struct JudgedRelation
{
	Oid			relid;
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
	RuleContext context;		/* what rules are handed */
	TouchedSet *touched;
	const Statement *statement; /* NULL at commit */
	List	   *records;		/* of JudgedRelation * */
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
 * Facts of a relation before the command, or NULL.  A parent that it was given
 * in this transaction does not answer for it: then it stands alone.
 */
extern RelationFacts *judging_before(Judging *judging, Oid relid);

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

/* State rules and change rules of one relation. */
extern void judging_relation(Judging *judging, RelationFacts *before, RelationFacts *after);

/* Fill a Change with what only the whole transaction, or statement, knows. */
extern void aftermath_fill(Judging *judging, Change *change);
extern void dependents_fill(Judging *judging, Change *change);

/* sizes.c: heap, toast and indexes of a relation, as measured before they went. */
extern void sizes_before(Judging *judging, RelationFacts *rel, const TouchedObject *entry);

/* sizes.c: adds one of its indexes, or nothing if it is no relation. */
extern void sizes_add_index(RelationFacts *rel, const TouchedObject *index);

/*
 * sizes.c: fills before->size of a relation that is still there but loses
 * values by the change; those that hold its rows are summed.
 */
extern void sizes_measure(Judging *judging, RelationFacts *before, const RelationFacts *after);

/* containers.c */
/* Notes a schema, type, function or extension; false if it is something else. */
extern bool containers_note_object(Judging *judging, TouchedObject *entry);

/* The record of a relation, or NULL. */
extern JudgedRelation *judging_record(const Judging *judging, Oid relid);

/* Reads a relation's facts before and after, and keeps them with its size. */
extern void containers_add_relation(Judging *judging, Oid relid, const TouchedObject *trace);

/*
 * Judges dropped schemas, extensions, types, functions and DROP OWNED, and
 * marks the relations that are told with what contained them.
 */
extern void containers_judge(Judging *judging, ChangeCallback judge_change);

/*
 * resolve.c: reads the facts of all relations behind what was touched, in a
 * stable order, and notes what is no relation.
 */
extern void judging_resolve(Judging *judging);

/* judge_functions.c: state rules on functions and schemas among judging->objects. */
extern void judging_functions(Judging *judging);

#endif							/* HYGIENE_JUDGING_H */
