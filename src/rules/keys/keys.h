/*-------------------------------------------------------------------------
 *
 * keys.h
 *		The family of keys: what its files share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_KEYS_H
#define HYGIENE_KEYS_H

#include "rules/rule.h"

/* "a, b": names of a constraint's or index's columns, quoted where needed; palloc'd */
extern char *keys_columns(const RelationFacts *rel, const AttrNumber *attnums, int n);

/* Rows and bytes of the table into the finding: measured, or as last estimated. */
extern void keys_fill_size(HygieneFinding *finding, const RelationFacts *rel);

/* " (about 1000 rows, 90 MB)", or "" where it is not known; palloc'd or static */
extern const char *keys_size_words(const HygieneFinding *finding);

/* missing_primary_key.c: missing_primary_key, and the attributes that it wants */
extern void check_missing_primary_key(const HygieneRule *rule, const RelationFacts *rel,
									  const RuleContext *context, FindingSink *sink);
extern bool wants_key_name(const AttributeFacts *att);

#endif							/* HYGIENE_KEYS_H */
