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
 * hygiene.journal is off or the table is not there.  Works at pre-commit.
 * The caller increments the command counter when it is done.
 */
extern void journal_add(const HygieneFinding *finding, Verdict verdict,
						const char *reason, const char *backup,
						const char *command_tag, const char *statement);

/*
 * Is there a recorded row of that rule and object?  *other says whether none
 * of them gives "reason".  Reads the whole journal: for rules that are off at
 * first.
 */
extern bool journal_find_recorded(const char *rule, const char *object, const char *reason,
								  bool *other);

#endif							/* HYGIENE_JOURNAL_H */
