/*-------------------------------------------------------------------------
 *
 * snapshot.c
 *		The catalogs now, and as they were before our own changes.
 *
 * A snapshot hides what its own transaction wrote at or after its curcid, and
 * still shows what was deleted at or after it.  So a copy of the latest
 * snapshot with curcid turned back is the past of this transaction and the
 * present of all others.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "facts/catalog/snapshot.h"
#include "utils/snapmgr.h"

/* Where the transaction begins: 0, or later while a script is rehearsed. */
static CommandId origin = 0;

CommandId
facts_swap_origin(CommandId cid)
{
	CommandId	old = origin;

	origin = cid;
	return old;
}

Snapshot
facts_snapshot_now(void)
{
	return RegisterSnapshot(GetLatestSnapshot());
}

Snapshot
facts_snapshot_before(CommandId cid)
{
	/* GetLatestSnapshot() is static, so that registering it makes our copy */
	Snapshot	snapshot = RegisterSnapshot(GetLatestSnapshot());

	Assert(snapshot->copied);
	snapshot->curcid = Min(Max(cid, origin), snapshot->curcid);
	return snapshot;
}

bool
facts_written_since(HeapTuple tuple, CommandId since)
{
	return since != InvalidCommandId &&
		TransactionIdIsCurrentTransactionId(HeapTupleHeaderGetXmin(tuple->t_data)) &&
		HeapTupleHeaderGetCmin(tuple->t_data) >= since;
}
