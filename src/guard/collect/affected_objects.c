/*-------------------------------------------------------------------------
 *
 * affected_objects.c
 *		The objects that a statement, and the transaction, affected.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "guard/collect/affected_objects.h"
#include "settings.h"
#include "utils/memutils.h"

static AffectedSet *transaction_affected = NULL;

/* The settings that were in force when the first statement passed. */
static uint64 settings_at_first = 0;

/* Those of transaction_affected that are reported, in the order of reported_in. */
static List *reported = NIL;

/* More objects than these are found by a hash table. */
#define FEW_AFFECTED 32

/* An entry of it. */
typedef struct AffectedAddress
{
	Oid			key[2];			/* class and OID */
	AffectedObject *object;
} AffectedAddress;

AffectedSet *
affected_create(MemoryContext context)
{
	AffectedSet *set = MemoryContextAllocZero(context, sizeof(AffectedSet));

	set->context = context;
	return set;
}

static void
add_address(AffectedSet *set, AffectedObject *object)
{
	Oid			key[2] = {object->classid, object->objid};
	AffectedAddress *address = hash_search(set->by_address, key, HASH_ENTER, NULL);

	address->object = object;
}

static void
add_addresses(AffectedSet *set)
{
	HASHCTL		ctl = {0};
	ListCell   *lc;

	ctl.keysize = 2 * sizeof(Oid);
	ctl.entrysize = sizeof(AffectedAddress);
	ctl.hcxt = set->context;
	set->by_address = hash_create("hygiene affected objects", 8 * FEW_AFFECTED, &ctl,
								  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	foreach(lc, set->objects)
		add_address(set, (AffectedObject *) lfirst(lc));
}

static AffectedObject *
add_object(AffectedSet *set, Oid classid, Oid objid)
{
	MemoryContext old = MemoryContextSwitchTo(set->context);
	AffectedObject *object;

	if (set->nspare == 0)
	{
		/* few commands affect more than the first can hold */
		set->nspare = (set->objects == NIL ? 1024 : 8192) / sizeof(AffectedObject);
		set->spare = palloc0(set->nspare * sizeof(AffectedObject));
	}
	object = set->spare++;
	set->nspare--;
	object->classid = classid;
	object->objid = objid;
	object->size.rows = object->size.bytes = object->size.scans = -1;
	set->objects = lappend(set->objects, object);
	if (set->by_address != NULL)
		add_address(set, object);
	else if (list_length(set->objects) > FEW_AFFECTED)
		add_addresses(set);
	MemoryContextSwitchTo(old);
	return object;
}

AffectedObject *
affected_find(AffectedSet *set, Oid classid, Oid objid, bool create)
{
	ListCell   *lc;

	if (set->by_address != NULL)
	{
		Oid			key[2] = {classid, objid};
		AffectedAddress *address = hash_search(set->by_address, key, HASH_FIND, NULL);

		if (address != NULL)
			return address->object;
	}
	else
	{
		foreach(lc, set->objects)
		{
			AffectedObject *object = (AffectedObject *) lfirst(lc);

			if (object->objid == objid && object->classid == classid)
				return object;
		}
	}
	return create ? add_object(set, classid, objid) : NULL;
}

/* A savepoint that is rolled back brings back what was dropped since. */
static void
mark_reported(AffectedObject *object)
{
	MemoryContext old = MemoryContextSwitchTo(TopTransactionContext);

	object->reported = true;
	object->reported_in = GetCurrentSubTransactionId();
	reported = lappend(reported, object);
	MemoryContextSwitchTo(old);
}

void
affected_remember(const AffectedSet *of_statement, CommandTag tag, const char *text, int location,
				  bool passed)
{
	ListCell   *lc;

	if (transaction_affected == NULL)
	{
		settings_at_first = settings_generation();
		transaction_affected = affected_create(TopTransactionContext);
	}
	foreach(lc, of_statement->objects)
	{
		const AffectedObject *entry = (const AffectedObject *) lfirst(lc);
		AffectedObject *lasting;

		lasting = affected_find(transaction_affected, entry->classid, entry->objid, true);
		if (entry->relkind != '\0')
			lasting->relkind = entry->relkind;
		lasting->passed = passed && (lasting->passed || lasting->tag == CMDTAG_UNKNOWN);
		if (OidIsValid(entry->relid))
			lasting->relid = entry->relid;
		lasting->created |= entry->created;
		lasting->dropped |= entry->dropped;

		/*
		 * what was truncated with its parent is still there, and judged by
		 * itself later
		 */
		if (entry->reported && entry->dropped && !lasting->reported)
			mark_reported(lasting);
		if (entry->size.known)
		{
			lasting->size = entry->size;
			lasting->toast = entry->toast;
		}
		lasting->tag = tag;
		lasting->statement = text;

		lasting->location = location;
	}
}

/* A level that has changed since is held against everything. */
bool
affected_due(bool all)
{
	ListCell   *lc;
	bool		due = false;

	if (transaction_affected == NULL)
		return false;
	all = all || settings_at_first != settings_generation();
	foreach(lc, transaction_affected->objects)
	{
		AffectedObject *entry = (AffectedObject *) lfirst(lc);

		entry->passed = entry->passed && !all;
		due = due || !entry->passed;
	}
	return due;
}

AffectedSet *
affected_in_transaction(void)
{
	return transaction_affected;
}

AffectedState
affected_swap(AffectedState state)
{
	AffectedState old = {transaction_affected, reported};

	transaction_affected = state.affected;
	reported = state.reported;
	return old;
}

void
affected_abort_subtransaction(SubTransactionId subid)
{
	while (reported != NIL && ((AffectedObject *) llast(reported))->reported_in >= subid)
	{
		((AffectedObject *) llast(reported))->reported = false;
		reported = list_delete_last(reported);
	}
}

void
affected_commit_subtransaction(SubTransactionId subid, SubTransactionId parent_subid)
{
	for (int i = list_length(reported) - 1; i >= 0; i--)
	{
		AffectedObject *lasting = (AffectedObject *) list_nth(reported, i);

		if (lasting->reported_in < subid)
			break;
		lasting->reported_in = parent_subid;
	}
}

void
affected_forget(void)
{
	/* the memory goes with TopTransactionContext */
	transaction_affected = NULL;
	reported = NIL;
}
