/*-------------------------------------------------------------------------
 *
 * sequence.h
 *		How far a sequence is, and which one feeds a column.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SEQUENCE_H
#define HYGIENE_SEQUENCE_H

#include "catalog/pg_sequence.h"
#include "facts/facts.h"
#include "utils/snapshot.h"

/*
 * A sequence that may run out: one that does not cycle, that the caller may
 * read, whose range or column ends before 2^53, and of which half is used up.
 */
typedef struct SequenceFacts
{
	Oid			seqid;
	char	   *nspname;
	char	   *relname;
	bool		descending;
	bool		cycles;			/* false of those of an audit of the database */
	int64		left;			/* numbers that are left, by its increment */
	int64		first;			/* where its range begins: minimum, or maximum if
								 * descending */
	int64		last;			/* where its range ends */
	int64		value;			/* handed out last, or next if none was */
	int64		end;			/* where the narrower of range and column ends */
	double		used;			/* part of the way from first to end: 0.9 */
	Oid			relid;			/* the table whose column takes its values, or
								 * invalid */
	AttrNumber	attnum;
	char	   *owner_nspname;
	char	   *owner_relname;
	char	   *attname;
	char	   *column_type;	/* as declared */
	bool		plain_column;	/* the column's type is no domain */
	bool		identity;
	int64		column_last;	/* where the column's type ends; PG_INT64_MAX or
								 * _MIN if it ends no earlier */
} SequenceFacts;

/*
 * The sequence that feeds a column of that type, as its default or identity
 * says, however far it is and whether it cycles or not; palloc'd.  NULL if there
 * is none, or it is not the caller's to read.  Waits for no lock: a sequence that
 * is locked contributes nothing.
 */
extern const SequenceFacts *facts_sequence_of(Oid relid, AttrNumber attnum,
											  const TypeFacts *type, Snapshot snapshot);

/* For other readers of sequences: sets what the row of pg_sequence says. */
extern void sequence_set_range(SequenceFacts *sequence, Form_pg_sequence form);

/*
 * Sets end, value, used, left and the sequence's name once its range and
 * column_last are set.  False if its end is too far away to matter, if it is no
 * user's sequence, or if its value cannot be read.
 */
extern bool sequence_measure(SequenceFacts *sequence, int64 increment, Snapshot snapshot);

/* Is an end so far away (2^53) that counting does not get there? */
extern bool sequence_ends_far(int64 end);

/* The last number that an integer type can hold in that direction. */
extern int64 sequence_type_end(Oid typid, bool descending);

#endif							/* HYGIENE_SEQUENCE_H */
