/*-------------------------------------------------------------------------
 *
 * stream_records.h
 *		The records that a stream stores of the catalogs.  For stream*.c only.
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
#define MAY_HAVE_STATS(rel) ((rel)->class.reltuples != 0)

/* What the attributes of many relations have in common: all but relation and number. */
typedef struct DistinctAttribute
{
	AttributeFacts facts;		/* attnum is 1 */
	uint32		money_siblings; /* money_sibling_hint() of its name */
	uint64		wanted;			/* by which filters, see StreamWanted … */
	uint64		wanted_stats;	/* … for its statistics, if there are any */
} DistinctAttribute;

/* As small as can be: there are several times as many as relations. */
typedef struct StreamAttribute
{
	uint64		next:27,		/* of the same relation, read before; 0: none */
				distinct:26,
				attnum:11;		/* up to MaxHeapAttributeNumber */
} StreamAttribute;

#define STREAM_ATTRIBUTES_MAX (1 << 26)

typedef struct StreamRelation
{
	ClassFacts	class;			/* begins with the OID */
	Oid			parent;
	uint32		money_siblings;
	uint32		ncolumns:15,
				nnotnull:15,
				published:1,
				has_policies:1;
	uint32		atts;			/* of StreamAttributes, the last read first; 0:
								 * none */
	uint32		keys;			/* bit attnum: part of a unique or foreign
								 * key; the last bit stands for all from it on */
	uint32		relname;		/* in names */
} StreamRelation;

typedef struct StreamIndex
{
	Oid			indexrelid;
	IndexClassFacts class;
	Oid			indrelid;		/* invalid: its row of pg_index belongs to no
								 * relation of the stream */
	uint32		relname;		/* in names */
	uint16		distinct;		/* in distinct_indexes; NONE: in index_rows */
	bool		referenced;		/* some foreign key relies on it */
} StreamIndex;

typedef struct StreamConstraint
{
	Oid			conrelid;
	Oid			conid;
	Oid			conindid;
	Oid			confrelid;
	uint32		conname;		/* in names */
	uint32		distinct;		/* in distinct_constraints */
} StreamConstraint;

typedef struct StreamSchema
{
	Oid			nspoid;
	const char *nspname;		/* NULL: none of its relations is looked at */
	bool		published;
} StreamSchema;

typedef struct StreamRecords
{
	MemoryContext context;		/* all of it */
	OidArray	schemas;		/* of StreamSchema */
	OidArray	relations;		/* of StreamRelation */
	OidArray	indexes;		/* of StreamIndex; in the end by indrelid */
	OidArray	constraints;	/* of StreamConstraint */
	DistinctRows	distinct_constraints;	/* of ConstraintFacts without OIDs and
									 * name */
	DistinctRows	distinct_indexes;	/* of IndexFacts, likewise */
	RowsByRelation constraint_rows;	/* those that are not among the
									 * constraints */
	RowsByRelation index_rows;
	int			near;			/* where the last relation was found … */
	int			near_index;		/* … and the last index */
	int			next_constraint;	/* to be handed out */
	int			next_index;

	DistinctAttribute *distinct_atts;
	uint32		ndistinct_atts;
	StreamAttribute *atts;		/* the first stands for none */
	uint32		natts;
	bool		scattered;		/* those of a relation do not lie side by side */

	TextStore	names;			/* of all of them */
} StreamRecords;

static inline char *
stream_name(const StreamRecords *records, uint32 name)
{
	return unconstify(char *, text_store_get(&records->names, name));
}

/* The bit of StreamRelation.keys for an attribute. */
#define KEY_BIT(attnum) ((uint32) 1 << Min((attnum), 31))

#endif							/* HYGIENE_STREAM_RECORDS_H */
