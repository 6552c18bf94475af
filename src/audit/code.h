/*-------------------------------------------------------------------------
 *
 * code.h
 *		The part of an audit that is not about tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AUDIT_CODE_H
#define HYGIENE_AUDIT_CODE_H

#include "rules/rule.h"
#include "utils/snapshot.h"

/*
 * Runs the state rules whose level is not off on the views, functions and
 * schemas that users made, and hands what they find to the sink.  Findings
 * last until the sink returns.  In one schema only if nspoid is valid, and on
 * nothing but one view if relid is.
 */
extern void audit_code(Snapshot snapshot, Oid relid, Oid nspoid, FindingSink *sink);

#endif							/* HYGIENE_AUDIT_CODE_H */
