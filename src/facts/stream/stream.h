/*-------------------------------------------------------------------------
 *
 * stream.h
 *		The facts of all relations under one snapshot, one after the other.
 *
 * For audits.  pg_class and pg_attribute are read as they lie, and of them small
 * records are kept; the rows of pg_constraint and pg_index follow in the order
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
 * Somebody else who wants to see every row of pg_class, so that it need not be
 * read again; nspname is its schema's, or NULL where users' relations are not.
 */
typedef void (*ClassObserver) (HeapTuple tuple, Relation pg_class, const char *nspname,
							   void *arg);

/*
 * What a stream is for.  Each place of the two arrays belongs to one asker:
 * attributes[i] wants attributes whatever is known of them, statistics[i] those
 * whose statistics may tell something; one of the two may be NULL.  Bit i of
 * RelationFacts.wanted tells whether the relation has an attribute for him.
 */
typedef struct StreamWanted
{
	bool		relations;		/* if not, there is nothing to hand out */
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
 * one schema, or not (InvalidOid).  An attribute is kept if it is part of a
 * unique or foreign key or if one of the callbacks wants it; of a single
 * relation all are.  Those whose statistics are wanted have them; see
 * facts_read_statistics().
 *
 * The snapshot must stay registered, and "wanted" where it is, until the end.
 */
extern FactsStream *facts_stream_begin(Snapshot snapshot, Oid relid, Oid nspoid,
									   const StreamWanted *wanted);

/* The type of a column, if it is among those that were kept; else InvalidOid. */
extern Oid	facts_stream_column_type(const FactsStream *stream, Oid relid, AttrNumber attnum);

/*
 * The next relation by OID, or NULL after the last.  Good until the next
 * call.  The stream has no triggers, but for a single relation.
 */
extern const RelationFacts *facts_stream_next(FactsStream *stream);

extern void facts_stream_end(FactsStream *stream);

#endif							/* HYGIENE_STREAM_H */
