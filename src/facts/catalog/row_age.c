/*-------------------------------------------------------------------------
 *
 * row_age.c
 *		When a catalog row was written, by commit timestamps.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/commit_ts.h"
#include "access/htup_details.h"
#include "access/transam.h"
#include "access/xact.h"
#include "access/xlog.h"
#include "facts/catalog/row_age.h"
#include "utils/timestamp.h"

int
row_age_days_since(TimestampTz time)
{
	TimestampTz now = GetCurrentTimestamp();

	return now < time ? 0 : (int) ((now - time) / USECS_PER_DAY);
}

int
row_age_days(HeapTuple tuple)
{
	TransactionId xmin = HeapTupleHeaderGetXmin(tuple->t_data);
	TimestampTz time;

	if (!TransactionIdIsNormal(xmin))
		return -1;
	if (TransactionIdIsCurrentTransactionId(xmin))
		return 0;

	/* a standby follows its primary's setting, not its own */
	if (!track_commit_timestamp || RecoveryInProgress() ||
		!TransactionIdGetCommitTsData(xmin, &time, NULL))
		return -1;
	return row_age_days_since(time);
}
