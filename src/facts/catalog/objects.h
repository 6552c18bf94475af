/*-------------------------------------------------------------------------
 *
 * objects.h
 *		Schemas, types, functions and extensions, at a snapshot.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_OBJECTS_H
#define HYGIENE_OBJECTS_H

#include "facts/facts.h"
#include "utils/snapshot.h"

/*
 * A schema, type, function or extension, palloc'd, or NULL (also for other
 * classes).
 */
extern ObjectFacts *facts_read_object(Oid classid, Oid objid, Snapshot snapshot);

#endif							/* HYGIENE_OBJECTS_H */
