/*-------------------------------------------------------------------------
 *
 * constraints.h
 *		Rows of pg_constraint as facts.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_CONSTRAINTS_H
#define HYGIENE_CONSTRAINTS_H

#include "access/htup.h"
#include "facts/facts.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/* Fills *out from one row; what the row does not hold is zero. */
extern void facts_form_constraint(HeapTuple tuple, Relation catalog, ConstraintFacts *out);

/*
 * Fills a foreign key's confattnames and conftypes (entries of columns that
 * are gone stay NULL).
 */
extern void facts_read_parent_keys(ConstraintFacts *con, Snapshot snapshot);

/* Fills the constraints of a relation, in the current memory context. */
extern void relation_read_constraints(RelationFacts *rel, Snapshot snapshot);

#endif							/* HYGIENE_CONSTRAINTS_H */
