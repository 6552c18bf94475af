/*-------------------------------------------------------------------------
 *
 * planned.h
 *		Journal entries of commands that may not write before they have run.
 *
 * DROP INDEX CONCURRENTLY insists on being the first to get a transaction ID,
 * and commits in between.  What was judged before it is journaled after it; if
 * it fails, there is nothing to record.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_PLANNED_H
#define HYGIENE_PLANNED_H

#include "record/journal.h"

/* As journal_add(), but kept for planned_write(), across transactions. */
extern void planned_add(const HygieneFinding *finding, Verdict verdict,
						const char *reason, const char *backup,
						const char *command_tag, const char *statement);

/* Journals what is kept. */
extern void planned_write(void);

/* Forgets what is kept: its command failed, or has been recorded. */
extern void planned_forget(void);

#endif							/* HYGIENE_PLANNED_H */
