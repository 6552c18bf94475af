/*-------------------------------------------------------------------------
 *
 * affected_objects.h
 *		The objects that a statement, and the transaction, affected.
 *
 * A set may have objects that did not change: the difference of the facts
 * decides.  The objects of a statement are remembered for the transaction, because
 * some rules are judged before it commits; that set is forgotten with the
 * transaction.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AFFECTED_OBJECTS_H
#define HYGIENE_AFFECTED_OBJECTS_H

#include "facts/facts.h"
#include "nodes/pg_list.h"
#include "tcop/cmdtag.h"
#include "utils/hsearch.h"

typedef struct AffectedObject
{
	Oid			classid;
	Oid			objid;
	bool		created;
	bool		dropped;		/* the object as a whole */
	bool		lost_part;		/* a column of it was dropped */
	bool		truncated;
	char		relkind;		/* of a relation that was created, dropped or
								 * truncated; 0 unknown */
	Oid			relid;			/* of an index that was dropped: its table */
	bool		reported;		/* went along with a container and was
								 * reported with it */
	SubTransactionId reported_in;	/* where; in the transaction's set only */
	SizeFacts	size;			/* as it was before it was dropped or
								 * truncated */
	Oid			toast;

	/*
	 * No statement that affected it left anything that a rule judged at
	 * commit would report; in the transaction's set only.
	 */
	bool		passed;

	/* the last statement that affected it; in the transaction's set only */
	CommandTag	tag;
	const char *statement;
	int			location;		/* query_text_location() of it */
} AffectedObject;

/*
 * Most commands affect few objects: these are found sooner by looking at each
 * than in a hash table that has to be made first.
 */
typedef struct AffectedSet
{
	MemoryContext context;
	List	   *objects;		/* of AffectedObject *, in the order in which
								 * they were affected */
	HTAB	   *by_address;		/* NULL while they are few */
	AffectedObject *spare;		/* room for more of them: a chunk of its own
								 * would be twice as large as what is in it */
	int			nspare;
} AffectedSet;

/* What is remembered of a transaction, to be put aside and brought back. */
typedef struct AffectedState
{
	AffectedSet *affected;
	List	   *reported;
} AffectedState;

/* An empty set, which lives in that context. */
extern AffectedSet *affected_create(MemoryContext context);

/*
 * The entry of an object, which lives as long as the set; NULL if there is none
 * and create is false.
 */
extern AffectedObject *affected_find(AffectedSet *set, Oid classid, Oid objid, bool create);

/*
 * Adds the objects of a statement to those of the transaction.  If the statement
 * "passed", it left nothing to be judged at commit.  Its text must live as long
 * as the transaction; "location" is query_text_location() of it.
 */
extern void affected_remember(const AffectedSet *of_statement, CommandTag tag, const char *text,
							  int location, bool passed);

/* The set of the transaction, or NULL if it affected nothing. */
extern AffectedSet *affected_in_transaction(void);

/*
 * Returns whether something in that set has to be judged at commit.  "all":
 * whatever has passed is judged again.
 */
extern bool affected_due(bool all);

/* Puts another state in force; returns the one that was. */
extern AffectedState affected_swap(AffectedState state);

/* The ends of subtransactions and of the transaction. */
extern void affected_abort_subtransaction(SubTransactionId subid);
extern void affected_commit_subtransaction(SubTransactionId subid, SubTransactionId parent_subid);
extern void affected_forget(void);

#endif							/* HYGIENE_AFFECTED_OBJECTS_H */
