/*-------------------------------------------------------------------------
 *
 * facts.h
 *		Facts of one object, as the catalogs have them at one snapshot.
 *
 * Plain structs.  Nothing in here reads a catalog, and whoever holds facts
 * may look at them after the object is gone.  Everything that a struct points
 * to lives in the memory context that was current when it was read.
 *
 * Names are raw (not quoted).  Lists are ordered as the catalogs order them:
 * attributes by attnum (dropped ones left out), indexes by OID, constraints by
 * name or, in a stream, by OID.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FACTS_H
#define HYGIENE_FACTS_H

#include "postgres.h"

#include "access/attnum.h"
#include "access/stratnum.h"
#include "catalog/pg_class.h"
#include "datatype/timestamp.h"

#include "compat.h"

/*
 * Parts of the facts of a relation: those to read, those that a rule looks at, and
 * those to which a command has added something.
 */
#define FACTS_RELATION		0x01	/* the relation itself */
#define FACTS_ATTRIBUTES	0x02
#define FACTS_INDEXES		0x04
#define FACTS_FOREIGN_KEYS	0x08
#define FACTS_CONSTRAINTS	0x10	/* all of them */
#define FACTS_TRIGGERS		0x20
#define FACTS_MEMBER		0x40	/* is it a member of an extension? */
#define FACTS_REST			0x80
#define FACTS_LONG_NAMES	0x100	/* names in the statement that were cut */
#define FACTS_SIMILAR_INDEXES 0x200 /* of the indexes, fresh ones and those that may
									 * do the work of one of these, or it theirs */
#define FACTS_ALL			0xff	/* what a relation's reader can read */

/* A type and what it is based on: see facts_read_type(). */
typedef struct TypeFacts
{
	Oid			typid;			/* the type as declared */
	int32		typmod;
	char	   *name;			/* as format_type() would print it, valid SQL */
	Oid			base;			/* after domains, arrays, ranges, one-field
								 * composites: what is stored */
	int32		base_typmod;
	char	   *base_name;		/* base without typmod: "double precision" */
	char		base_typtype;	/* pg_type.typtype of base */
	char		base_category;	/* pg_type.typcategory of base */
	bool		via_array;
	bool		via_range;
	bool		via_composite;
	char	   *named;			/* unqualified name of the outermost domain or
								 * composite on the way down, else NULL */
	Oid			domain;			/* outermost domain on the way down, or invalid */
} TypeFacts;

/*
 * Summary of what pg_statistic has on a column, never the values: all counts
 * are of the known values (most common values and histogram bounds).
 */
typedef struct StatisticFacts
{
	int32		avg_width;		/* bytes */
	float4		n_distinct;		/* as in pg_stats: negative is a fraction of rows */
	int			nvalues;		/* known values; 0: the rest says nothing */
	int			iso_dates;		/* text: ISO dates or timestamps */
	int			uuids;			/* text: 36 or 32 hex digits in uuid's format */
	int			hashes;			/* text: hex or base64 digests, crypt(3) or PHC strings */
	int			cents;			/* floats, numerics: at most two decimals */
	int			whole;			/* floats, numerics: no decimals */
	uint64		signature;		/* hash of the most common values in order of their
								 * bytes, to compare columns; 0 if none */
} StatisticFacts;

/*
 * How a table or index has been used, by the cumulative statistics, which are
 * this server's alone: each replica counts for itself.
 */
typedef struct UsageFacts
{
	int			days;			/* whole days that the counters cover; -1 unknown */
	int64		scans;			/* of a table: sequential scans */
	int64		rows_read;		/* by these scans */
	int64		index_scans;	/* tables only: by all of its indexes */
	TimestampTz last_scan;		/* 0 unknown */
	int64		live_rows;		/* tables only */
	int			age_days;		/* tables only: it has been there for so many whole
								 * days at least; -1 unknown */
} UsageFacts;

/* A column: from atttypid on, plain values that the row of pg_attribute holds. */
typedef struct AttributeFacts
{
	char	   *attname;
	const TypeFacts *type;
	const StatisticFacts *stats;	/* audits only, if wants_stats is set and there
									 * are any */
	const struct FkColumns *fk_columns; /* audits only, if some rule wants them; or
										 * NULL */
	const struct SequenceFacts *sequence;	/* likewise: what feeds it; see
											 * measured/sequence.h */
	Oid			atttypid;
	int32		atttypmod;
	Oid			attcollation;
	int16		attinhcount;
	AttrNumber	attnum;
	char		attidentity;
	char		attgenerated;
	bool		attnotnull;
	bool		atthasdef;
	bool		attislocal;		/* false: it only exists because a parent has it */
	bool		wants_stats;	/* audits only: some rule wants statistics */
} AttributeFacts;

/* Does this attribute matter to some rule? */
typedef bool (*AttributeWanted) (const AttributeFacts *att);

/* How well the indexes of the child serve a foreign key's own query. */
typedef enum ForeignKeyCover
{
	FK_COVER_UNKNOWN,			/* not a foreign key, or not asked for */
	FK_COVER_EXEMPT,			/* needs no index: not enforced, or a partition's
								 * copy of its parent's key */
	FK_COVER_FULL,
	FK_COVER_PREFIX,			/* some index serves only a leading part of the
								 * columns */
	FK_COVER_WEAK,				/* lossy or a scan of a whole index (brin, key not
								 * leading) */
	FK_COVER_UNUSABLE,			/* an index has the columns but the query cannot
								 * use it (collation, operator family, predicate,
								 * invalid) */
	FK_COVER_NONE
} ForeignKeyCover;

typedef struct ConstraintFacts
{
	Oid			conid;
	char	   *conname;
	char		contype;
	bool		convalidated;
	bool		conenforced;
	int			days;			/* whole days since it was made, of those not
								 * validated; -1 unknown */
	bool		conislocal;
	int			coninhcount;
	Oid			conparentid;
	Oid			conindid;
	int			nkeys;
	AttrNumber *conkey;
	char	   *conbin;			/* expression of a CHECK as node string, or NULL */
	/* foreign keys only */
	Oid			confrelid;
	char	   *confnspname;
	char	   *confrelname;
	AttrNumber *confkey;
	char	  **confattnames;	/* of the parent's key columns */
	const TypeFacts **conftypes;
	const struct SequenceFacts *confsequence;	/* audits only: what feeds one of them
												 * that is a wider integer than the
												 * referencing column, by whose type
												 * it is measured; or NULL */
	Oid		   *conpfeqop;
	char		confdeltype;
	char		confupdtype;
	char		confmatchtype;
	bool		conperiod;		/* temporal (18) */
	ForeignKeyCover cover;
	Oid			cover_index;	/* index behind PREFIX, WEAK, UNUSABLE or FULL, if
								 * any */
	char	   *cover_index_name;
	const char *cover_reason;	/* why it is not FULL, static; or NULL */
	char	   *cover_wanted;	/* index that would serve, as after the table's name
								 * in CREATE INDEX: "(a, b)"; or NULL */
	char	   *cover_repair;	/* index that would serve if it were valid,
								 * qualified and quoted, or NULL */
	int			nuncovered;		/* partitioned child: leaves without cover */
	char	  **uncovered;		/* their names, qualified and quoted */
	char	  **uncovered_repair;	/* of each: as cover_repair, or NULL */
	int			nleaves;
} ConstraintFacts;

/* The same of an index. */
#define INDEX_CLASS_FACTS \
	Oid			relam; \
	int32		relpages; \
	bool		is_partition;	/* attached to a partitioned index */

typedef struct IndexClassFacts
{
	INDEX_CLASS_FACTS
} IndexClassFacts;

typedef struct IndexFacts
{
	union
	{
		IndexClassFacts class;
		struct
		{
			INDEX_CLASS_FACTS
		};
	};
	Oid			indexrelid;
	char	   *relname;
	char	   *nspname;
	bool		fresh;			/* facts_read_now() only: written since */
	bool		indisunique;
	bool		indnullsnotdistinct;
	bool		indisprimary;
	bool		indisexclusion;
	bool		indimmediate;
	bool		indisclustered;
	bool		indisvalid;
	bool		indisready;
	bool		indislive;
	bool		indisreplident;
	int			indnatts;
	int			indnkeyatts;
	AttrNumber *indkey;			/* 0 for an expression */
	Oid		   *indcollation;	/* of the key columns */
	Oid		   *indclass;		/* of the key columns */
	int16	   *indoption;
	char	   *options;		/* of the operator classes, by column; NULL if none */
	char	   *indexprs;		/* node strings, or NULL */
	char	   *indpred;
	uint32		lead;			/* facts_index_lead() of it */
	Oid			constraintid;	/* the constraint that owns it, or invalid */
	HygieneFileNumber relfilenode;	/* 0 in a stream */
	bool		referenced;		/* a foreign key relies on it; set for unique ones
								 * that are not the only one of their kind */

	/* audits only */
	const UsageFacts *usage;	/* of large ones */
	bool		building;		/* not valid, but being built, or finished by now */
	bool		build_unknown;	/* not valid, and on a standby nobody can tell */
	char	   *definition;		/* of one that is not valid: what follows the
								 * table's name in CREATE INDEX; or NULL */
	/* … and partitioned */
	bool		broken_partition;	/* something attached to it is not valid */
	char	   *attached;		/* something attached to it, qualified, or NULL */
	int			nunattached;	/* partitions that have nothing attached to it */
	struct UnattachedFacts *unattached;
} IndexFacts;

/* A partition that has nothing attached to a partitioned index. */
typedef struct UnattachedFacts
{
	char	   *table;			/* qualified and quoted */
	char	   *index;			/* an index of it, so that it can be attached; or NULL */
	char	   *new_name;		/* what a new one may be called, raw */
	char	   *new_schema;		/* where it will lie, raw */
	bool		partitioned;
} UnattachedFacts;

typedef struct TriggerFacts
{
	Oid			tgid;
	char	   *tgname;
	char		tgenabled;
	bool		tgisinternal;
	Oid			tgconstraint;	/* the foreign key it enforces, or invalid */
	Oid			tgparentid;
} TriggerFacts;

typedef struct PolicyFacts
{
	Oid			polid;
	char	   *polname;
	char		polcmd;			/* 'r', 'a', 'w', 'd' or '*' */
	bool		polpermissive;
	bool		to_public;		/* for all roles */
	bool		has_qual;		/* USING */
	bool		qual_true;		/* … which is true for every row */
	bool		has_check;		/* WITH CHECK */
	bool		check_true;
} PolicyFacts;

/* How much a relation holds and how much it is used, measured while it could be opened. */
typedef struct SizeFacts
{
	bool		known;
	bool		empty;			/* certainly holds no row */
	int64		rows;			/* estimate; -1 unknown */
	int64		bytes;			/* heap, toast and indexes */
	int64		scans;			/* since the statistics were reset; -1 unknown */
	TimestampTz last_scan;		/* 0 unknown */
} SizeFacts;

/*
 * The plain values that the row of pg_class of a relation holds.  They are
 * members of RelationFacts, and a stream's records have them as one struct.
 */
#define CLASS_FACTS \
	Oid			relid; \
	Oid			relnamespace; \
	Oid			relowner; \
	Oid			relam; \
	Oid			reloftype; \
	int32		relpages; \
	float4		reltuples; \
	char		relkind; \
	char		relpersistence; \
	char		relreplident; \
	bool		relispartition:1, \
				relrowsecurity:1, \
				relforcerowsecurity:1;

typedef struct ClassFacts
{
	CLASS_FACTS
} ClassFacts;

typedef struct RelationFacts
{
	union
	{
		ClassFacts	class;
		struct
		{
			CLASS_FACTS
		};
	};
	char	   *relname;
	char	   *nspname;
	char	   *better_name;	/* a free one that needs no quotes, if its own does and
								 * there is one; else NULL */
	HygieneFileNumber relfilenode;	/* 0 in a stream */
	Oid			parent;			/* first parent by partitioning or inheritance */
	bool		extension_member;
	bool		published;		/* in a publication, by itself or all tables; may
								 * be unknown of one with a primary key */

	/*
	 * An audit's stream has only the attributes that some rule needs; the keyed
	 * read has all.
	 */
	int			natts;
	AttributeFacts *atts;
	int			ncolumns;		/* all live attributes, in atts or not */
	int			nothers;		/* those that are not in atts, where one of atts has
								 * a name that needs quotes; else 0 */
	char	  **others;			/* their names */
	int			nnotnull;		/* those among them that are NOT NULL */
	uint32		money_siblings; /* money_sibling_hint() of all live attributes;
								 * audits only */
	uint64		wanted;			/* audits only: which filters selected attributes; see
								 * StreamWanted */

	int			nconstraints;
	ConstraintFacts *constraints;
	int			nindexes;
	IndexFacts *indexes;
	int			ntriggers;
	TriggerFacts *triggers;
	int			npolicies;
	PolicyFacts *policies;
	int			nbypassed;		/* of a view: tables whose row security it passes by */
	char	  **bypassed;		/* their names, qualified and quoted */

	SizeFacts	size;			/* known = false unless somebody measured it */
	const UsageFacts *usage;	/* audits only, of large ones; else NULL */
} RelationFacts;

/* Attribute, constraint, index … of that key, or NULL. */
extern const AttributeFacts *facts_attribute(const RelationFacts *rel, AttrNumber attnum);
extern const AttributeFacts *facts_attribute_named(const RelationFacts *rel, const char *name);
extern const ConstraintFacts *facts_constraint(const RelationFacts *rel, Oid conid);
extern const IndexFacts *facts_index(const RelationFacts *rel, Oid indexrelid);

/* Is the constraint the table's own, not its parent's or the work of the server? */
extern bool facts_is_own(const ConstraintFacts *con);

/* Is the attribute a column of a foreign key of the relation? */
extern bool facts_is_referencing(const RelationFacts *rel, AttrNumber attnum);

/* "schema.table", quoted where SQL needs it; palloc'd */
extern char *facts_relation_name(const RelationFacts *rel);

/*
 * Where the argument types begin in a function's name(argument types); NULL if
 * nowhere.  The name itself is raw and may hold anything.
 */
extern const char *facts_function_arguments(const char *name);

/* "table", "view", "materialized view" …: the word for its relkind; static */
extern const char *facts_relation_kind(const RelationFacts *rel);

#endif							/* HYGIENE_FACTS_H */
