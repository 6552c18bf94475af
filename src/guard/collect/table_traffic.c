/*-------------------------------------------------------------------------
 *
 * table_traffic.c
 *		Size, locks, scans and blockers of a relation, as the server knows them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_am.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_class.h"
#include "facts/catalog/inheritance.h"
#include "facts/change/change.h"
#include "facts/measured/relation_size.h"
#include "facts/measured/work_counts.h"
#include "guard/collect/table_traffic.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "settings.h"
#include "storage/lmgr.h"
#include "storage/lock.h"
#include "storage/proc.h"
#include "storage/procarray.h"
#include "storage/sinvaladt.h"
#include "utils/acl.h"
#include "utils/backend_status.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"

/* At most so many are named. */
#define MAX_BLOCKERS 5

/* 0 where others keep us from looking, or there is nothing to look at. */
static int64
main_fork_bytes(Oid relid)
{
	int64		bytes;

	if (!ConditionalLockRelationOid(relid, AccessShareLock))
		return 0;
	bytes = measure_main_fork(relid);
	UnlockRelationOid(relid, AccessShareLock);
	return Max(bytes, 0);
}

/* Blocks of its main fork, InvalidBlockNumber if there is no such file. */
static BlockNumber
file_blocks(const FormData_pg_class *class)
{
	hygiene_counts.file_lookups++;
	return hygiene_main_fork_blocks(OidIsValid(class->reltablespace) ?
									class->reltablespace : MyDatabaseTableSpace,
									MyDatabaseId, class->relfilenode);
}

/*
 * Size of a partition by its row of pg_class; its file is asked only if it was
 * never vacuumed or analyzed.  It is not locked: it may be gone by now, and is
 * 0 then.
 */
static int64
leaf_bytes(Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Form_pg_class class;
	BlockNumber blocks = 0;

	if (!HeapTupleIsValid(tuple))
		return 0;
	class = (Form_pg_class) GETSTRUCT(tuple);
	if (class->reltuples >= 0)
		blocks = class->relpages;
	else if (class->relpersistence != RELPERSISTENCE_TEMP && class->relfilenode != 0)
		blocks = file_blocks(class);
	ReleaseSysCache(tuple);
	return blocks == InvalidBlockNumber ? 0 : (int64) blocks * BLCKSZ;
}

/*
 * Blocks of a relation, partitions summed; 0 where it has none or is not to be
 * had.
 */
static int64
traffic_bytes(const RelationFacts *rel, Snapshot snapshot)
{
	int64		bytes = 0;
	ListCell   *lc;

	if (rel->relkind == RELKIND_RELATION || rel->relkind == RELKIND_MATVIEW)
		return main_fork_bytes(rel->relid);
	if (rel->relkind != RELKIND_PARTITIONED_TABLE)
		return 0;
	foreach(lc, facts_leaves(rel->relid, snapshot))
		bytes += leaf_bytes(lfirst_oid(lc));
	return bytes;
}

bool
traffic_may_be_large(Oid relid)
{
	char		relkind = get_rel_relkind(relid);

	if (relkind != RELKIND_RELATION && relkind != RELKIND_MATVIEW)
		return relkind == RELKIND_PARTITIONED_TABLE;
	return main_fork_bytes(relid) > (int64) hygiene_large_table * 1024;
}

bool
traffic_is_small(Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	Form_pg_class class;
	bool		small = false;

	if (!HeapTupleIsValid(tuple))
		return false;
	class = (Form_pg_class) GETSTRUCT(tuple);
	if (class->relkind == RELKIND_RELATION && class->relam == HEAP_TABLE_AM_OID &&
		class->relpersistence == RELPERSISTENCE_PERMANENT && class->relfilenode != 0 &&
		relation_lock_held(relid) != NoLock)
		small = (int64) file_blocks(class) * BLCKSZ <= (int64) hygiene_large_table * 1024;
	ReleaseSysCache(tuple);
	return small;
}

bool
traffic_is_large(const RelationFacts *rel, Snapshot snapshot, int64 *bytes)
{
	*bytes = traffic_bytes(rel, snapshot);
	return *bytes > (int64) hygiene_large_table * 1024;
}

int64
traffic_scans(Oid relid)
{
	PgStat_TableStatus *entry = find_tabstat_entry(relid);

	return entry ? hygiene_tabstat_scans(entry) : 0;
}

LOCKMODE
relation_lock_held(Oid relid)
{
	LOCKTAG		tag;

	SET_LOCKTAG_RELATION(tag, MyDatabaseId, relid);
	for (LOCKMODE mode = AccessExclusiveLock; mode > NoLock; mode--)
	{
		if (hygiene_lock_held_by_me(&tag, mode))
			return mode;
	}
	return NoLock;
}

static const char *
lock_name(LOCKMODE lock)
{
	switch (lock)
	{
		case AccessShareLock:
			return "ACCESS SHARE";
		case RowShareLock:
			return "ROW SHARE";
		case RowExclusiveLock:
			return "ROW EXCLUSIVE";
		case ShareUpdateExclusiveLock:
			return "SHARE UPDATE EXCLUSIVE";
		case ShareLock:
			return "SHARE";
		case ShareRowExclusiveLock:
			return "SHARE ROW EXCLUSIVE";
		case ExclusiveLock:
			return "EXCLUSIVE";
		case AccessExclusiveLock:
			return "ACCESS EXCLUSIVE";
		default:
			return "no";
	}
}

TrafficFacts *
traffic_facts(int64 bytes, LOCKMODE lock)
{
	TrafficFacts *traffic = palloc0(sizeof(TrafficFacts));

	traffic->bytes = bytes;
	traffic->seconds = bytes / TRAFFIC_BYTES_PER_SECOND;
	traffic->lock = lock_name(lock);
	traffic->blocks_reads = lock == AccessExclusiveLock;
	traffic->lock_timeout = LockTimeout;
	return traffic;
}

/* "process 4711 (pg_dump, 840 s in its transaction)", as far as one may know. */
static char *
describe_blocker(int pid)
{
	LocalPgBackendStatus *local = NULL;
	TimestampTz started = 0;
	const char *name = "";
	StringInfoData buf;

	for (int i = 1; i <= pgstat_fetch_stat_numbackends(); i++)
	{
		local = hygiene_local_backend_status(i);
		if (local != NULL && local->backendStatus.st_procpid == pid)
		{
			/*
			 * as in pg_stat_activity: the name is everybody's, the times are
			 * not
			 */
			if (has_privs_of_role(GetUserId(), ROLE_PG_READ_ALL_STATS) ||
				has_privs_of_role(GetUserId(), local->backendStatus.st_userid))
				started = local->backendStatus.st_xact_start_timestamp;
			if (local->backendStatus.st_appname)
				name = local->backendStatus.st_appname;
			break;
		}
	}

	initStringInfo(&buf);
	appendStringInfo(&buf, "process %d", pid);
	if (name[0] != '\0' || started != 0)
		appendStringInfo(&buf, " (%s%s", name, name[0] != '\0' && started != 0 ? ", " : "");
	if (started != 0)
	{
		long		seconds;
		int			microseconds;

		TimestampDifference(started, GetCurrentTimestamp(), &seconds, &microseconds);
		appendStringInfo(&buf, "%ld s in its transaction", seconds);
	}
	if (name[0] != '\0' || started != 0)
		appendStringInfoChar(&buf, ')');
	return buf.data;
}

void
traffic_add_blockers(TrafficFacts *traffic, Oid relid, LOCKMODE lock)
{
	LOCKTAG		tag;
	VirtualTransactionId *vxids;
	int			n;

	SET_LOCKTAG_RELATION(tag, MyDatabaseId, relid);
	vxids = GetLockConflicts(&tag, lock, &n);
	traffic->blockers = palloc(sizeof(char *) * MAX_BLOCKERS);
	for (int i = 0; i < n && traffic->nblockers < MAX_BLOCKERS; i++)
	{
		PGPROC	   *proc = hygiene_vxid_proc(vxids[i]);

		if (proc != NULL && proc->pid != 0)
			traffic->blockers[traffic->nblockers++] = describe_blocker(proc->pid);
	}
}
