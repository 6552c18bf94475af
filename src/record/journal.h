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
	VERDICT_ALLOWED,			/* an annotation or waiver answered for it */
	VERDICT_WARNED,
	VERDICT_RECORDED			/* level audit, or a restore */
} Verdict;

/* "allowed", "warned", "recorded"; static */
extern const char *verdict_name(Verdict verdict);

/*
 * Adds one row to hygiene.journal, whoever runs the statement, within the
 * current transaction.  reason and backup may be NULL.  Does nothing when
 * hygiene.journal is off or the extension is not installed here; raises an
 * error when the row cannot be written, so that nothing is committed without
 * its record.  Works at pre-commit.  The caller increments the command counter
 * when it is done.
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
 * Opens the journal.  NULL, and *problem says why, if it is not there or is
 * not as it was made; *problem is NULL where the extension is not installed.
 */
extern Relation journal_open(LOCKMODE lockmode, const char **problem);

/* Why nothing can be recorded in this database, as a phrase, or NULL. */
extern const char *journal_problem(void);

/* Raises the error now that journal_add() would raise for want of its table. */
extern void journal_check(void);

/*
 * Is there a recorded row of that object of rule rewritten_migration, which is
 * "rule"?  *other says whether none of them gives "reason".  By the index on
 * these; reads the whole journal where somebody has dropped the index.
 */
extern bool journal_find_migration(const char *rule, const char *object, const char *reason,
								   bool *other);

#endif							/* HYGIENE_JOURNAL_H */
