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
 * Before DROP INDEX CONCURRENTLY or DETACH PARTITION CONCURRENTLY: copies the
 * parse tree to statement->removal.  Nothing is done for other forms of
 * DROP and ALTER TABLE.
 */
extern void concurrently_before_drop(Statement *statement, const Node *parsetree);
extern void concurrently_before_detach(Statement *statement, const Node *parsetree);

/*
 * Judges such a command where it commits for the first time: the server has
 * finished its checks, and an error still undoes all of it.  An error at its end
 * would leave an invalid index or a half-detached partition behind.  The facts
 * after the command are derived from those before.  May raise the error that
 * refuses it; what is to be journaled waits for the command's end
 * (deferred_journal.h).
 */
extern void concurrently_judge_drop(const Statement *statement);
extern void concurrently_judge_detach(const Statement *statement);

/*
 * After CREATE INDEX CONCURRENTLY, which commits on its way too: reports the
 * defects that came with the affected indexes, as warnings at most.
 */
extern void concurrently_judge_built(const Statement *statement);

#endif							/* HYGIENE_CONCURRENTLY_H */
