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

/* A lock in the shared table. */
typedef struct HeldLock
{
	PROCLOCK   *proclock;
	LOCKMASK	modes;
} HeldLock;

/* Those in a partition of the table, in the server's order: new ones come last. */
typedef struct HeldPartition
{
	HeldLock   *locks;
	int			nlocks;
	int			allocated;
} HeldPartition;

struct HeldLocks
{
	MemoryContext context;
	HeldPartition partitions[NUM_LOCK_PARTITIONS];
};

HeldLocks *
held_create(void)
{
	HeldLocks  *locks = palloc0(sizeof(HeldLocks));

	locks->context = CurrentMemoryContext;
	return locks;
}

void
held_forget(HeldLocks *locks)
{
	for (int i = 0; i < NUM_LOCK_PARTITIONS; i++)
		locks->partitions[i].nlocks = 0;
}

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

/* The place of the nth lock, with room made for it by "context". */
static HeldLock *
place_of(HeldPartition *partition, int n, MemoryContext context)
{
	if (n >= partition->allocated)
	{
		int			allocated = Max(2 * partition->allocated, 64);
		HeldLock   *locks = MemoryContextAlloc(context, allocated * sizeof(HeldLock));

		if (n > 0)
			memcpy(locks, partition->locks, n * sizeof(HeldLock));
		if (partition->locks != NULL)
			pfree(partition->locks);
		partition->locks = locks;
		partition->allocated = allocated;
	}
	return &partition->locks[n];
}

static void
walk_partition(int i, HeldLocks *locks, HeldCallback callback, void *arg)
{
	HeldPartition *partition = &locks->partitions[i];
	PROCLOCK   *proclock;
	int			n = 0;

	hygiene_foreach_proclock(proclock, &MyProc->myProcLocks[i])
	{
		const LOCKTAG *tag;
		HeldLock   *held;

		/* to look at the lock itself takes longer than all else */
		if (n < partition->nlocks && partition->locks[n].proclock == proclock &&
			partition->locks[n].modes == proclock->holdMask)
		{
			n++;
			continue;
		}
		held = place_of(partition, n++, locks->context);
		partition->nlocks = Max(partition->nlocks, n);
		held->proclock = proclock;
		held->modes = proclock->holdMask;
		tag = &proclock->tag.myLock->tag;
		if (held->modes != 0 && tag->locktag_type == LOCKTAG_RELATION &&
			tag->locktag_field1 == MyDatabaseId && tag->locktag_field2 >= FirstNormalObjectId)
			callback(tag->locktag_field2, held->modes, arg);
	}
	partition->nlocks = n;
}

void
held_walk(HeldLocks *locks, HeldCallback callback, void *arg)
{
	walk_slots(callback, arg);
	for (int i = 0; i < NUM_LOCK_PARTITIONS; i++)
	{
		LWLock	   *lock = LockHashPartitionLockByIndex(i);

		LWLockAcquire(lock, LW_SHARED);
		walk_partition(i, locks, callback, arg);
		LWLockRelease(lock);
	}
}
