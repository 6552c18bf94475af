/*-------------------------------------------------------------------------
 *
 * audit_texts.h
 *		The part of an audit that looks at texts in the catalogs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AUDIT_TEXTS_H
#define HYGIENE_AUDIT_TEXTS_H

#include "rules/rule.h"
#include "utils/snapshot.h"

/*
 * Runs the rules on texts whose level is not off and hands what they find to
 * the sink, one finding per object and rule.  Only texts of one relation if
 * relid is valid, of one schema if nspoid is.
 */
extern void audit_texts(Snapshot snapshot, Oid relid, Oid nspoid, FindingSink *sink);

#endif							/* HYGIENE_AUDIT_TEXTS_H */
