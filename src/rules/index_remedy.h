/*-------------------------------------------------------------------------
 *
 * index_remedy.h
 *		SQL that several rules of keys and indexes propose.
 *
 * Everything returned is palloc'd and names things in a way that can be run
 * on any search path.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_INDEX_REMEDY_H
#define HYGIENE_INDEX_REMEDY_H

#include "facts/facts.h"

/*
 * "a, b": the columns, quoted where needed.  NULL if some of them are not
 * among the facts or are expressions.
 */
extern char *remedy_columns(const RelationFacts *rel, const AttrNumber *keys, int nkeys);

/*
 * The statement that takes the index away, by way of its constraint where it
 * has one, without blocking where that can be.  It ends in a semicolon.
 */
extern char *remedy_drop_index(const RelationFacts *rel, const IndexFacts *index);

/*
 * Are all keys of the index columns, sorted and compared as their types and
 * collations are by default?
 */
extern bool index_keys_are_plain(const RelationFacts *rel, const IndexFacts *index);

/* Returns the qualified name of the index, quoted where needed. */
extern char *index_name(const IndexFacts *index);

#endif							/* HYGIENE_INDEX_REMEDY_H */
