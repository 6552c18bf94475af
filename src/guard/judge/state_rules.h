/*-------------------------------------------------------------------------
 *
 * state_rules.h
 *		New defects of a relation, by the state rules.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STATE_RULES_H
#define HYGIENE_STATE_RULES_H

#include "guard/judge/judging.h"

/*
 * State findings of a relation (List of HygieneFinding *) by the rules with
 * these "when" whose findings would be reported.  NIL for NULL and for what is
 * exempt.
 */
extern List *state_rules_findings(const Judging *judging, const RelationFacts *rel,
								  uint32 when_bits);

/* Hands defects that are there now and were not before to judging->sink. */
extern void state_rules_judge(Judging *judging, RelationFacts *before, const RelationFacts *after);

/*
 * Returns whether a relation that a command only added to has, as it is now, a
 * defect that a rule judged at the statement would report.  Sets judging->due
 * if a rule judged at commit would.  Reads the parts that these rules look at
 * and no more.
 */
extern bool state_rules_first_look(Judging *judging, const JudgedRelation *record);

#endif							/* HYGIENE_STATE_RULES_H */
