/*-------------------------------------------------------------------------
 *
 * audit_code.h
 *		The part of an audit that is not about tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AUDIT_CODE_H
#define HYGIENE_AUDIT_CODE_H

#include "facts/relation/views.h"
#include "rules/rule.h"
#include "utils/snapshot.h"

/* Does some rule look at views? */
extern bool audit_code_wants_views(void);

/*
 * Runs the state rules whose level is not off on functions and schemas that
 * users made, and on those views, and hands what they find to the sink.
 * Findings last until the sink returns.  In one schema only if nspoid is
 * valid; on nothing but views if relid is.
 */
extern void audit_code(ViewReading *views, Snapshot snapshot, Oid relid, Oid nspoid,
					   FindingSink *sink);

#endif							/* HYGIENE_AUDIT_CODE_H */
