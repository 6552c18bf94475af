/*-------------------------------------------------------------------------
 *
 * guard_state.h
 *		What the guard remembers, put aside while a script is rehearsed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_GUARD_STATE_H
#define HYGIENE_GUARD_STATE_H

#include "guard/collect/rehearsal_sink.h"

/*
 * From here to guard_state_end() "sink" is in force.  Rehearsals nest: each puts
 * the state of the one around it aside, and brings it back.  Call in the
 * subtransaction that will be rolled back; guard_state_end() must be called in
 * the case of an error as well.
 */
extern void guard_state_begin(RehearsalSink *sink);
extern void guard_state_end(RehearsalSink *sink);

/* The script's transaction is over, and the next one begins. */
extern void guard_state_new_transaction(void);

/* Judges what waits for the end of the script's transaction. */
extern void guard_state_judge_commit(void);

#endif							/* HYGIENE_GUARD_STATE_H */
