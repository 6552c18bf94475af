/*-------------------------------------------------------------------------
 *
 * foreign_keys.h
 *		Rules of the family of links that have files of their own, and what
 *		they share.
 *
 * Each rule is the callback of an entry in foreign_keys.c; see rule.h for what they
 * do.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FOREIGN_KEYS_H
#define HYGIENE_FOREIGN_KEYS_H

#include "rules/rule.h"

/* A finding about a constraint of the table. */
extern HygieneFinding *links_finding(const HygieneRule *rule, const RelationFacts *rel,
									 const ConstraintFacts *con);

/* foreign_key_type_mismatch.c */
extern void check_foreign_key_type_mismatch(const HygieneRule *rule, const RelationFacts *rel,
											const RuleContext *context, FindingSink *sink);

/* nullable.c */
extern void check_nullable_composite_foreign_key(const HygieneRule *rule, const RelationFacts *rel,
												 const RuleContext *context, FindingSink *sink);
extern void check_unique_over_nullable(const HygieneRule *rule, const RelationFacts *rel,
									   const RuleContext *context, FindingSink *sink);
extern void check_all_columns_nullable(const HygieneRule *rule, const RelationFacts *rel,
									   const RuleContext *context, FindingSink *sink);

/* short_primary_key.c */
extern void check_short_primary_key(const HygieneRule *rule, const RelationFacts *rel,
									const RuleContext *context, FindingSink *sink);
extern bool wants_key_sequence(const AttributeFacts *att);
extern bool wants_key_references(const AttributeFacts *att);

/* missing_foreign_key.c */
extern void *missing_link_begin(const HygieneRule *rule);
extern void missing_link_observe(const HygieneRule *rule, void *state,
								 const RelationFacts *rel, const RuleContext *context);
extern void missing_link_finish(const HygieneRule *rule, void *state,
								const RuleContext *context, FindingSink *sink);
extern bool missing_link_wants(const AttributeFacts *att);

#endif							/* HYGIENE_FOREIGN_KEYS_H */
