/*-------------------------------------------------------------------------
 *
 * types.h
 *		Checks of the family of types that have a file of their own.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TYPES_H
#define HYGIENE_TYPES_H

#include "rules/rule.h"

/* date_as_text and uuid_as_text: as_text.c */
extern void check_date_as_text(const HygieneRule *rule, const RelationFacts *rel,
							   const RuleContext *context, FindingSink *sink);
extern bool wants_date_by_name(const AttributeFacts *att);
extern bool wants_date_as_text(const AttributeFacts *att);	/* or by its statistics */
extern void check_uuid_as_text(const HygieneRule *rule, const RelationFacts *rel,
							   const RuleContext *context, FindingSink *sink);
extern bool wants_uuid_by_name(const AttributeFacts *att);
extern bool wants_uuid_as_text(const AttributeFacts *att);
extern bool wants_uuid_linked(const AttributeFacts *att);

#endif							/* HYGIENE_TYPES_H */
