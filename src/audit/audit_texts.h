/*-------------------------------------------------------------------------
 *
 * audit_texts.h
 *		The part of an audit that judges texts in the catalogs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AUDIT_TEXTS_H
#define HYGIENE_AUDIT_TEXTS_H

#include "rules/rule.h"
#include "utils/snapshot.h"

/*
 * Judges texts by all rules whose level is not off and passes the findings to
 * the sink, one per object and rule.  If relid is valid, judges the texts of that
 * relation only; if nspoid is valid, those of that schema.
 */
extern void audit_texts(Snapshot snapshot, Oid relid, Oid nspoid, FindingSink *sink);

#endif							/* HYGIENE_AUDIT_TEXTS_H */
