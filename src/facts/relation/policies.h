/*-------------------------------------------------------------------------
 *
 * policies.h
 *		Row security policies at one snapshot.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_POLICIES_H
#define HYGIENE_POLICIES_H

#include "postgres.h"

#include "facts/facts.h"
#include "utils/snapshot.h"

/* All policies of a table, by name (array of *npolicies), palloc'd. */
extern PolicyFacts *facts_read_policies(Oid relid, Snapshot snapshot, int *npolicies);

#endif							/* HYGIENE_POLICIES_H */
