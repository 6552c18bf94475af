/*-------------------------------------------------------------------------
 *
 * fk_columns_walk.h
 *		From column to column along foreign keys.
 *
 * For fk_columns*.c only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FK_COLUMNS_WALK_H
#define HYGIENE_FK_COLUMNS_WALK_H

#include "postgres.h"

#include "catalog/pg_attribute.h"
#include "facts/facts.h"
#include "facts/keys/fk_columns.h"
#include "nodes/pg_list.h"
#include "utils/hsearch.h"
#include "utils/snapshot.h"

typedef struct ColumnKey
{
	Oid			relid;
	int32		attnum;
} ColumnKey;

/* State of reading one group; group, integers and snapshot are the caller's. */
typedef struct LinkedWalk
{
	LinkedColumns *group;
	List	   *queue;			/* of ColumnKey *, all that were ever met */
	HTAB	   *met;			/* ColumnKeys and OIDs of keys (attnum -1) */
	bool		integers;		/* the columns are, and become bigint; else
								 * texts */
	Snapshot	snapshot;
	int			columns_allocated;	/* of group->columns … */
	int			keys_allocated; /* … and group->keys */
} LinkedWalk;

/*
 * Fills the group and the queue, beginning with that column; nothing is read
 * behind an obstacle.  All of it lies in the current memory context.
 */
extern void linked_walk(LinkedWalk *walk, Oid relid, AttrNumber attnum);

/* A hash table whose entries begin with a ColumnKey. */
extern HTAB *linked_column_table(const char *name, Size entrysize, MemoryContext context);

/* The live attribute of that number, or of that name; NULL if there is none. */
extern Form_pg_attribute linked_attribute(Oid relid, AttrNumber attnum, const char *name,
										  Snapshot snapshot);

/* Notes what stands in the way, if nothing did before. */
extern void linked_stop(LinkedWalk *walk, char *obstacle);

/* Do the table and the column themselves? */
extern void linked_check_table(LinkedWalk *walk, Oid relid, const FormData_pg_attribute *att);

/* Would the index be made again as it is? */
extern void linked_check_index(LinkedWalk *walk, Oid indexrelid, AttrNumber attnum,
							   Oid collation);

/*
 * The parent's default is set anew for all of its children: is this column's
 * the same?  "computed" is its text, or NULL.
 */
extern void linked_check_default(LinkedWalk *walk, Oid relid, const FormData_pg_attribute *att,
								 const char *computed);

#endif							/* HYGIENE_FK_COLUMNS_WALK_H */
