/*-------------------------------------------------------------------------
 *
 * dependency.h
 *		What pg_depend says, at a snapshot.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DEPENDENCY_H
#define HYGIENE_DEPENDENCY_H

#include "access/attnum.h"
#include "nodes/pg_list.h"
#include "utils/snapshot.h"

/* The extension that the object is a member of, or InvalidOid. */
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

#endif							/* HYGIENE_DEPENDENCY_H */
