/*-------------------------------------------------------------------------
 *
 * judge.h
 *		From what was affected to findings.
 *
 * Reads the facts before and after of everything affected, and runs the rules
 * over what changed.  Findings come back unweighed: levels, annotations and
 * waivers are verdict.h's.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_JUDGE_H
#define HYGIENE_JUDGE_H

#include "guard/collect/statement.h"
#include "guard/judge/judged_finding.h"
#include "nodes/pg_list.h"

/*
 * Findings of the statement that has just run (List of JudgedFinding *).  *due:
 * something that it did has to be judged before the transaction commits.
 */
extern List *judge_statement(Statement *statement, bool *due);

/* Findings of the whole transaction, for rules that wait for its end. */
extern List *judge_transaction(AffectedSet *affected);

/*
 * Findings of a change that has only begun, for commands that cannot be undone
 * once they have run: the facts are given as they were and as they will be, with
 * the snapshot that the former were read with.  All rules count, whenever they
 * are judged otherwise.
 */
extern List *judge_planned(const RelationFacts *before, const RelationFacts *after,
						   Snapshot snapshot);

/*
 * Findings of state rules on what a command made that committed on its way, so
 * that no snapshot knows what was before: the facts without it are given.
 */
extern List *judge_built(const RelationFacts *before, const RelationFacts *after,
						 Snapshot snapshot);

#endif							/* HYGIENE_JUDGE_H */
