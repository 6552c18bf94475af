/*-------------------------------------------------------------------------
 *
 * indexes.h
 *		Rows of pg_index as facts.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_INDEXES_H
#define HYGIENE_INDEXES_H

#include "access/htup.h"
#include "facts/facts.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/* Fills *out from one row; what the row does not hold is zero. */
extern void facts_form_index(HeapTuple tuple, Relation catalog, IndexFacts *out);

/*
 * Copies the values of an index's row of pg_class, for the keyed read, the
 * relcache and the stream alike.
 */
extern void index_form_class(const FormData_pg_class *form, IndexClassFacts *out);

/* Fills options of an index whose relam is known. */
extern void facts_read_options(IndexFacts *index, Snapshot snapshot);

/*
 * All indexes of one relation (array of *nindexes), palloc'd; those written by
 * command "since" or later are marked fresh.  "Similar": only those that are fresh
 * or may do the work of a fresh one.
 */
extern IndexFacts *facts_read_indexes(Oid relid, Snapshot snapshot, CommandId since, bool similar,
									  int *nindexes);

#endif							/* HYGIENE_INDEXES_H */
