/*-------------------------------------------------------------------------
 *
 * report.h
 *		Reports findings to the client: all warnings, then at most one error.
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
 * Returns the text of HINT: the remedy, and the annotation that lets the change
 * through ("allow", or NULL); NULL if there is neither.  Palloc'd.
 */
extern char *report_hint(const HygieneFinding *finding, const char *allow, bool refused);

/* Issues one WARNING, SQLSTATE 01Hnn, with the names as error fields. */
extern void report_warning(const HygieneFinding *finding, const char *allow);

/*
 * Raises an ERROR for the first finding of the list (SQLSTATE PHnnn); DETAIL
 * lists the others.  "allow" is the annotation that covers all of them, or NULL.
 */
extern void report_error(List *findings, const char *allow);

/* Returns the evidence as a JSON object, {} if there is none; palloc'd. */
extern Jsonb *report_evidence(const HygieneFinding *finding);

/*
 * Returns 16 hex digits, a hash of rule and object that is the same in every
 * database; palloc'd.
 */
extern char *report_fingerprint(const HygieneFinding *finding);

#endif							/* HYGIENE_REPORT_H */
