/*-------------------------------------------------------------------------
 *
 * row_age.h
 *		When a catalog row was written, by commit timestamps.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_ROW_AGE_H
#define HYGIENE_ROW_AGE_H

#include "access/htup.h"
#include "datatype/timestamp.h"

/*
 * Whole days since a catalog row was written, or -1 where the server does not
 * keep track of that (track_commit_timestamp).
 */
extern int	row_age_days(HeapTuple tuple);

/* Whole days since that time; 0 if it lies ahead. */
extern int	row_age_days_since(TimestampTz time);

#endif							/* HYGIENE_ROW_AGE_H */
