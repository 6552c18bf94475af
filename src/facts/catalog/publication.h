/*-------------------------------------------------------------------------
 *
 * publication.h
 *		Publications of a relation, at a snapshot.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_PUBLICATION_H
#define HYGIENE_PUBLICATION_H

#include "utils/snapshot.h"

/* Is the relation in a publication, by itself, with its schema or with all tables? */
extern bool facts_is_published(Oid relid, Oid nspoid, Snapshot snapshot);

#endif							/* HYGIENE_PUBLICATION_H */
