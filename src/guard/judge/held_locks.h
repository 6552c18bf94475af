/*-------------------------------------------------------------------------
 *
 * held_locks.h
 *		ACCESS EXCLUSIVE locks on large tables that are held over several statements.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_HELD_LOCKS_H
#define HYGIENE_HELD_LOCKS_H

#include "guard/judge/judging.h"

/*
 * Judges whether a relation of a statement was locked while the transaction held
 * the lock of another from an earlier statement.  One finding a transaction.
 */
extern void held_locks_judge(Judging *judging, ChangeCallback judge_change);

/* The transaction is over. */
extern void held_locks_forget(void);

#endif							/* HYGIENE_HELD_LOCKS_H */
