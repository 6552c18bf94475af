/*-------------------------------------------------------------------------
 *
 * stream_records.h
 *		What a stream keeps of pg_class and pg_attribute.  For stream*.c only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STREAM_RECORDS_H
#define HYGIENE_STREAM_RECORDS_H

#include "facts/stream.h"

typedef struct KeptAttribute
{
	struct KeptAttribute *next; /* of the same relation, read before */
	const char *attname;
	const TypeFacts *type;
	Oid			attcollation;
	AttrNumber	attnum;
	int16		attinhcount;
	char		attidentity;
	char		attgenerated;
	bool		attnotnull:1,
				atthasdef:1,
				attislocal:1;
} KeptAttribute;

typedef struct KeptRelation
{
	Oid			relid;
	Oid			relnamespace;
	Oid			relowner;
	Oid			relam;
	Oid			reloftype;
	Oid			parent;
	HygieneFileNumber relfilenode;
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
	uint64		keys;			/* bit attnum: part of a unique or foreign key;
								 * the last bit stands for all from it on */
	int16		ncolumns;
	int16		nnotnull;
	const char *relname;
	KeptAttribute *atts;
} KeptRelation;

typedef struct KeptIndex
{
	Oid			indexrelid;
	Oid			relam;
	int32		relpages;
	const char *relname;
	bool		is_partition;
} KeptIndex;

typedef struct KeptSchema
{
	Oid			nspoid;
	const char *nspname;		/* NULL: none of its relations is looked at */
	bool		published;
} KeptSchema;

/* A sorted array of records that begin with an OID. */
typedef struct KeptArray
{
	char	   *items;
	Size		itemsize;
	int			nitems;
	int			allocated;
} KeptArray;

typedef struct StreamRecords
{
	MemoryContext context;		/* all of it */
	KeptArray	schemas;		/* of KeptSchema */
	KeptArray	relations;		/* of KeptRelation */
	KeptArray	indexes;		/* of KeptIndex */
	KeptArray	referenced;		/* Oids of indexes that foreign keys rely on */
} StreamRecords;

/* Reads everything but what is merged later; restricted to one schema or not. */
extern void stream_read_records(StreamRecords *records, Snapshot snapshot, Oid nspoid,
								const AttributeWanted *wants, int nwants);

/* The record of that OID, or NULL. */
extern void *kept_find(const KeptArray *array, Oid oid);

/* May relations in a schema of that name be looked at? */
extern bool stream_looks_at_schema(const char *nspname);

/* … and relations of that kind and persistence? */
extern bool stream_looks_at_relation(char relkind, char relpersistence);

#endif							/* HYGIENE_STREAM_RECORDS_H */
