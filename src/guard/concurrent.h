/*-------------------------------------------------------------------------
 *
 * concurrent.h
 *		Commands that commit on their way.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_CONCURRENT_H
#define HYGIENE_CONCURRENT_H

#include "postgres.h"

#include "guard/touched.h"
#include "nodes/nodes.h"
#include "tcop/cmdtag.h"

/*
 * DROP INDEX CONCURRENTLY and DETACH PARTITION CONCURRENTLY commit on their
 * way: an error at their end would leave an invalid index or a half-detached
 * partition behind.  So they are judged before they start, by the facts as
 * they will be.  Does nothing for all other commands.
 */
extern void concurrent_judge(const Node *parsetree, CommandTag tag);

/*
 * After CREATE INDEX CONCURRENTLY, which commits on its way too: tells the
 * defects that came with the indexes in "touched", as warnings at most.
 */
extern void concurrent_judge_built(const TouchedSet *touched, CommandTag tag);

#endif							/* HYGIENE_CONCURRENT_H */
