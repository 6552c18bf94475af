/*-------------------------------------------------------------------------
 *
 * stream_keys.h
 *		The part of a stream that reads pg_constraint and pg_index.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STREAM_KEYS_H
#define HYGIENE_STREAM_KEYS_H

#include "access/htup.h"
#include "facts/stream/stream_records.h"
#include "utils/relcache.h"

/* The parts of it that read a row of pg_constraint, one of pg_index: stream_keys.c. */
extern void stream_read_constraint(StreamRecords *records, HeapTuple tuple, Relation catalog);
extern void stream_read_index(StreamRecords *records, HeapTuple tuple, Relation catalog);

/*
 * Fills a relation's constraints; then its indexes, some of which constraints own.
 * Relations must come in the order of their OIDs.
 */
extern void stream_fill_constraints(StreamRecords *records, RelationFacts *rel,
									Snapshot snapshot);
extern void stream_fill_indexes(StreamRecords *records, RelationFacts *rel);

#endif							/* HYGIENE_STREAM_KEYS_H */
