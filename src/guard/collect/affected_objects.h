/*-------------------------------------------------------------------------
 *
 * affected_objects.h
 *		What a statement, and the transaction, touched.
 *
 * A touched set is over-inclusive and cheap; the difference of the facts
 * decides.  What a statement touched is kept for the transaction as well,
 * because some rules are judged before it commits; that set is forgotten with
 * the transaction.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AFFECTED_OBJECTS_H
#define HYGIENE_AFFECTED_OBJECTS_H

#include "facts/facts.h"
#include "nodes/pg_list.h"
#include "tcop/cmdtag.h"
#include "utils/hsearch.h"

typedef struct TouchedObject
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
	bool		told;			/* went along with a container and was told
								 * with it */
	SubTransactionId told_in;	/* where; in the transaction's set only */
	SizeFacts	size;			/* as it was before it was dropped or
								 * truncated */
	Oid			toast;

	/*
	 * No statement that touched it left anything that a rule judged at commit
	 * would report; in the transaction's set only.
	 */
	bool		passed;

	/* the last statement that touched it; in the transaction's set only */
	CommandTag	tag;
	const char *statement;
	int			location;		/* running_location() of it */
} TouchedObject;

/*
 * Most commands touch few objects: these are found sooner by looking at each
 * than in a hash table that has to be made first.
 */
typedef struct TouchedSet
{
	MemoryContext context;
	List	   *objects;		/* of TouchedObject *, in the order in which
								 * they were touched */
	HTAB	   *by_address;		/* NULL while they are few */
	TouchedObject *spare;		/* room for more of them: a chunk of its own
								 * would be twice as large as what is in it */
	int			nspare;
} TouchedSet;

/* What is remembered of a transaction, to be put aside and brought back. */
typedef struct TouchedState
{
	TouchedSet *touched;
	List	   *told;
} TouchedState;

/* An empty set, which lives in that context. */
extern TouchedSet *touched_create(MemoryContext context);

/* The entry of an object; NULL if it is not in there and create is false. */
extern TouchedObject *touched_find(TouchedSet *set, Oid classid, Oid objid, bool create);

/*
 * What a statement touched, the transaction has touched.  If the statement
 * "passed", nothing need be judged of it at commit.  Its text must live as long
 * as the transaction; "location" is running_location() of it.
 */
extern void touched_remember(const TouchedSet *of_statement, CommandTag tag, const char *text,
							 int location, bool passed);

/* The set of the transaction, or NULL if it touched nothing. */
extern TouchedSet *touched_in_transaction(void);

/*
 * Is there something in it that has to be judged at commit?  "all": whatever
 * has passed is judged again.
 */
extern bool touched_due(bool all);

extern TouchedState touched_swap(TouchedState state);

/* The ends of subtransactions and of the transaction. */
extern void touched_abort_subtransaction(SubTransactionId subid);
extern void touched_commit_subtransaction(SubTransactionId subid, SubTransactionId parent_subid);
extern void touched_forget(void);

#endif							/* HYGIENE_AFFECTED_OBJECTS_H */
