/*-------------------------------------------------------------------------
 *
 * stream_records.h
 *		What a stream keeps of the catalogs.  For stream*.c only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STREAM_RECORDS_H
#define HYGIENE_STREAM_RECORDS_H

#include "facts/catalog/oid_array.h"
#include "facts/stream/distinct_rows.h"
#include "facts/stream/rows_by_relation.h"
#include "facts/stream/stream.h"
#include "facts/stream/text_store.h"

/* May there be statistics?  See facts_read_statistics(). */
#define MAY_HAVE_STATS(rel) ((rel)->reltuples != 0)

/* What the attributes of many relations have in common: all but their place. */
typedef struct AttributeShape
{
	const char *attname;
	const TypeFacts *type;
	Oid			atttypid;
	int32		atttypmod;
	Oid			attcollation;
	int16		attinhcount;
	char		attidentity;
	char		attgenerated;
	bool		attnotnull:1,
				atthasdef:1,
				attislocal:1;
	uint32		money_siblings; /* money_sibling_hint() of its name */
	uint64		wanted;			/* by whom, as in RelationFacts … */
	uint64		wanted_stats;	/* … for its statistics, if there are any */
} AttributeShape;

/* As small as can be: there are several times as many as relations. */
typedef struct KeptAttribute
{
	uint64		next:27,		/* of the same relation, read before; 0: none */
				shape:26,
				attnum:11;		/* up to MaxHeapAttributeNumber */
} KeptAttribute;

#define KEPT_ATTRIBUTES_MAX (1 << 26)

typedef struct KeptRelation
{
	Oid			relid;
	Oid			relnamespace;
	Oid			relowner;
	Oid			relam;
	Oid			reloftype;
	Oid			parent;
	int32		relpages;
	float4		reltuples;
	uint32		money_siblings;
	char		relkind;
	char		relpersistence;
	char		relreplident;
	bool		relispartition:1,
				relrowsecurity:1,
				relforcerowsecurity:1,
				published:1,
				has_policies:1;
	int16		ncolumns;
	int16		nnotnull;
	uint32		atts;			/* of KeptAttributes, the last read first; 0:
								 * none */
	uint32		keys;			/* bit attnum: part of a unique or foreign
								 * key; the last bit stands for all from it on */
	uint32		relname;		/* in names */
} KeptRelation;

typedef struct KeptIndex
{
	Oid			indexrelid;
	Oid			indrelid;		/* invalid: its row of pg_index is nothing to
								 * us */
	Oid			relam;
	int32		relpages;
	uint32		relname;		/* in names */
	uint32		shape:30,		/* in index_shapes; NONE: in index_rows */
				is_partition:1,
				referenced:1;	/* some foreign key relies on it */
} KeptIndex;

typedef struct KeptConstraint
{
	Oid			conrelid;
	Oid			conid;
	Oid			conindid;
	Oid			confrelid;
	uint32		conname;		/* in names */
	uint32		shape;			/* in constraint_shapes */
} KeptConstraint;

typedef struct KeptSchema
{
	Oid			nspoid;
	const char *nspname;		/* NULL: none of its relations is looked at */
	bool		published;
} KeptSchema;

typedef struct StreamRecords
{
	MemoryContext context;		/* all of it */
	KeptArray	schemas;		/* of KeptSchema */
	KeptArray	relations;		/* of KeptRelation */
	KeptArray	indexes;		/* of KeptIndex; in the end by indrelid */
	KeptArray	constraints;	/* of KeptConstraint */
	RowShapes	constraint_shapes;	/* of ConstraintFacts without OIDs and
									 * name */
	RowShapes	index_shapes;	/* of IndexFacts, likewise */
	RelationRows constraint_rows;	/* those that are not among the
									 * constraints */
	RelationRows index_rows;
	int			near;			/* where the last relation was found … */
	int			near_index;		/* … and the last index */
	int			next_constraint;	/* to be handed out */
	int			next_index;

	AttributeShape *shapes;
	uint32		nshapes;
	KeptAttribute *atts;		/* the first stands for none */
	uint32		natts;
	bool		scattered;		/* those of a relation do not lie side by side */

	TextStore	names;			/* of all of them */
} StreamRecords;

static inline char *
stream_name(const StreamRecords *records, uint32 name)
{
	return unconstify(char *, text_store_get(&records->names, name));
}

/* The bit of KeptRelation.keys for an attribute. */
#define KEY_BIT(attnum) ((uint32) 1 << Min((attnum), 31))

#endif							/* HYGIENE_STREAM_RECORDS_H */
