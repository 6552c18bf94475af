/*-------------------------------------------------------------------------
 *
 * report.h
 *		Findings to the client: all warnings, then at most one error.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_REPORT_H
#define HYGIENE_REPORT_H

#include "postgres.h"

#include "nodes/pg_list.h"
#include "rules/finding.h"
#include "utils/jsonb.h"

/*
 * What the HINT says: how to mend it, and how to keep it ("allow", or NULL);
 * NULL if neither.  Palloc'd.
 */
extern char *report_hint(const HygieneFinding *finding, const char *allow, bool refused);

/* One WARNING with SQLSTATE 01Hnn and the schema, table, column, constraint fields. */
extern void report_warning(const HygieneFinding *finding, const char *allow);

/*
 * Raises an ERROR for the first finding of the list (SQLSTATE PHnnn) with the
 * others told in DETAIL.  "allow" is what would allow them all, or NULL.
 */
extern void report_error(List *findings, const char *allow);

/* The evidence list as an object, {} when empty; palloc'd. */
extern Jsonb *report_evidence(const HygieneFinding *finding);

/* 16 hex digits that name rule and object alike in every database; palloc'd. */
extern char *report_fingerprint(const HygieneFinding *finding);

#endif							/* HYGIENE_REPORT_H */
