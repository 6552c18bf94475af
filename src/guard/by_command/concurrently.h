/*-------------------------------------------------------------------------
 *
 * concurrently.h
 *		Commands that commit on their way.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_CONCURRENTLY_H
#define HYGIENE_CONCURRENTLY_H

#include "postgres.h"

#include "guard/collect/statement.h"

/*
 * Is the command DROP INDEX CONCURRENTLY or DETACH PARTITION CONCURRENTLY?
 * An error at their end would leave an invalid index or a half-detached
 * partition behind.
 */
extern bool concurrent_removes(const Node *parsetree);

/*
 * Judges such a command where it commits for the first time: the server has
 * finished its checks, and an error still undoes all of it.  The facts after
 * the command are derived from those before.  May raise the error that refuses
 * it; what is to be journaled waits for the command's end (deferred_journal.h).
 */
extern void concurrent_judge(const Statement *statement);

/*
 * After CREATE INDEX CONCURRENTLY, which commits on its way too: tells the
 * defects that came with the indexes in "touched", as warnings at most.
 */
extern void concurrent_judge_built(const TouchedSet *touched, CommandTag tag);

#endif							/* HYGIENE_CONCURRENTLY_H */
