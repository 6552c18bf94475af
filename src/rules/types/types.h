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

/* So many known values must agree before they count as proof. */
#define TYPES_ENOUGH_VALUES 5

/* Characters that the type allows, -1 for no limit or where it is no such type. */
extern int	types_length(const TypeFacts *type);

/* Is the type text, varchar, char or a domain, array … of them? */
extern bool types_is_character(const TypeFacts *type);

/*
 * "101 of 101 known values are ISO dates": says "part of all known values"
 * and "what" into the finding's evidence, and returns it.
 */
extern char *types_tell_statistics(HygieneFinding *finding, int part, int all,
								   const char *what);

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
