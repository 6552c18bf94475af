/*-------------------------------------------------------------------------
 *
 * change.h
 *		One difference between facts before and facts after.
 *
 * facts_diff() compares two readings of one relation (or object) and calls
 * back once per difference.  It is a pure function.  Objects are named as
 * they were before the change.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_CHANGE_H
#define HYGIENE_CHANGE_H

#include "facts/catalog/objects.h"
#include "facts/facts.h"

typedef enum ChangeKind
{
	/* the relation as a whole: before, after */
	CHANGE_RELATION_DROPPED,	/* after is NULL */
	CHANGE_RELATION_RENAMED,
	CHANGE_RELATION_MOVED,		/* to another schema */
	CHANGE_RELATION_UNLOGGED,
	CHANGE_ROW_SECURITY_OFF,	/* ENABLE or FORCE taken back */
	CHANGE_PARTITION_DETACHED,
	CHANGE_TRUNCATED,
	/* a column: att_before, att_after */
	CHANGE_COLUMN_DROPPED,		/* att_after is NULL */
	CHANGE_COLUMN_RENAMED,
	CHANGE_COLUMN_RETYPED,
	CHANGE_NOT_NULL_DROPPED,
	CHANGE_DEFAULT_DROPPED,
	/* a dependent object of a relation that stays */
	CHANGE_CONSTRAINT_DROPPED,	/* constraint */
	CHANGE_INDEX_DROPPED,		/* index */
	CHANGE_TRIGGER_DROPPED,		/* trigger */
	CHANGE_TRIGGER_DISABLED,	/* trigger */
	CHANGE_POLICY_DROPPED,		/* policy */
	/* what is no relation: object, object_after */
	CHANGE_OBJECT_DROPPED,		/* schema, type, domain, function, extension */
	CHANGE_SCHEMA_RENAMED,
	/* global objects and commands that name no relation: object */
	CHANGE_DATABASE_DROPPED,
	CHANGE_TABLESPACE_DROPPED,
	CHANGE_OWNED_DROPPED,		/* DROP OWNED BY; object->name is the role */
	/* what it does to the traffic on a large relation: traffic */
	CHANGE_REWRITE_DUE,			/* about to happen; nothing is copied yet */
	CHANGE_INDEX_BUILT,			/* index; in the place, not concurrently */
	CHANGE_UNIQUE_BUILT,		/* constraint, index: not from an existing index */
	CHANGE_VALIDATED,			/* constraint, or att_after for NOT NULL, or neither
								 * for a partition's bound; rows were read for it */
	CHANGE_LOCK_DUE,			/* about to be waited for */
	CHANGE_LOCK_KEPT,			/* an earlier statement's lock is still held */
	CHANGE_COLUMN_REQUIRED,		/* att_after: inserts must name it from now on */
	/* writes */
	CHANGE_ALL_ROWS_DELETED,
	CHANGE_ALL_ROWS_UPDATED,
	/* how a migration is run: object, or before */
	CHANGE_BY_HAND,				/* of all affected objects */
	CHANGE_MIGRATION_REWRITTEN, /* object->name is the migration */
	CHANGE_SKIPPED,				/* IF NOT EXISTS met something else; before */
	CHANGE_ADOPTED				/* became a member of an extension: before or object */
} ChangeKind;

/*
 * What a change does, or will do, to those who use a relation meanwhile.  All
 * of it is what the server did or holds, not what the statement says.
 */
typedef struct TrafficFacts
{
	int64		bytes;			/* heap, partitions summed */
	double		seconds;		/* estimate, see TRAFFIC_BYTES_PER_SECOND */
	const char *lock;			/* strongest lock of ours on it: "ACCESS EXCLUSIVE";
								 * static */
	bool		blocks_reads;
	const char *reason;			/* of a rewrite; static */
	int			nblockers;		/* sessions that hold what we would wait for */
	char	  **blockers;		/* "process 4711 (pg_dump, 840 s in its transaction)" */
	int			lock_timeout;	/* ms in force; 0 for none */
	const char *other;			/* a second relation locked in this transaction */
} TrafficFacts;

/* What a sequential scan and write is taken to get through, for estimates. */
#define TRAFFIC_BYTES_PER_SECOND (100.0 * 1024 * 1024)

typedef struct Change
{
	ChangeKind	kind;
	const RelationFacts *before;	/* before->size is measured where it matters */
	const RelationFacts *after;
	const AttributeFacts *att_before;
	const AttributeFacts *att_after;
	const ConstraintFacts *constraint;
	const IndexFacts *index;
	const TriggerFacts *trigger;
	const PolicyFacts *policy;
	const ObjectFacts *object;
	const ObjectFacts *object_after;
	const TrafficFacts *traffic;

	/*
	 * Filled by whoever knows the whole statement or transaction, not by
	 * facts_diff().
	 */
	bool		replaced;		/* something of the same name and kind stands in
								 * its place at commit */
	const char *stand_in;		/* a compatibility view of the old name, qualified
								 * and quoted, or NULL */
	int			ndependents;	/* further objects that went along */
	char	  **dependents;		/* their descriptions: "view public.v" */
	int64		tables;			/* of a container: tables with rows that went
								 * along, their rows (-1 unknown) and bytes */
	int64		rows;
	int64		bytes;
	bool		empty;			/* nothing that held rows went along */
	bool		index_busy;		/* statistics show the dropped index in use */
	const char *what;			/* of CHANGE_SKIPPED: how it differs; of
								 * CHANGE_BY_HAND: why it counts as that; of
								 * CHANGE_ADOPTED: the extension's name */
	const char *fk_uncovered;	/* foreign key that lost its only cover with this
								 * index, or NULL */
} Change;

typedef void (*ChangeCallback) (Change *change, void *arg);

/*
 * Differences from before to after, in this order: relation, columns by
 * attnum, constraints, indexes, triggers, policies.  Either side may be NULL
 * (nothing is reported for a relation that appeared).  What goes with a
 * dropped relation or column is not reported again.  The Change passed to the
 * callback is on the stack.
 */
extern void facts_diff(const RelationFacts *before, const RelationFacts *after,
					   ChangeCallback callback, void *arg);

/* The same for an object that is no relation. */
extern void facts_diff_object(const ObjectFacts *before, const ObjectFacts *after,
							  ChangeCallback callback, void *arg);

/*
 * Do two indexes serve alike: same method, keys, operator classes,
 * collations, options, expressions, predicate, uniqueness?
 */
extern bool facts_index_equal(const IndexFacts *a, const IndexFacts *b);

/*
 * A hash of the first key and the predicate, which are the same in two indexes of
 * which one does the work of the other.
 */
extern uint32 facts_index_lead(const IndexFacts *index);

/* … of that the options of operator classes alone. */
extern bool facts_options_equal(const IndexFacts *a, const IndexFacts *b);

/*
 * Do two node strings (either may be NULL) say the same, wherever in their
 * statements they stood?  Are the items of the list "lead" those that "whole"
 * begins with?
 */
extern bool facts_nodes_equal(const char *a, const char *b);
extern bool facts_nodes_lead(const char *lead, const char *whole);

#endif							/* HYGIENE_CHANGE_H */
