/*-------------------------------------------------------------------------
 *
 * backup.h
 *		Recorded backups: rows of hygiene.backup.
 *
 * Read by a scan without SQL, whatever the privileges of the current user.
 * Rows come from hygiene.record_backup() or from a dump: do not trust them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_BACKUP_H
#define HYGIENE_BACKUP_H

#include "postgres.h"

#include "datatype/timestamp.h"
#include "utils/snapshot.h"

/*
 * Returns when the latest backup was taken, under the snapshot (NULL: a new
 * one), and sets *ref to its reference (palloc'd; ref may be NULL).  Returns 0
 * if no backup is recorded or the table is missing.  Times in the future do not
 * count.  Locks the table in AccessShareLock until it returns.
 */
extern TimestampTz backup_last(Snapshot snapshot, char **ref);

/* Returns whether a backup was taken within hygiene.backup_max_age. */
extern bool backup_is_recent(void);

#endif							/* HYGIENE_BACKUP_H */
