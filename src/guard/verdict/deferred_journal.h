/*-------------------------------------------------------------------------
 *
 * deferred_journal.h
 *		Journal entries of commands that commit on their way.
 *
 * DROP INDEX CONCURRENTLY and DETACH PARTITION CONCURRENTLY are judged where
 * they first commit, and journaled when they have ended: a command that fails in
 * between leaves the index or the partition where it is, and is judged again
 * when it is repeated.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DEFERRED_JOURNAL_H
#define HYGIENE_DEFERRED_JOURNAL_H

#include "record/journal.h"

/*
 * As journal_add(), but written by deferred_journal_write(), in a later
 * transaction.
 */
extern void deferred_journal_add(const HygieneFinding *finding, Verdict verdict,
								 const char *reason, const char *backup,
								 const char *command_tag, const char *statement);

/* Journals the deferred entries. */
extern void deferred_journal_write(void);

/* Forgets the deferred entries: their command failed, or has been journaled. */
extern void deferred_journal_forget(void);

#endif							/* HYGIENE_DEFERRED_JOURNAL_H */
