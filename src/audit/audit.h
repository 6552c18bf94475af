/*-------------------------------------------------------------------------
 *
 * audit.h
 *		Findings of the state rules on what is already there.
 *
 * SQL: hygiene.audit(target regclass, schema name), and the functions that
 * tell about rules and about the guard itself.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AUDIT_H
#define HYGIENE_AUDIT_H

#include "facts/facts.h"
#include "rules/rule.h"
#include "utils/snapshot.h"

/*
 * Called for each finding whose level is not off, waived or not; the finding
 * is gone afterwards.
 */
typedef void (*AuditCallback) (HygieneFinding *finding, void *arg);

/*
 * Judges one relation, one schema or the whole database (InvalidOid each) by
 * all state rules that are on.  The bookkeeping of migration tools is left
 * out.  Opens nothing but catalogs, writes nothing.
 */
extern void audit_run(Snapshot snapshot, Oid relid, Oid nspoid,
					  AuditCallback callback, void *arg);

#endif							/* HYGIENE_AUDIT_H */
