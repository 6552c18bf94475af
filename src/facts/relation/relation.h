/*-------------------------------------------------------------------------
 *
 * relation.h
 *		One relation, by index probes at a snapshot or from the relcache.
 *
 * No relation of the user's is opened and no lock taken but AccessShareLock on
 * catalogs.  The cover of foreign keys is not filled in: see
 * facts/keys/read_relation.h, which is what the rest of the house calls.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_RELATION_H
#define HYGIENE_RELATION_H

#include "facts/facts.h"
#include "utils/snapshot.h"

/*
 * Parts of a relation (FACTS_ bits), palloc'd, or NULL if it is not there; the
 * other parts are as if there were none.
 */
extern RelationFacts *relation_read(Oid relid, uint32 parts, Snapshot snapshot);

/*
 * Parts of a relation that this transaction made or has locked, as they are
 * now, from the relcache and the other caches.  Indexes whose rows this
 * transaction wrote with command "since" or later are marked fresh.
 */
extern RelationFacts *relation_read_now(Oid relid, uint32 parts, CommandId since);

/*
 * Copies the values of one row of pg_class, for the keyed read, the relcache and
 * the stream alike.
 */
extern void relation_form_class(const FormData_pg_class *form, ClassFacts *out);

/*
 * Its pg_class row and nothing else, not even the name of its schema; palloc'd,
 * NULL if it is not there.
 */
extern RelationFacts *facts_read_class(Oid relid, Snapshot snapshot);

#endif							/* HYGIENE_RELATION_H */
