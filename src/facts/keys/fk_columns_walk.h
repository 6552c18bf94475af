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
typedef struct FkColumnsWalk
{
	FkColumns *group;
	List	   *queue;			/* of ColumnKey *, all that were visited */
	HTAB	   *visited;			/* ColumnKeys and OIDs of keys (attnum -1) */
	bool		integers;		/* the columns are, and become bigint; else
								 * texts */
	Snapshot	snapshot;
	int			columns_allocated;	/* of group->columns … */
	int			keys_allocated; /* … and group->keys */
} FkColumnsWalk;

/*
 * Fills the group and the queue, beginning with that column; nothing is read
 * behind an obstacle.  All of it lies in the current memory context.
 */
extern void fk_columns_walk(FkColumnsWalk *walk, Oid relid, AttrNumber attnum);

/* A hash table whose entries begin with a ColumnKey. */
extern HTAB *fk_columns_hash(const char *name, Size entrysize, MemoryContext context);

/* The live attribute of that number, or of that name; NULL if there is none. */
extern Form_pg_attribute linked_attribute(Oid relid, AttrNumber attnum, const char *name,
										  Snapshot snapshot);

/* Records an obstacle, if there was none before. */
extern void fk_columns_obstacle(FkColumnsWalk *walk, char *obstacle);

/* Checks the table and the column themselves for obstacles. */
extern void fk_columns_check_table(FkColumnsWalk *walk, Oid relid,
								   const FormData_pg_attribute *att);

/* Checks that ALTER TYPE rebuilds the index as it is. */
extern void fk_columns_check_index(FkColumnsWalk *walk, Oid indexrelid, AttrNumber attnum,
								   Oid collation);

/*
 * Checks that the default of an inherited column is its parent's, which is set
 * for all children.  "computed" is its text, or NULL.
 */
extern void fk_columns_check_default(FkColumnsWalk *walk, Oid relid,
									 const FormData_pg_attribute *att,
									 const char *computed);

#endif							/* HYGIENE_FK_COLUMNS_WALK_H */
