/*-------------------------------------------------------------------------
 *
 * seen_table.h
 *		The table hygiene.seen and its rows.  For seen*.c only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SEEN_TABLE_H
#define HYGIENE_SEEN_TABLE_H

#include "access/htup.h"
#include "datatype/timestamp.h"
#include "facts/facts.h"
#include "facts/kept_array.h"
#include "storage/itemptr.h"
#include "storage/lockdefs.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/* Columns of hygiene.seen */
#define Anum_seen_place			1
#define Anum_seen_relid			2
#define Anum_seen_nspname		3
#define Anum_seen_relname		4
#define Anum_seen_definition	5
#define Anum_seen_at			6
#define Anum_seen_unseen		7
#define Natts_seen				7

/* A row as far as no column of it can be null. */
typedef struct FormData_seen
{
	int64		place;
	Oid			relid;
	NameData	nspname;
	NameData	relname;
	int64		definition;
	TimestampTz at;
} FormData_seen;

typedef FormData_seen *Form_seen;

/* What is kept of a row: there are as many as relations. */
typedef struct SeenEntry
{
	Oid			relid;
	ItemPointerData tid;
	bool		observed;
	char		unseen;			/* 'm'ade or 'c'hanged before it was last
								 * judged, else '\0' */
	int64		definition;
} SeenEntry;

/* Opens the table, or NULL if it is not there or not of the shape we know. */
extern Relation seen_open(LOCKMODE lockmode);

/* Which database of which cluster this is. */
extern int64 seen_place(void);

/* The row of a relation, copied, or NULL. */
extern HeapTuple seen_find(Relation seen, Oid relid, Snapshot snapshot);

/* Says where a row has been written, to find it again. */
extern void seen_note_place(Oid relid, ItemPointer tid);

/* Has the watch begun? */
extern bool seen_watching(Relation seen, Snapshot snapshot);

/* Reads a row; false if it is about nothing, or of another place. */
extern bool seen_form_entry(HeapTuple tuple, Relation seen, int64 place, SeenEntry *entry);

/* All rows of this place, as SeenEntries in the current memory context. */
extern void seen_read(Relation seen, Snapshot snapshot, KeptArray *entries);

/* Calls back for every relation that is watched. */
extern void seen_each_relation(Snapshot snapshot,
							   void (*callback) (const RelationFacts *rel, void *arg),
							   void *arg);

#endif							/* HYGIENE_SEEN_TABLE_H */
