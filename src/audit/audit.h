/*-------------------------------------------------------------------------
 *
 * audit.h
 *		Findings of the state rules on the existing schema.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AUDIT_H
#define HYGIENE_AUDIT_H

#include "facts/facts.h"
#include "rules/rule.h"
#include "utils/snapshot.h"

/*
 * Called with each finding whose level is not off, waived or not.  The finding
 * is valid until the callback returns.
 */
typedef void (*AuditCallback) (HygieneFinding *finding, void *arg);

/*
 * Judges one relation, one schema or the whole database (InvalidOid: no
 * restriction) by all state rules whose level is not off, but not the bookkeeping
 * of migration tools.  Opens and locks nothing but catalogs, writes nothing.
 */
extern void audit_run(Snapshot snapshot, Oid relid, Oid nspoid,
					  AuditCallback callback, void *arg);

#endif							/* HYGIENE_AUDIT_H */
