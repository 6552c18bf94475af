/*-------------------------------------------------------------------------
 *
 * deferred_journal.c
 *		Journal entries of commands that commit on their way.
 *
 * They lie in a context of their own, because the transaction that they were
 * made in is over when they are written.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "guard/verdict/deferred_journal.h"
#include "utils/memutils.h"

typedef struct DeferredEntry
{
	HygieneFinding finding;		/* what journal_add() looks at, no more */
	Verdict		verdict;
	char	   *reason;
	char	   *backup;
	const char *command_tag;
	char	   *statement;
} DeferredEntry;

static MemoryContext context = NULL;
static List *entries = NIL;		/* of DeferredEntry * */

static char *
copy(const char *text)
{
	return text ? pstrdup(text) : NULL;
}

void
deferred_journal_add(const HygieneFinding *finding, Verdict verdict, const char *reason,
					 const char *backup, const char *command_tag, const char *statement)
{
	MemoryContext old;
	DeferredEntry *entry;

	/* an error afterwards would leave the command half done */
	journal_check();
	if (context == NULL)
		context = AllocSetContextCreate(TopMemoryContext, "hygiene planned",
										ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(context);
	entry = palloc0(sizeof(DeferredEntry));
	entry->finding.rule = finding->rule;
	entry->finding.object = pstrdup(finding->object);
	entry->finding.rows = finding->rows;
	entry->finding.bytes = finding->bytes;
	entry->verdict = verdict;
	entry->reason = copy(reason);
	entry->backup = copy(backup);
	entry->command_tag = command_tag;	/* static */
	entry->statement = copy(statement);
	entries = lappend(entries, entry);
	MemoryContextSwitchTo(old);
}

void
deferred_journal_write(void)
{
	ListCell   *lc;

	if (entries == NIL)
		return;
	foreach(lc, entries)
	{
		DeferredEntry *entry = (DeferredEntry *) lfirst(lc);

		journal_add(&entry->finding, entry->verdict, entry->reason, entry->backup,
					entry->command_tag, entry->statement);
	}
	CommandCounterIncrement();
	deferred_journal_forget();
}

void
deferred_journal_forget(void)
{
	entries = NIL;
	if (context != NULL)
		MemoryContextReset(context);
}
