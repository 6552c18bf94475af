/*-------------------------------------------------------------------------
 *
 * attributes.h
 *		The attributes of one relation.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_ATTRIBUTES_H
#define HYGIENE_ATTRIBUTES_H

#include "catalog/pg_attribute.h"
#include "facts/facts.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/*
 * Copies the values of one row of pg_attribute, for the keyed read, the relcache
 * and the stream alike.  attname points into the row, and type is NULL: the
 * caller sets them.
 */
extern void attribute_form(const FormData_pg_attribute *form, AttributeFacts *out);

/* Fills in the live attributes and what is summed up over them. */
extern void attributes_read(RelationFacts *rel, Snapshot snapshot);

/* The same from the relcache. */
extern void attributes_read_open(RelationFacts *rel, Relation relation);

/* Fills others with the names of the attributes that are not in atts. */
extern void facts_read_others(RelationFacts *rel, Snapshot snapshot);

#endif							/* HYGIENE_ATTRIBUTES_H */
