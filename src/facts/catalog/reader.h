/*-------------------------------------------------------------------------
 *
 * reader.h
 *		Reading facts from the catalogs, at any snapshot of this transaction.
 *
 * Two ways in and one shape out: one relation by its OID (index probes), or
 * all relations under one snapshot (stream.h).  No relation of the user's is
 * opened and no lock taken but AccessShareLock on catalogs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_READER_H
#define HYGIENE_READER_H

#include "access/htup.h"
#include "facts/facts.h"
#include "nodes/pg_list.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/*
 * Where a snapshot is handed in, NULL stands for the catalogs as they are now,
 * where the caches know them.
 *
 * The catalogs as they are now, and as they were before command "cid" of this
 * transaction (0: when it began).  Registered; give back with
 * UnregisterSnapshot().  What other transactions committed meanwhile is seen
 * by both, so that only our own changes differ.
 */
extern Snapshot facts_snapshot_now(void);
extern Snapshot facts_snapshot_before(CommandId cid);

/*
 * From now on this transaction began with that command (0: with its first),
 * for facts_snapshot_before(); returns what it was.
 */
extern CommandId facts_swap_origin(CommandId cid);

/*
 * One row of a catalog found by an OID column through the index on it;
 * copied, or NULL.
 */
extern HeapTuple facts_fetch_by_oid(Oid catalogid, Oid indexid, AttrNumber attnum, Oid oid,
									Snapshot snapshot);

/*
 * The row of pg_class of a relation, copied, or NULL.  Costs next to nothing where
 * the cache has it and the snapshot sees the same row.
 */
extern HeapTuple facts_fetch_class(Oid relid, Snapshot snapshot);

/* The row of pg_attribute of a column, dropped or not, copied, or NULL. */
extern HeapTuple facts_fetch_attribute(Oid relid, AttrNumber attnum, Snapshot snapshot);

/* The row of pg_attrdef of a column at the snapshot, copied, or NULL. */
extern HeapTuple facts_fetch_default(Oid relid, AttrNumber attnum, Snapshot snapshot);

/* An attribute of a catalog's row as text, palloc'd, or NULL. */
extern char *facts_text_attribute(HeapTuple tuple, Relation catalog, AttrNumber attnum);

/* Everything about one relation, or NULL if it is not there. */
extern RelationFacts *facts_read_relation(Oid relid, Snapshot snapshot);

/* Fills others with the names of the attributes that are not in atts. */
extern void facts_read_others(RelationFacts *rel, Snapshot snapshot);

/*
 * Parts of it (FACTS_ bits); the others are as if there were none.  The cover of
 * foreign keys needs FACTS_FOREIGN_KEYS, FACTS_ATTRIBUTES and FACTS_INDEXES.
 */
extern RelationFacts *facts_read_parts(Oid relid, uint32 parts, Snapshot snapshot);

/*
 * Parts of a relation that this transaction made or has locked, as they are
 * now, from the relcache and the other caches.  Indexes whose rows this
 * transaction wrote with command "since" or later are marked fresh.
 */
extern RelationFacts *facts_read_now(Oid relid, uint32 parts, CommandId since);

/*
 * Was this row written by command "since" of this transaction or a later one?
 * Only for rows that are visible now.
 */
extern bool facts_written_since(HeapTuple tuple, CommandId since);

/*
 * Its pg_class row and nothing else, not even the name of its schema; NULL if
 * it is not there.
 */
extern RelationFacts *facts_read_class(Oid relid, Snapshot snapshot);

/* Does the relation (attnum 0) or the live attribute exist at the snapshot? */
extern bool facts_exists(Oid relid, AttrNumber attnum, Snapshot snapshot);

/* A schema, type, function or extension, or NULL (also for other classes). */
extern ObjectFacts *facts_read_object(Oid classid, Oid objid, Snapshot snapshot);

/*
 * The relation that an object hangs on: a constraint's, index's, trigger's,
 * policy's, default's or rule's table, the relation itself for a relation.
 * InvalidOid if it hangs on none or is not there.
 */
extern Oid	facts_relation_of(Oid classid, Oid objid, Snapshot snapshot);

/*
 * The relation of a trigger that enforces a foreign key; InvalidOid if it is
 * another trigger or not there.
 */
extern Oid	facts_key_trigger_of(Oid trigger, Snapshot snapshot);

/* The triggers that enforce a foreign key, and the relations they are on (lists of OIDs). */
extern List *facts_triggers_of(Oid constraint, Snapshot snapshot, List **relids);

/* Parents of a partition or inheritance child, nearest first (list of OIDs). */
extern List *facts_ancestors(Oid relid, Snapshot snapshot);

/* Leaves of a partitioned table that can hold indexes (list of OIDs). */
extern List *facts_leaves(Oid relid, Snapshot snapshot);

/* Is the object a member of an extension?  And the extension's OID. */
extern Oid	facts_extension_of(Oid classid, Oid objid, Snapshot snapshot);

/* The column that owns a sequence; false if none does. */
extern bool facts_sequence_owner(Oid seqid, Snapshot snapshot, Oid *relid, AttrNumber *attnum);

/* A column whose default draws from the sequence; false if there is none. */
extern bool facts_sequence_drawn(Oid seqid, Snapshot snapshot, Oid *relid, AttrNumber *attnum);

/*
 * The other way round: the sequence of an identity column, and the one that a
 * default (by its own OID) draws from; InvalidOid if there is none.
 */
extern Oid	facts_identity_sequence(Oid relid, AttrNumber attnum, Snapshot snapshot);
extern Oid	facts_default_sequence(Oid attrdef, Snapshot snapshot);

extern bool facts_is_sequence(Oid relid, Snapshot snapshot);

/* Relations with a column of that very type (list of OIDs). */
extern List *facts_type_users(Oid typid, Snapshot snapshot);

/* Does the constraint of some foreign key depend on the index? */
extern bool facts_is_referenced(Oid indexrelid, Snapshot snapshot);

/*
 * The relations that a view's query names, and the other way round, the views
 * and rules of other relations that name a relation (lists of relations' OIDs).
 */
extern List *facts_view_reads(Oid relid, Snapshot snapshot);
extern List *facts_read_by(Oid relid, Snapshot snapshot);

/* Functions of that name in that schema, whatever their arguments (list of OIDs). */
extern List *facts_functions_named(const char *proname, Oid nspoid, Snapshot snapshot);

/*
 * Bottom of a type at the snapshot; palloc'd, or kept for the session if it is
 * one of the server's own; never NULL.
 */
extern const TypeFacts *facts_read_type(Oid typid, int32 typmod, Snapshot snapshot);

/* Name of a schema at the snapshot, palloc'd, or NULL. */
extern char *facts_namespace_name(Oid nspoid, Snapshot snapshot);

/*
 * Name and schema of a relation at the snapshot, palloc'd; "???" and false if
 * it is not there.
 */
extern bool facts_name_relation(Oid relid, Snapshot snapshot, char **nspname, char **relname);

/*
 * Live relation of that name in that schema at the snapshot (also types and
 * functions by their own catalogs are out of scope): OID or InvalidOid.
 */
extern Oid	facts_relation_named(const char *relname, Oid nspoid, Snapshot snapshot);

/*
 * Parts of facts_read_relation() for other readers of the same shape.  The
 * form functions copy one catalog row; the rest of a struct is zero.
 */
extern void facts_form_constraint(HeapTuple tuple, Relation catalog, ConstraintFacts *out);
extern void facts_form_index(HeapTuple tuple, Relation catalog, IndexFacts *out);

/*
 * Fills a foreign key's confattnames and conftypes (entries of columns that
 * are gone stay NULL).
 */
extern void facts_read_parent_keys(ConstraintFacts *con, Snapshot snapshot);

/* Fills options of an index whose relam is known. */
extern void facts_read_options(IndexFacts *index, Snapshot snapshot);

/* Is the relation in a publication, by itself, with its schema or with all tables? */
extern bool facts_is_published(Oid relid, Oid nspoid, Snapshot snapshot);

/*
 * All index facts of one relation (array of *nindexes), palloc'd; "since" as
 * above.  "Twins": only those that are fresh or have the columns of a fresh one.
 */
extern IndexFacts *facts_read_indexes(Oid relid, Snapshot snapshot, CommandId since, bool twins,
									  int *nindexes);

/*
 * Fills cover of every foreign key of "rel" from its indexes (and, for a
 * partitioned table, its leaves').  Reads operator families through the
 * syscache and partitions at the snapshot; needs rel->indexes, constraints
 * and the key columns in rel->atts.
 */
extern void facts_cover_foreign_keys(RelationFacts *rel, Snapshot snapshot);

/*
 * Has the partition, read with attributes, constraints and indexes, an index for
 * each foreign key that a parent gave it?
 */
extern bool facts_serves_inherited_keys(const RelationFacts *partition);

/*
 * Has the partitioned table a foreign key that none of its own indexes serves, but
 * an index of each of its leaves, those passed over aside?  Reads leaves up to the
 * first that has none.
 */
typedef bool (*PassOver) (Oid relid, const void *arg);

extern bool facts_was_served(Oid relid, PassOver passes, const void *arg, Snapshot snapshot);

#endif							/* HYGIENE_READER_H */
