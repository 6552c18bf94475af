/*-------------------------------------------------------------------------
 *
 * transaction.h
 *		What is judged before a transaction commits, and what is forgotten after it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TRANSACTION_H
#define HYGIENE_TRANSACTION_H

/*
 * Judges now what waits for the transaction's end, or for its being prepared;
 * may raise an error.
 */
extern void transaction_judge_commit(void);

/* Registers the transaction callbacks; from _PG_init. */
extern void transaction_init(void);

#endif							/* HYGIENE_TRANSACTION_H */
