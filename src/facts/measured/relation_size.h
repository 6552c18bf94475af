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
 * whether it certainly holds no row, by its number of blocks and a bounded scan
 * of them, never by reltuples alone.  Small relations are counted exactly.
 * Takes no lock that the caller's command does not hold: the size of a relation
 * that cannot be opened stays unknown.  Sets *toast to its toast relation.
 */
extern void measure_relation(Oid relid, SizeFacts *size, Oid *toast);

/* Bytes of the main fork of an index or toast relation, and an index's scans. */
extern void measure_storage(Oid relid, SizeFacts *size);

/* Bytes of the main fork of a relation that is locked; -1 if it has none. */
extern int64 measure_main_fork(Oid relid);

/* Adds what "part" holds to "whole". */
extern void measure_add(SizeFacts *whole, const SizeFacts *part);

#endif							/* HYGIENE_RELATION_SIZE_H */
