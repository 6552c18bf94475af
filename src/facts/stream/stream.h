/*-------------------------------------------------------------------------
 *
 * stream.h
 *		The facts of all relations under one snapshot, one after the other.
 *
 * For audits.  Small records of pg_class and pg_attribute are stored during
 * sequential scans; the rows of pg_constraint and pg_index follow in the order
 * of the relations' OIDs (rows_by_relation.h).  No relation is opened but
 * catalogs, and memory grows with the number of tables alone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STREAM_H
#define HYGIENE_STREAM_H

#include "access/htup.h"
#include "facts/facts.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

typedef struct FactsStream FactsStream;

/*
 * Called for every row of pg_class, so that other parts of an audit need not read
 * it again.  nspname is NULL in schemas that audits do not cover.
 */
typedef void (*ClassObserver) (HeapTuple tuple, Relation pg_class, const char *nspname,
							   void *arg);

/*
 * What a stream has to read.  Filter i belongs to one rule: attributes[i] selects
 * attributes by their facts, statistics[i] those that need statistics; one of the
 * two may be NULL.  Bit i of RelationFacts.wanted is set if the relation has an
 * attribute that one of the two selects.
 */
typedef struct StreamWanted
{
	bool		relations;		/* if not, the stream returns nothing */
	const AttributeWanted *attributes;
	const AttributeWanted *statistics;
	int			naskers;		/* 64 at most */
	const AttributeWanted *sequences;	/* of columns of primary keys: may
										 * AttributeFacts.sequence matter? */
	int			nsequences;
	const AttributeWanted *linked;	/* of columns of keys, called when all else is
									 * known: may AttributeFacts.linked matter? */
	int			nlinked;
	ClassObserver observe_class;	/* or NULL; not for a single relation */
	void	   *observe_arg;
} StreamWanted;

/*
 * Starts a stream of the tables, partitioned and foreign tables and
 * materialized views that users made: temporary ones, those of the system and
 * of extensions are left out.  relid and nspoid restrict it to one relation,
 * one schema, or not (InvalidOid).  The facts hold the attributes that are part of
 * a unique or foreign key or that a filter selects; of a single relation, all.
 * Attributes selected by a statistics filter have statistics; see
 * facts_read_statistics().
 *
 * The snapshot must stay registered, and "wanted" where it is, until the end.
 */
extern FactsStream *facts_stream_begin(Snapshot snapshot, Oid relid, Oid nspoid,
									   const StreamWanted *wanted);

/* The type of a column, if the stream holds it; else InvalidOid. */
extern Oid	facts_stream_column_type(const FactsStream *stream, Oid relid, AttrNumber attnum);

/*
 * The next relation by OID, or NULL after the last.  Valid until the next
 * call.  The stream has no triggers, but for a single relation.
 */
extern const RelationFacts *facts_stream_next(FactsStream *stream);

extern void facts_stream_end(FactsStream *stream);

#endif							/* HYGIENE_STREAM_H */
