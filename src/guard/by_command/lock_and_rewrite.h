/*-------------------------------------------------------------------------
 *
 * lock_and_rewrite.h
 *		A lock that is about to be waited for, and a rewrite that is about to start.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_LOCK_AND_REWRITE_H
#define HYGIENE_LOCK_AND_REWRITE_H

#include "nodes/nodes.h"
#include "storage/lockdefs.h"
#include "tcop/cmdtag.h"

/* Locks that a command is about to wait for, judged before it starts. */
extern void traffic_judge_locks_due(const Node *parsetree, CommandTag tag);

/* A rewrite that is about to start. */
extern void traffic_judge_rewrite(Oid relid, int reason, CommandTag tag);

#endif							/* HYGIENE_LOCK_AND_REWRITE_H */
