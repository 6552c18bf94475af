/*-------------------------------------------------------------------------
 *
 * indexes.h
 *		Rules of the family of indexes that have files of their own.
 *
 * Each is the callback of an entry in indexes.c; see rule.h for what they do.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_INDEXES_H
#define HYGIENE_INDEXES_H

#include "rules/rule.h"

/* invalid_index.c */
extern void check_invalid_index(const HygieneRule *rule, const RelationFacts *rel,
								const RuleContext *context, FindingSink *sink);

/* index_usage.c */
extern void check_unused_index(const HygieneRule *rule, const RelationFacts *rel,
							   const RuleContext *context, FindingSink *sink);
extern void check_hot_sequential_scan(const HygieneRule *rule, const RelationFacts *rel,
									  const RuleContext *context, FindingSink *sink);
extern bool hot_scan_wants(const AttributeFacts *att);

/* A finding about an index of the relation; its object is the index. */
extern HygieneFinding *finding_index(const HygieneRule *rule, const RelationFacts *rel,
									 const IndexFacts *index);

#endif							/* HYGIENE_INDEXES_H */
