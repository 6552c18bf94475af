/*-------------------------------------------------------------------------
 *
 * equivalent.h
 *		Does a table still have what a constraint or an index gave it?
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_EQUIVALENT_H
#define HYGIENE_EQUIVALENT_H

#include "facts/facts.h"

/*
 * Does "after" have the constraint or index of "before", or an equivalent one?
 * Also true if it was dropped with its columns, as the columns' loss is reported;
 * but not of a foreign key or check over several columns of which some stay.
 */
extern bool constraint_has_equivalent(const RelationFacts *before,
									  const RelationFacts *after,
									  const ConstraintFacts *con);
extern bool index_has_equivalent(const RelationFacts *before, const RelationFacts *after,
								 const IndexFacts *index);

#endif							/* HYGIENE_EQUIVALENT_H */
