/*-------------------------------------------------------------------------
 *
 * verdict.h
 *		Findings weighed: level, waiver, annotation; then reported and journaled.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_VERDICT_H
#define HYGIENE_VERDICT_H

#include "postgres.h"

#include "nodes/pg_list.h"
#include "tcop/cmdtag.h"

/*
 * Passes the verdict on the findings (List of JudgedFinding *) of the running
 * statement: journals what is allowed, recorded or warned about, issues all
 * warnings, then raises at most one error.  get_text() is called only if
 * something is journaled.
 */
extern void verdict_pass(List *findings, CommandTag tag, char *(*get_text) (void));

/*
 * The same for a command that has only begun: what is journaled waits in
 * deferred_journal.h for its end.
 */
extern void verdict_pass_planned(List *findings, CommandTag tag, char *(*get_text) (void));

/* The same before commit; tag and text are those of the affected objects. */
extern void verdict_pass_commit(List *findings);

#endif							/* HYGIENE_VERDICT_H */
