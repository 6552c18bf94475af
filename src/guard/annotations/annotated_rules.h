/*-------------------------------------------------------------------------
 *
 * annotated_rules.h
 *		Which rules the annotations of this transaction name.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_ANNOTATED_RULES_H
#define HYGIENE_ANNOTATED_RULES_H

#include "rules/rule.h"

/*
 * Return whether an annotation of this transaction names the rule, or any rule
 * judged at that time.  The generation changes whenever the result of these may.
 */
extern bool annotated_rules_have(const HygieneRule *rule);
extern bool annotated_rules_have_any(RuleWhen when);
extern uint64 annotated_rules_generation(void);

/* Adds the rules of these annotations (List of Annotation *). */
extern void annotated_rules_add(const List *annotations);

/* No rule is annotated any more. */
extern void annotated_rules_forget(void);

#endif							/* HYGIENE_ANNOTATED_RULES_H */
