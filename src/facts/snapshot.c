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

#include "facts/reader.h"
#include "utils/snapmgr.h"

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
	snapshot->curcid = Min(cid, snapshot->curcid);
	return snapshot;
}
