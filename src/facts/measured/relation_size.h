/*-------------------------------------------------------------------------
 *
 * relation_size.h
 *		How much a relation holds, asked while it can still be opened.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_RELATION_SIZE_H
#define HYGIENE_RELATION_SIZE_H

#include "facts/facts.h"

/*
 * Rows, bytes of the main fork, scans since the statistics were reset, and
 * whether it certainly holds no row, told from its blocks and a bounded look
 * at them, never from reltuples alone.  Small relations are counted exactly.
 * The caller's command holds a lock on it, or none is taken: what cannot be
 * opened stays unknown.  Sets *toast to its toast relation.
 */
extern void measure_relation(Oid relid, SizeFacts *size, Oid *toast);

/* Bytes of the main fork of an index or toast relation, and an index's scans. */
extern void measure_storage(Oid relid, SizeFacts *size);

/* Bytes of the main fork of a relation that is locked; -1 if it has none. */
extern int64 measure_main_fork(Oid relid);

/* Adds what "part" holds to "whole". */
extern void measure_add(SizeFacts *whole, const SizeFacts *part);

#endif							/* HYGIENE_RELATION_SIZE_H */
