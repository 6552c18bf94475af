/*-------------------------------------------------------------------------
 *
 * sequence_value.h
 *		What a sequence has handed out.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SEQUENCE_VALUE_H
#define HYGIENE_SEQUENCE_VALUE_H

#include "postgres.h"

/*
 * The last value of the sequence, as it is committed now; false if it cannot
 * be had: others hold the sequence, or it is gone, damaged or another
 * session's.  Whether the caller may see it is not asked.
 */
extern bool sequence_read_value(Oid seqid, int64 *value);

#endif							/* HYGIENE_SEQUENCE_VALUE_H */
