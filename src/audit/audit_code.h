/*-------------------------------------------------------------------------
 *
 * audit_code.h
 *		The part of an audit that judges functions, schemas and views.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AUDIT_CODE_H
#define HYGIENE_AUDIT_CODE_H

#include "facts/stream/stream_views.h"
#include "rules/rule.h"
#include "utils/snapshot.h"

/* Returns whether a rule that is not off judges views. */
extern bool audit_code_needs_views(void);

/*
 * Judges functions and schemas of users, and the views that were read, by all
 * state rules whose level is not off, and passes the findings to the sink.
 * Findings are valid until the sink returns.  If nspoid is valid, judges that
 * schema only; if relid is valid, judges views only.
 */
extern void audit_code(ViewReading *views, Snapshot snapshot, Oid relid, Oid nspoid,
					   FindingSink *sink);

#endif							/* HYGIENE_AUDIT_CODE_H */
