/*-------------------------------------------------------------------------
 *
 * backup.h
 *		Backups that were recorded: rows of hygiene.backup.
 *
 * Read by a scan, never by SQL, whoever runs the statement.  Rows come from
 * hygiene.record_backup() or from a dump: treat them as hostile.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_BACKUP_H
#define HYGIENE_BACKUP_H

#include "postgres.h"

#include "datatype/timestamp.h"
#include "utils/snapshot.h"

/*
 * When the latest backup was taken, as seen at the snapshot (NULL: now), and
 * its reference (palloc'd; ref may be NULL).  0 if none is recorded, or the
 * extension's table is not there.  What lies in the future does not count.
 */
extern TimestampTz backup_last(Snapshot snapshot, char **ref);

/* Was one taken within hygiene.backup_max_age? */
extern bool backup_is_recent(void);

#endif							/* HYGIENE_BACKUP_H */
