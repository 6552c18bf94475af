/*-------------------------------------------------------------------------
 *
 * audit_database.h
 *		The part of an audit that is about the database as a whole.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AUDIT_DATABASE_H
#define HYGIENE_AUDIT_DATABASE_H

#include "facts/database/database.h"
#include "rules/rule.h"
#include "utils/snapshot.h"

/* Is there anything to do? */
extern bool audit_whole_wanted(void);

/*
 * Runs the rules on the database whose level is not off, and hands what they
 * find to the sink; what is about the bookkeeping of migration tools is left
 * out.  Findings last until the sink returns.  "tables" is what the reading of
 * pg_class left, "sequences" what facts_read_sequences() returned.
 */
extern void audit_whole(const TableReading *tables, List *sequences, Snapshot snapshot,
						FindingSink *sink);

#endif							/* HYGIENE_AUDIT_DATABASE_H */
