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

/* Why nothing can be recorded in this database, as a phrase, or NULL. */
extern const char *journal_problem(void);

/* Raises the error now that journal_add() would raise for want of its table. */
extern void journal_check(void);

/*
 * Is there a recorded row of that rule and object?  *other says whether none
 * of them gives "reason".  Reads the whole journal: for rules that are off at
 * first.
 */
extern bool journal_find_recorded(const char *rule, const char *object, const char *reason,
								  bool *other);

#endif							/* HYGIENE_JOURNAL_H */
