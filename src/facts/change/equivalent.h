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
 * "con" and "index" are before's.  True too if they went with their columns,
 * which says it all; but a foreign key or check over several columns of which
 * some stay is lost.
 */
extern bool kept_constraint(const RelationFacts *before, const RelationFacts *after,
							const ConstraintFacts *con);
extern bool kept_index(const RelationFacts *before, const RelationFacts *after,
					   const IndexFacts *index);

#endif							/* HYGIENE_EQUIVALENT_H */
