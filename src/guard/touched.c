/*-------------------------------------------------------------------------
 *
 * touched.c
 *		What a statement, and the transaction, touched.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "guard/answers.h"
#include "guard/touched.h"
#include "settings.h"
#include "utils/memutils.h"

static HTAB *transaction_touched = NULL;

/* The settings that were in force when the first statement passed. */
static uint64 passed_settings = 0;

/* Those of transaction_touched that are told, in the order of told_in. */
static List *told = NIL;

/* Something was rolled back that transaction_touched has. */
static bool rolled_back_part = false;

HTAB *
touched_create(const char *name, MemoryContext context)
{
	HASHCTL		ctl = {0};

	ctl.keysize = 2 * sizeof(Oid);
	ctl.entrysize = sizeof(TouchedObject);
	ctl.hcxt = context;
	return hash_create(name, 32, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

TouchedObject *
touched_find(HTAB *touched, Oid classid, Oid objid, bool create)
{
	Oid			key[2] = {classid, objid};
	bool		found;
	TouchedObject *entry;

	entry = hash_search(touched, key, create ? HASH_ENTER : HASH_FIND, &found);
	if (create && !found)
	{
		/* all but the key, which stands first */
		memset((char *) entry + sizeof(key), 0, sizeof(*entry) - sizeof(key));
		entry->size.rows = entry->size.bytes = entry->size.scans = -1;
	}
	return entry;
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
touched_remember(HTAB *of_statement, CommandTag tag, const char *text, int location, bool passed)
{
	HASH_SEQ_STATUS status;
	TouchedObject *entry;

	if (transaction_touched == NULL)
	{
		passed_settings = settings_generation();
		transaction_touched = touched_create("hygiene touched by transaction",
											 TopTransactionContext);
	}
	hash_seq_init(&status, of_statement);
	while ((entry = hash_seq_search(&status)) != NULL)
	{
		TouchedObject *kept;

		kept = touched_find(transaction_touched, entry->classid, entry->objid, true);
		if (kept->tag == CMDTAG_UNKNOWN)
			kept->definition = entry->definition;
		else
			facts_definition_follow(&kept->definition, &entry->definition);
		if (entry->relkind != '\0')
			kept->relkind = entry->relkind;
		kept->passed = (passed || entry->passed) &&
			(kept->passed || kept->tag == CMDTAG_UNKNOWN);
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

/* Annotations are held against everything, and so is a level that has changed since. */
bool
touched_due(void)
{
	HASH_SEQ_STATUS status;
	TouchedObject *entry;
	bool		all = answers_pending() || passed_settings != settings_generation();
	bool		due = false;

	if (transaction_touched == NULL)
		return false;
	hash_seq_init(&status, transaction_touched);
	while ((entry = hash_seq_search(&status)) != NULL)
	{
		entry->passed = entry->passed && !all;
		due = due || !entry->passed;
	}
	return due;
}

HTAB *
touched_in_transaction(void)
{
	return transaction_touched;
}

bool
touched_rolled_back(void)
{
	return rolled_back_part;
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
	rolled_back_part |= transaction_touched != NULL;
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
	rolled_back_part = false;
}
