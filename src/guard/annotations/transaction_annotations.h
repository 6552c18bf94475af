/*-------------------------------------------------------------------------
 *
 * transaction_annotations.h
 *		What the author has said in this transaction.
 *
 * Annotations from the setting hygiene.allow (as it stands when a statement
 * is judged) and from the comments of the running statement.  Rules that are
 * judged at commit are answered by any of them.  What matched nothing is told
 * before the transaction commits.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TRANSACTION_ANNOTATIONS_H
#define HYGIENE_TRANSACTION_ANNOTATIONS_H

#include "postgres.h"

#include "guard/annotations/annotation.h"
#include "rules/rule.h"

/* Reads the running statement's comments and the setting, telling problems once. */
extern void answers_note_comments(void);

/* The author's answer to a finding at the running statement, or NULL. */
extern Annotation *answers_find(const HygieneFinding *finding);

/* The same at commit. */
extern Annotation *answers_find_commit(const HygieneFinding *finding);

/* Is there anything that answers_tell_unused() might tell? */
extern bool answers_pending(void);

/*
 * Does an annotation of this transaction name the rule, or any rule judged at
 * that time?  The generation changes whenever answers to that may.
 */
extern bool answers_name(const HygieneRule *rule);
extern bool answers_name_any(RuleWhen when);
extern uint64 answers_generation(void);

/* A WARNING for each annotation of this transaction that matched nothing. */
extern void answers_tell_unused(void);

/* All that was said, to be put aside and brought back. */
extern List *answers_swap(List *said);

/* Ends of transactions and subtransactions. */
extern void answers_forget(void);
extern void answers_abort_subtransaction(SubTransactionId subid);
extern void answers_commit_subtransaction(SubTransactionId subid, SubTransactionId parent_subid);

#endif							/* HYGIENE_TRANSACTION_ANNOTATIONS_H */
