/*-------------------------------------------------------------------------
 *
 * journal.h
 *		The append-only record of what was allowed, warned about, recorded.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_JOURNAL_H
#define HYGIENE_JOURNAL_H

#include "postgres.h"

#include "rules/finding.h"
#include "storage/lockdefs.h"
#include "utils/relcache.h"

typedef enum Verdict
{
	VERDICT_ALLOWED,			/* by an annotation or a waiver */
	VERDICT_WARNED,
	VERDICT_RECORDED			/* level audit, or a restore */
} Verdict;

/* Returns "allowed", "warned" or "recorded"; static. */
extern const char *verdict_name(Verdict verdict);

/*
 * Adds one row to hygiene.journal in the current transaction, whatever the
 * privileges of the current user.  reason and backup may be NULL.  Does nothing
 * if hygiene.journal is off or the extension is not installed in this database.
 * Raises an error if the row cannot be written, so that nothing is committed
 * without its record.  Works at pre-commit.  Locks the table in
 * RowExclusiveLock until the end of the transaction.  The caller increments the
 * command counter after its last row.
 */
extern void journal_add(const HygieneFinding *finding, Verdict verdict,
						const char *reason, const char *backup,
						const char *command_tag, const char *statement);

/* Columns of hygiene.journal, from 0 */
enum
{
	JOURNAL_AT,
	JOURNAL_XID,
	JOURNAL_SESSION_USER,
	JOURNAL_CURRENT_USER,
	JOURNAL_APPLICATION,
	JOURNAL_CLIENT,
	JOURNAL_COMMAND_TAG,
	JOURNAL_VERDICT,
	JOURNAL_RULE,
	JOURNAL_OBJECT,
	JOURNAL_REASON,
	JOURNAL_BACKUP,
	JOURNAL_ROWS,
	JOURNAL_BYTES,
	JOURNAL_STATEMENT,
	JOURNAL_COLUMNS
};

/*
 * Opens the journal.  Returns NULL, without a lock, if it cannot be used; then
 * *problem says why (static), or is NULL where the extension is not installed.
 */
extern Relation journal_open(LOCKMODE lockmode, const char **problem);

/* Returns why nothing can be recorded in this database (static), or NULL. */
extern const char *journal_problem(void);

/* Raises the error that journal_add() would raise if the table cannot be used. */
extern void journal_check(void);

/*
 * Returns whether the journal has a row with verdict "recorded" of that object
 * by rule rewritten_migration, which is "rule".  Sets *other if there are such
 * rows but none with that reason.  Uses the index journal_migration_idx; reads
 * the whole journal if somebody has dropped the index.
 */
extern bool journal_find_migration(const char *rule, const char *object, const char *reason,
								   bool *other);

#endif							/* HYGIENE_JOURNAL_H */
