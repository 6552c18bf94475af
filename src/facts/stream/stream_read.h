/*-------------------------------------------------------------------------
 *
 * stream_read.h
 *		The sequential part of a stream: fills the records of stream_records.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STREAM_READ_H
#define HYGIENE_STREAM_READ_H

#include "facts/stream/stream_records.h"

/* Reads all of it, restricted to one schema or not.  "records" is zero but its context. */
extern void stream_read_records(StreamRecords *records, Snapshot snapshot, Oid nspoid,
								const StreamWanted *wanted);

#endif							/* HYGIENE_STREAM_READ_H */
