/*-------------------------------------------------------------------------
 *
 * fk_columns.h
 *		The columns that foreign keys tie together, as facts for audits.
 *
 * A column of a key cannot change its type alone: what refers to it, what it
 * refers to, and partitions on either side must change with it, and the
 * foreign keys between them go before and come back afterwards.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FK_COLUMNS_H
#define HYGIENE_FK_COLUMNS_H

#include "facts/facts.h"
#include "utils/hsearch.h"
#include "utils/snapshot.h"

/* A column that is to change its type together with others. */
typedef struct FkColumn
{
	Oid			relid;
	AttrNumber	attnum;
	char	   *table;			/* qualified and quoted */
	char	   *attname;		/* quoted */
	bool		has_default;
	char	   *computed;		/* the default as SQL, if it is more than a constant;
								 * else NULL */
	bool		wide;			/* of type bigint */
	int64		rows;			/* of the table, by its last VACUUM or ANALYZE; -1
								 * unknown, or not for the caller to know */
	int64		inserted;		/* by the cumulative statistics; -1 likewise */
} FkColumn;

/* A foreign key to drop before the change of type and to add again afterwards. */
typedef struct FkDefinition
{
	char	   *table;			/* qualified and quoted */
	char	   *conname;		/* quoted */
	char	   *definition;		/* as in ALTER TABLE … ADD CONSTRAINT … */
	char	   *comment;		/* raw; NULL: none */
} FkDefinition;

/* The columns that foreign keys tie together, texts or integers. */
typedef struct FkColumns
{
	int			ncolumns;		/* by table and column; what inherits its column
								 * follows the table that it inherits from */
	FkColumn *columns;
	int			nkeys;
	FkDefinition  *keys;			/* by table and name */
	char	   *obstacle;		/* what keeps their type from being changed: "view
								 * public.v"; the rest is incomplete then */
} FkColumns;

/* What is known already in one audit, so that each group is read once. */
typedef struct FkColumnsReading
{
	MemoryContext context;		/* of all of it */
	HTAB	   *groups;			/* NULL: none yet */
} FkColumnsReading;

/*
 * Fills fk_columns of those attributes of "rel" that are part of a primary, unique
 * or foreign key and that one of the filters lets through: of integers, of
 * primary keys that others refer to.  know_references: IndexFacts.referenced is
 * filled in.  Groups lie in the reading's context.
 */
extern void fk_columns_fill(FkColumnsReading *reading, RelationFacts *rel,
							const AttributeWanted *filters, int nfilters, bool know_references,
							Snapshot snapshot);

#endif							/* HYGIENE_FK_COLUMNS_H */
