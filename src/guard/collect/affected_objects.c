/*-------------------------------------------------------------------------
 *
 * affected_objects.c
 *		What a statement, and the transaction, touched.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "guard/collect/affected_objects.h"
#include "settings.h"
#include "utils/memutils.h"

static TouchedSet *transaction_touched = NULL;

/* The settings that were in force when the first statement passed. */
static uint64 passed_settings = 0;

/* Those of transaction_touched that are told, in the order of told_in. */
static List *told = NIL;

/* More objects than these are found by a hash table. */
#define FEW_TOUCHED 32

/* An entry of it. */
typedef struct TouchedAddress
{
	Oid			key[2];			/* class and OID */
	TouchedObject *object;
} TouchedAddress;

TouchedSet *
touched_create(MemoryContext context)
{
	TouchedSet *set = MemoryContextAllocZero(context, sizeof(TouchedSet));

	set->context = context;
	return set;
}

static void
add_address(TouchedSet *set, TouchedObject *object)
{
	Oid			key[2] = {object->classid, object->objid};
	TouchedAddress *address = hash_search(set->by_address, key, HASH_ENTER, NULL);

	address->object = object;
}

static void
add_addresses(TouchedSet *set)
{
	HASHCTL		ctl = {0};
	ListCell   *lc;

	ctl.keysize = 2 * sizeof(Oid);
	ctl.entrysize = sizeof(TouchedAddress);
	ctl.hcxt = set->context;
	set->by_address = hash_create("hygiene touched", 8 * FEW_TOUCHED, &ctl,
								  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	foreach(lc, set->objects)
		add_address(set, (TouchedObject *) lfirst(lc));
}

static TouchedObject *
add_object(TouchedSet *set, Oid classid, Oid objid)
{
	MemoryContext old = MemoryContextSwitchTo(set->context);
	TouchedObject *object;

	if (set->nspare == 0)
	{
		/* few commands touch more than the first can hold */
		set->nspare = (set->objects == NIL ? 1024 : 8192) / sizeof(TouchedObject);
		set->spare = palloc0(set->nspare * sizeof(TouchedObject));
	}
	object = set->spare++;
	set->nspare--;
	object->classid = classid;
	object->objid = objid;
	object->size.rows = object->size.bytes = object->size.scans = -1;
	set->objects = lappend(set->objects, object);
	if (set->by_address != NULL)
		add_address(set, object);
	else if (list_length(set->objects) > FEW_TOUCHED)
		add_addresses(set);
	MemoryContextSwitchTo(old);
	return object;
}

TouchedObject *
touched_find(TouchedSet *set, Oid classid, Oid objid, bool create)
{
	ListCell   *lc;

	if (set->by_address != NULL)
	{
		Oid			key[2] = {classid, objid};
		TouchedAddress *address = hash_search(set->by_address, key, HASH_FIND, NULL);

		if (address != NULL)
			return address->object;
	}
	else
	{
		foreach(lc, set->objects)
		{
			TouchedObject *object = (TouchedObject *) lfirst(lc);

			if (object->objid == objid && object->classid == classid)
				return object;
		}
	}
	return create ? add_object(set, classid, objid) : NULL;
}

/* A savepoint that is rolled back brings back what was dropped since. */
static void
mark_told(TouchedObject *kept)
{
	MemoryContext old = MemoryContextSwitchTo(TopTransactionContext);

	kept->told = true;
	kept->told_in = GetCurrentSubTransactionId();
	told = lappend(told, kept);
	MemoryContextSwitchTo(old);
}

void
touched_remember(const TouchedSet *of_statement, CommandTag tag, const char *text, int location,
				 bool passed)
{
	ListCell   *lc;

	if (transaction_touched == NULL)
	{
		passed_settings = settings_generation();
		transaction_touched = touched_create(TopTransactionContext);
	}
	foreach(lc, of_statement->objects)
	{
		const TouchedObject *entry = (const TouchedObject *) lfirst(lc);
		TouchedObject *kept;

		kept = touched_find(transaction_touched, entry->classid, entry->objid, true);
		if (entry->relkind != '\0')
			kept->relkind = entry->relkind;
		kept->passed = passed && (kept->passed || kept->tag == CMDTAG_UNKNOWN);
		if (OidIsValid(entry->relid))
			kept->relid = entry->relid;
		kept->created |= entry->created;
		kept->dropped |= entry->dropped;
		/* what was truncated with its parent is there, and has its own fate */
		if (entry->told && entry->dropped && !kept->told)
			mark_told(kept);
		if (entry->size.known)
		{
			kept->size = entry->size;
			kept->toast = entry->toast;
		}
		kept->tag = tag;
		kept->statement = text;

		kept->location = location;
	}
}

/* A level that has changed since is held against everything. */
bool
touched_due(bool all)
{
	ListCell   *lc;
	bool		due = false;

	if (transaction_touched == NULL)
		return false;
	all = all || passed_settings != settings_generation();
	foreach(lc, transaction_touched->objects)
	{
		TouchedObject *entry = (TouchedObject *) lfirst(lc);

		entry->passed = entry->passed && !all;
		due = due || !entry->passed;
	}
	return due;
}

TouchedSet *
touched_in_transaction(void)
{
	return transaction_touched;
}

TouchedState
touched_swap(TouchedState state)
{
	TouchedState old = {transaction_touched, told};

	transaction_touched = state.touched;
	told = state.told;
	return old;
}

void
touched_abort_subtransaction(SubTransactionId subid)
{
	while (told != NIL && ((TouchedObject *) llast(told))->told_in >= subid)
	{
		((TouchedObject *) llast(told))->told = false;
		told = list_delete_last(told);
	}
}

void
touched_commit_subtransaction(SubTransactionId subid, SubTransactionId parent_subid)
{
	for (int i = list_length(told) - 1; i >= 0; i--)
	{
		TouchedObject *kept = (TouchedObject *) list_nth(told, i);

		if (kept->told_in < subid)
			break;
		kept->told_in = parent_subid;
	}
}

void
touched_forget(void)
{
	/* the memory goes with TopTransactionContext */
	transaction_touched = NULL;
	told = NIL;
}
