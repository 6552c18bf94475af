/*-------------------------------------------------------------------------
 *
 * alter_column_type.h
 *		Wording and remedies of rules that propose another type for a column.
 *
 * Everything returned is palloc'd.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_ALTER_COLUMN_TYPE_H
#define HYGIENE_ALTER_COLUMN_TYPE_H

#include "rules/rule.h"

/* Where a column's own type can be judged; views store nothing. */
extern bool alter_type_stores_columns(const RelationFacts *rel);

/*
 * "double precision", or what hides it: "an array of double precision".
 */
extern char *alter_type_stored(const TypeFacts *type);

/* "text", of an array "text[]" */
extern char *alter_type_like(const TypeFacts *type, const char *base);

/*
 * A finding on the column with its type as evidence and the size of its
 * relation, where one is known.
 */
extern HygieneFinding *alter_type_finding(const HygieneRule *rule, const RelationFacts *rel,
										  const AttributeFacts *att);

/*
 * Gives the finding the way to another type: a remedy, or a hint where no
 * single statement does it.  "type" is the new type and "conversion" the
 * expression that makes it of the column, as SQL (NULL: it converts by
 * itself).  drop_default says that a default cannot follow the conversion.
 */
extern void alter_type_remedy(HygieneFinding *finding, const RelationFacts *rel,
							  const AttributeFacts *att, const char *type,
							  const char *conversion, bool drop_default);

/*
 * Appends to a DETAIL what the type is made of, and what the change costs: "of
 * a domain" gets "advice" (a phrase, or NULL).
 */
extern void alter_type_circumstances(StringInfo buf, const HygieneFinding *finding,
									 const RelationFacts *rel, const AttributeFacts *att,
									 const char *advice);

/* So many known values must agree before they count as proof. */
#define TYPES_ENOUGH_VALUES 5

/* Characters that the type allows, -1 for no limit or where it is no such type. */
extern int	types_length(const TypeFacts *type);

/* Is the type text, varchar, char or a domain, array … of them? */
extern bool types_is_character(const TypeFacts *type);

/*
 * Adds "101 of 101 known values are ISO dates" (part, all, what) to the
 * evidence of the finding, and returns that text, palloc'd.
 */
extern char *finding_evidence_statistics(HygieneFinding *finding, int part, int all,
										 const char *what);

#endif							/* HYGIENE_ALTER_COLUMN_TYPE_H */
