/*-------------------------------------------------------------------------
 *
 * duplicated_column.h
 *		Rule duplicated_column: callbacks of its entry in numbered_columns.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DUPLICATED_COLUMN_H
#define HYGIENE_DUPLICATED_COLUMN_H

#include "rules/rule.h"

/* Callbacks of the rule duplicated_column; see rule.h. */
extern void *duplicated_begin(const HygieneRule *rule);
extern void duplicated_observe(const HygieneRule *rule, void *state,
							   const RelationFacts *rel, const RuleContext *context);
extern void duplicated_finish(const HygieneRule *rule, void *state,
							  const RuleContext *context, FindingSink *sink);

/* Is it called by a telling name, such as email or iban, and of a type that can hold that? */
extern bool duplicated_wants(const AttributeFacts *att);

#endif							/* HYGIENE_DUPLICATED_COLUMN_H */
