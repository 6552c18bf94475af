/*-------------------------------------------------------------------------
 *
 * suspects.h
 *		Relations that a statement may have done something to.
 *
 * Over-inclusive and cheap: those whose definition or file changed (the server tells
 * the caches) and those that a query names (the executor starts).  A new lock is seen
 * in the locks themselves.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SUSPECTS_H
#define HYGIENE_SUSPECTS_H

#include "postgres.h"

/* Registers the callbacks; from _PG_init. */
extern void suspects_init(void);

/*
 * From here on suspects are noted, anew.  "Nested": there are others whose noting that
 * ends, and any relation is a suspect for both.
 */
extern void suspects_begin(bool nested);

/*
 * An array of OIDs with *n of them, valid until the next suspects_begin(); ends the
 * noting.  NULL if any relation is a suspect, also because there were too many.  One
 * relation may be there several times.
 */
extern const Oid *suspects_end(int *n);

#endif							/* HYGIENE_SUSPECTS_H */
