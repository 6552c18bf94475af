/*-------------------------------------------------------------------------
 *
 * seen.h
 *		The definitions of relations as they were when they were last judged.
 *
 * What a relation is called and which columns it has is kept as a hash, one
 * row for each in hygiene.seen.  Where the catalogs say otherwise, somebody
 * changed the relation while nothing was judged.  Rows go by OIDs and mean
 * nothing elsewhere, hence each says which database of which cluster it is of:
 * others may come by logical replication, pg_upgrade, or as a copy of the
 * database, and do not count.  Row 0 says that the watch has begun; where it is
 * not there, the next change begins it that finds no other on the way.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SEEN_H
#define HYGIENE_SEEN_H

#include "facts/database.h"
#include "facts/facts.h"
#include "facts/stream.h"
#include "utils/snapshot.h"

typedef struct SeenSet SeenSet;

/*
 * Begins to hold the relations of a stream against what was seen.  NULL if there
 * is no watch.  Lives in the current memory context.
 */
extern SeenSet *seen_begin(Snapshot snapshot);

/* Reads what was seen; when the stream has begun, before its first relation. */
extern void seen_read_all(SeenSet *set, FactsStream *stream, Snapshot snapshot);

/* For each of the stream's relations.  Partitions and children come with their parents. */
extern void seen_observe(SeenSet *set, const RelationFacts *rel);

/* What was changed unseen; call when all relations were observed. */
extern UnseenFacts *seen_finish(SeenSet *set, Snapshot snapshot);

/* All three at once; NULL if there is no watch. */
extern UnseenFacts *seen_compare(Snapshot snapshot);

/*
 * A relation that a transaction touched.  What is not known of its definition
 * is read.
 */
typedef struct SeenChange
{
	Oid			relid;
	DefinitionChange definition;
} SeenChange;

/*
 * Notes what became of relations (SeenChange *, in any order) in this
 * transaction, which found them as "origin" has them and leaves them as "now"
 * has them.  For the time before commit, when the locks that they were changed
 * under are still held; writes only where a definition changed.  Begins the
 * watch where it has not, but not in a transaction that is being prepared.
 */
extern void seen_note(List *changes, Snapshot origin, Snapshot now, bool preparing);

/* For how many whole days has it been there at least, as far as was seen?  -1: unknown. */
extern int	seen_days(Oid relid, Snapshot snapshot);

/* Was the relation seen as one of the user's own? */
extern bool seen_has(Oid relid, Snapshot snapshot);

#endif							/* HYGIENE_SEEN_H */
