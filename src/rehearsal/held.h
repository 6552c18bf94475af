/*-------------------------------------------------------------------------
 *
 * held.h
 *		The locks on relations that this session holds.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_HELD_H
#define HYGIENE_HELD_H

#include "postgres.h"

#include "storage/lock.h"

/* The locks at the last walk. */
typedef struct HeldLocks HeldLocks;

/* None, in the current memory context, which must outlive all walks. */
extern HeldLocks *held_create(void);
extern void held_forget(HeldLocks *locks);

/*
 * Called for each user's relation of this database that this session has locked, with
 * the modes as a bit mask; twice for one whose locks are kept at two places.  Called
 * with a part of the server's lock table locked: must be brief and take no lock.
 */
typedef void (*HeldCallback) (Oid relid, LOCKMASK modes, void *arg);

/*
 * Calls back for what was not so at the last walk, and perhaps for more.  Looks at this
 * session's locks alone, in time that grows with their number: a few nanoseconds each.
 */
extern void held_walk(HeldLocks *locks, HeldCallback callback, void *arg);

#endif							/* HYGIENE_HELD_H */
