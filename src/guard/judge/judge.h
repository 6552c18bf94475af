/*-------------------------------------------------------------------------
 *
 * judge.h
 *		From affected objects to findings.
 *
 * Reads the facts before and after of all affected objects, and runs the rules
 * over the difference.  Levels, annotations and waivers are not looked at:
 * verdict.h.  All functions return a List of JudgedFinding * in the current
 * memory context, take no lock that they wait for, and raise no error of their
 * own.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_JUDGE_H
#define HYGIENE_JUDGE_H

#include "guard/collect/statement.h"
#include "guard/judge/judged_finding.h"
#include "nodes/pg_list.h"

/*
 * Findings of the statement that has just run.  Sets *due if something that it
 * did has to be judged before the transaction commits.
 */
extern List *judge_statement(Statement *statement, bool *due);

/* Findings of the whole transaction, of rules that are judged at its end. */
extern List *judge_transaction(AffectedSet *affected);

/*
 * Findings of a change that has only begun, for commands that cannot be undone
 * once they have run.  "after" are the facts as they will be; "snapshot" is the
 * one that "before" was read with.  Rules judged at commit are judged now.
 */
extern List *judge_planned(const RelationFacts *before, const RelationFacts *after,
						   Snapshot snapshot);

/*
 * Findings of state rules on what a command made that committed on its way, so
 * that no snapshot shows what was before: "before" are the facts without it.
 */
extern List *judge_built(const RelationFacts *before, const RelationFacts *after,
						 Snapshot snapshot);

#endif							/* HYGIENE_JUDGE_H */
