/*-------------------------------------------------------------------------
 *
 * stream_records.h
 *		What a stream keeps of pg_class and pg_attribute.  For stream*.c only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STREAM_RECORDS_H
#define HYGIENE_STREAM_RECORDS_H

#include "facts/kept_array.h"
#include "facts/relation_rows.h"
#include "facts/stream.h"
#include "facts/text_store.h"

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
	uint64		definition;		/* facts_hash_attribute() */
	uint64		wanted;			/* by whom, as in RelationFacts … */
	uint64		wanted_stats;	/* … for its statistics, if there are any */
} AttributeShape;

typedef struct KeptAttribute
{
	uint32		next;			/* of the same relation, read before; 0: none */
	uint32		shape;
	AttrNumber	attnum;
} KeptAttribute;

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
	uint8		note:2;			/* see facts_stream_note() */
	int16		ncolumns;
	int16		nnotnull;
	uint32		atts;			/* of KeptAttributes, the last read first; 0: none */
	uint32		keys;			/* bit attnum: part of a unique or foreign key;
								 * the last bit stands for all from it on */
	uint32		relname;		/* in names */
	uint64		definition;
} KeptRelation;

typedef struct KeptIndex
{
	Oid			indexrelid;
	Oid			relam;
	int32		relpages;
	uint32		relname;		/* in names */
	bool		is_partition;
} KeptIndex;

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
	KeptArray	indexes;		/* of KeptIndex */
	KeptArray	referenced;		/* Oids of indexes that foreign keys rely on */
	RelationRows constraints;
	RelationRows index_rows;

	AttributeShape *shapes;
	uint32		nshapes;
	KeptAttribute *atts;		/* the first stands for none */
	uint32		natts;

	TextStore	names;			/* of all of them */
} StreamRecords;

/*
 * Reads everything but the rows of pg_constraint and pg_index, whose places it
 * notes; restricted to one schema or not.  "records" is zero but its context.
 */
extern void stream_read_records(StreamRecords *records, Snapshot snapshot, Oid nspoid,
								const StreamWanted *wanted);

/* The part of it that reads pg_attribute: stream_attributes.c. */
extern void stream_read_attributes(StreamRecords *records, Snapshot snapshot,
								   const StreamWanted *wanted);

/* May relations in a schema of that name be looked at? */
extern bool stream_looks_at_schema(const char *nspname);

/* … and relations of that kind and persistence? */
extern bool stream_looks_at_relation(char relkind, char relpersistence);

/* The bit of KeptRelation.keys for an attribute. */
#define KEY_BIT(attnum) ((uint32) 1 << Min((attnum), 31))

#endif							/* HYGIENE_STREAM_RECORDS_H */
