/*-------------------------------------------------------------------------
 *
 * owning_relation.h
 *		The relation that an object belongs to, at a snapshot.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_OWNING_RELATION_H
#define HYGIENE_OWNING_RELATION_H

#include "nodes/pg_list.h"
#include "utils/snapshot.h"

/*
 * The relation that an object belongs to: a constraint's, index's, trigger's,
 * policy's, default's or rule's table, the relation itself for a relation.
 * InvalidOid if it belongs to none or is not there.
 */
extern Oid	facts_relation_of(Oid classid, Oid objid, Snapshot snapshot);

/*
 * The relation of a trigger that enforces a foreign key; InvalidOid if it is
 * another trigger or not there.
 */
extern Oid	facts_key_trigger_of(Oid trigger, Snapshot snapshot);

/* The triggers that enforce a foreign key, and the relations they are on (lists of OIDs). */
extern List *facts_triggers_of(Oid constraint, Snapshot snapshot, List **relids);

#endif							/* HYGIENE_OWNING_RELATION_H */
