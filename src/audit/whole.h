/*-------------------------------------------------------------------------
 *
 * whole.h
 *		The part of an audit that is about the database as a whole.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AUDIT_WHOLE_H
#define HYGIENE_AUDIT_WHOLE_H

#include "rules/rule.h"
#include "utils/snapshot.h"

/*
 * Runs the rules on the database whose level is not off, and hands what they
 * find to the sink; what is about the bookkeeping of migration tools is left
 * out.  Findings last until the sink returns.
 */
extern void audit_whole(Snapshot snapshot, FindingSink *sink);

#endif							/* HYGIENE_AUDIT_WHOLE_H */
