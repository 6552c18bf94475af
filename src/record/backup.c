/*-------------------------------------------------------------------------
 *
 * backup.c
 *		Recorded backups: rows of hygiene.backup.
 *
 * Columns are read by number, as the installation script has made them.  A
 * table whose columns somebody has changed holds no backups.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "record/backup.h"
#include "record/extension.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

/* Columns of hygiene.backup */
#define Anum_backup_ref			1
#define Anum_backup_taken_at	2
#define Natts_backup			2

static const Oid column_types[Natts_backup] = {TEXTOID, TIMESTAMPTZOID};

TimestampTz
backup_last(Snapshot snapshot, char **ref)
{
	Relation	rel = extension_open_table("backup", column_types, Natts_backup, AccessShareLock);
	TimestampTz now = GetCurrentTimestamp();
	TimestampTz last = 0;
	SysScanDesc scan;
	HeapTuple	tuple;

	if (ref)
		*ref = NULL;
	if (rel == NULL)
		return 0;

	scan = systable_beginscan(rel, InvalidOid, false, snapshot, 0, NULL);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		bool		isnull;
		Datum		datum = heap_getattr(tuple, Anum_backup_taken_at, RelationGetDescr(rel),
										 &isnull);
		TimestampTz taken_at = isnull ? 0 : DatumGetTimestampTz(datum);

		CHECK_FOR_INTERRUPTS();
		if (isnull || TIMESTAMP_NOT_FINITE(taken_at) || taken_at > now ||
			(last != 0 && taken_at <= last))
			continue;
		last = taken_at;
		if (ref == NULL)
			continue;
		datum = heap_getattr(tuple, Anum_backup_ref, RelationGetDescr(rel), &isnull);
		*ref = isnull ? NULL : TextDatumGetCString(datum);
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	return last;
}

bool
backup_is_recent(void)
{
	TimestampTz last = backup_last(NULL, NULL);

	return last != 0 &&
		GetCurrentTimestamp() - last <= (int64) hygiene_backup_max_age * USECS_PER_MINUTE;
}
