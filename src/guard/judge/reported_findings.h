/*-------------------------------------------------------------------------
 *
 * reported_findings.h
 *		Findings that have been reported already.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_REPORTED_FINDINGS_H
#define HYGIENE_REPORTED_FINDINGS_H

#include "guard/collect/statement.h"
#include "nodes/pg_list.h"

/*
 * Returns the findings (List of JudgedFinding *) without those that a
 * statement within this one has reported.
 */
extern List *reported_within(const Statement *statement, List *findings);

/*
 * Remembers, for the statement around this one if there is one, what this one
 * and those within it have reported.
 */
extern void reported_to_outer(const Statement *statement, const List *findings);

/* The same for the end of the transaction. */
extern List *reported_before_commit(List *findings);

/*
 * Remembers in TopTransactionContext that these are not to be reported at
 * commit.
 */
extern void reported_remember(const List *findings);

/* The transaction is over. */
extern void reported_forget(void);

#endif							/* HYGIENE_REPORTED_FINDINGS_H */
