/*-------------------------------------------------------------------------
 *
 * key_sequence.h
 *		The sequences that feed keys, as facts for audits.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_KEY_SEQUENCE_H
#define HYGIENE_KEY_SEQUENCE_H

#include "facts/facts.h"
#include "utils/snapshot.h"

/*
 * Fills sequence of those attributes of the primary key that one of
 * "wanted" asks for, and confsequence of foreign keys; see facts_sequence_of().
 */
extern void key_sequences_fill(RelationFacts *rel, const AttributeWanted *wanted, int nwanted,
							   Snapshot snapshot);

#endif							/* HYGIENE_KEY_SEQUENCE_H */
