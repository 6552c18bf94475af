/*-------------------------------------------------------------------------
 *
 * keys.h
 *		What the rules about keys share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_KEYS_H
#define HYGIENE_KEYS_H

#include "rules/rule.h"

/* "a, b": names of a constraint's or index's columns, quoted where needed; palloc'd */
extern char *keys_columns(const RelationFacts *rel, const AttrNumber *attnums, int n);

/* Fills rows and bytes of the finding with those of the table: measured, or estimated. */
extern void keys_fill_size(HygieneFinding *finding, const RelationFacts *rel);

/* " (about 1000 rows, 90 MB)", or "" where it is not known; palloc'd or static */
extern const char *keys_size_words(const HygieneFinding *finding);

#endif							/* HYGIENE_KEYS_H */
