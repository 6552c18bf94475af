/*-------------------------------------------------------------------------
 *
 * indirectly_affected.h
 *		Relations whose defects depend on an affected one.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_INDIRECTLY_AFFECTED_H
#define HYGIENE_INDIRECTLY_AFFECTED_H

#include "guard/judge/judging.h"

/*
 * At commit: adds and reads the records of ancestors and views of the relations
 * that have been read.  At the statement: sets judging->due if there would be an
 * ancestor.
 */
extern void indirectly_affected_add(Judging *judging);

/* Returns whether row security hides rows from more roles than before. */
extern bool row_security_tightened(const RelationFacts *before, const RelationFacts *after);

#endif							/* HYGIENE_INDIRECTLY_AFFECTED_H */
