/*-------------------------------------------------------------------------
 *
 * base_type.h
 *		Types resolved to what is stored, at a snapshot.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_BASE_TYPE_H
#define HYGIENE_BASE_TYPE_H

#include "facts/facts.h"
#include "utils/snapshot.h"

/*
 * The type and what it is based on.  Palloc'd, or cached for the session if it
 * is one of the server's own; never NULL.
 */
extern const TypeFacts *facts_read_type(Oid typid, int32 typmod, Snapshot snapshot);

#endif							/* HYGIENE_BASE_TYPE_H */
