/*-------------------------------------------------------------------------
 *
 * transaction_annotations.h
 *		The annotations of this transaction.
 *
 * Annotations from the setting hygiene.allow (as it stands when a statement
 * is judged) and from the comments of the running statement.  Rules that are
 * judged at commit accept any of them.  What matched nothing is reported
 * before the transaction commits.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TRANSACTION_ANNOTATIONS_H
#define HYGIENE_TRANSACTION_ANNOTATIONS_H

#include "postgres.h"

#include "guard/annotations/annotation.h"
#include "rules/rule.h"

/* Reads the running statement's comments and the setting; reports problems once. */
extern void annotations_read(void);

/*
 * The annotation that matches a finding of the running statement, or NULL; it is
 * marked used, and lives as long as the transaction.
 */
extern Annotation *annotations_find(const HygieneFinding *finding);

/* The same at commit, of all annotations of the transaction. */
extern Annotation *annotations_find_commit(const HygieneFinding *finding);

/* Returns whether annotations_report_unused() might report something. */
extern bool annotations_pending(void);

/* Issues a WARNING for each annotation of this transaction that matched nothing. */
extern void annotations_report_unused(void);

/* Puts other annotations in force; returns those that were. */
extern List *annotations_swap(List *other);

/* Ends of transactions and subtransactions. */
extern void annotations_forget(void);
extern void annotations_abort_subtransaction(SubTransactionId subid);
extern void annotations_commit_subtransaction(SubTransactionId subid, SubTransactionId parent_subid);

#endif							/* HYGIENE_TRANSACTION_ANNOTATIONS_H */
