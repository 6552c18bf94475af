/*-------------------------------------------------------------------------
 *
 * stream_attributes.h
 *		The part of a stream that reads pg_attribute.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_STREAM_ATTRIBUTES_H
#define HYGIENE_STREAM_ATTRIBUTES_H

#include "facts/stream/stream_records.h"

/* The part of it that reads pg_attribute: stream_attributes.c. */
extern void stream_read_attributes(StreamRecords *records, Snapshot snapshot,
								   const StreamWanted *wanted);

#endif							/* HYGIENE_STREAM_ATTRIBUTES_H */
