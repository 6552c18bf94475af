/*-------------------------------------------------------------------------
 *
 * held.c
 *		The locks on relations that this session holds.
 *
 * Weak locks may be kept beside the shared table, and are moved into it by a session
 * that wants a strong one on the same relation.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/transam.h"
#include "compat.h"
#include "miscadmin.h"
#include "rehearsal/held.h"
#include "storage/lwlock.h"
#include "storage/proc.h"

static void
walk_slots(HeldCallback callback, void *arg)
{
	LWLockAcquire(&MyProc->fpInfoLock, LW_SHARED);
	for (int slot = 0; slot < HYGIENE_LOCK_SLOTS; slot++)
	{
		LOCKMASK	modes = hygiene_lock_slot_bits(slot);

		if (modes != 0 && MyProc->fpRelId[slot] >= FirstNormalObjectId)
			callback(MyProc->fpRelId[slot], modes << AccessShareLock, arg);
	}
	LWLockRelease(&MyProc->fpInfoLock);
}

void
held_walk(HeldCallback callback, void *arg)
{
	walk_slots(callback, arg);
	for (int i = 0; i < NUM_LOCK_PARTITIONS; i++)
	{
		LWLock	   *lock = LockHashPartitionLockByIndex(i);
		PROCLOCK   *proclock;

		LWLockAcquire(lock, LW_SHARED);
		hygiene_foreach_proclock(proclock, &MyProc->myProcLocks[i])
		{
			const LOCKTAG *tag = &proclock->tag.myLock->tag;

			if (proclock->holdMask != 0 && tag->locktag_type == LOCKTAG_RELATION &&
				tag->locktag_field1 == MyDatabaseId &&
				tag->locktag_field2 >= FirstNormalObjectId)
				callback(tag->locktag_field2, proclock->holdMask, arg);
		}
		LWLockRelease(lock);
	}
}
