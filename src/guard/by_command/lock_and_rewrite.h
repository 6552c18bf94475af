/*-------------------------------------------------------------------------
 *
 * lock_and_rewrite.h
 *		A lock that is about to be waited for, and a rewrite that is about to start.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_LOCK_AND_REWRITE_H
#define HYGIENE_LOCK_AND_REWRITE_H

#include "guard/collect/statement.h"
#include "nodes/primnodes.h"
#include "storage/lockdefs.h"

/*
 * Judges, before a command starts, the lock that it is about to ask for on a
 * relation; may raise an error.  Sets statement->target to that relation, and
 * remembers in statement->scans how often "reads", the relation that the command
 * reads from end to end, has been scanned until now.  Either name may be NULL.
 * Neither relation is locked, nor looked at for a role that does not own it.
 */
extern void lock_and_rewrite_judge_lock(Statement *statement, const RangeVar *relation,
										LOCKMODE lock, const RangeVar *reads);

/*
 * Judges a rewrite of a table that is about to start; may raise an error.
 * "reason": AT_REWRITE_ bits.
 */
extern void lock_and_rewrite_judge_rewrite(Oid relid, int reason, CommandTag tag);

#endif							/* HYGIENE_LOCK_AND_REWRITE_H */
