/*-------------------------------------------------------------------------
 *
 * attributes.h
 *		The attributes of one relation.  For relation.c; see reader.h for what
 *		others may ask.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_ATTRIBUTES_H
#define HYGIENE_ATTRIBUTES_H

#include "facts/facts.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/*
 * Fills in the live attributes and what is summed up over them.
 */
extern void attributes_read(RelationFacts *rel, Snapshot snapshot);

/* The same from the relcache. */
extern void attributes_read_open(RelationFacts *rel, Relation relation);

/* Is there a live attribute of that number? */
extern bool attributes_have(Oid relid, AttrNumber attnum, Snapshot snapshot);

#endif							/* HYGIENE_ATTRIBUTES_H */
