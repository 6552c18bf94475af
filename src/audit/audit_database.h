/*-------------------------------------------------------------------------
 *
 * audit_database.h
 *		The part of an audit that judges the database as a whole.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_AUDIT_DATABASE_H
#define HYGIENE_AUDIT_DATABASE_H

#include "facts/database/database.h"
#include "rules/rule.h"
#include "utils/snapshot.h"

/* Returns whether a rule that is not off judges the database. */
extern bool audit_database_has_rules(void);

/*
 * Judges the database by all rules whose level is not off and passes the
 * findings to the sink, but not those about bookkeeping of migration tools.
 * Findings are valid until the sink returns.  "tables" comes from the reading of
 * pg_class, "sequences" from facts_read_sequences().
 */
extern void audit_database(const TableReading *tables, List *sequences, Snapshot snapshot,
						   FindingSink *sink);

#endif							/* HYGIENE_AUDIT_DATABASE_H */
