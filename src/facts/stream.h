/*-------------------------------------------------------------------------
 *
 * stream.h
 *		The facts of all relations under one snapshot, one after the other.
 *
 * For audits.  pg_class and pg_attribute are read sequentially, and of them
 * small records are kept; pg_constraint and pg_index are merged with these in
 * the order of the relations' OIDs.  No relation is opened but catalogs, and
 * memory grows with the number of tables alone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STREAM_H
#define HYGIENE_STREAM_H

#include "facts/facts.h"
#include "utils/snapshot.h"

typedef struct FactsStream FactsStream;

/* Does this attribute matter to anybody?  See HygieneRule.wants. */
typedef bool (*AttributeWanted) (const AttributeFacts *att);

/*
 * Starts a stream of the tables, partitioned and foreign tables and
 * materialized views that users made: temporary ones, those of the system and
 * of extensions are left out.  relid and nspoid restrict it to one relation,
 * one schema, or not (InvalidOid).  An attribute is kept if it is part of a
 * unique or foreign key or if one of the "nwants" callbacks says so; of a
 * single relation all are.
 *
 * The snapshot must stay registered until the end.
 */
extern FactsStream *facts_stream_begin(Snapshot snapshot, Oid relid, Oid nspoid,
									   const AttributeWanted *wants, int nwants);

/*
 * Lets the stream fill stats of the attributes that one of the callbacks
 * wants; see facts_read_statistics().  The array must outlive the stream.
 */
extern void facts_stream_want_statistics(FactsStream *stream,
										 const AttributeWanted *wants, int nwants);

/*
 * The next relation by OID, or NULL after the last.  Good until the next
 * call.  The stream has no triggers, but for a single relation.
 */
extern const RelationFacts *facts_stream_next(FactsStream *stream);

extern void facts_stream_end(FactsStream *stream);

#endif							/* HYGIENE_STREAM_H */
