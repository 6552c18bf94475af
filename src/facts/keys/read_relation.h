/*-------------------------------------------------------------------------
 *
 * read_relation.h
 *		One relation with the cover of its foreign keys.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_READ_RELATION_H
#define HYGIENE_READ_RELATION_H

#include "facts/facts.h"
#include "utils/snapshot.h"

/* Everything about one relation, palloc'd, or NULL if it is not there. */
extern RelationFacts *facts_read_relation(Oid relid, Snapshot snapshot);

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

#endif							/* HYGIENE_READ_RELATION_H */
