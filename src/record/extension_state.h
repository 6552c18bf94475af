/*-------------------------------------------------------------------------
 *
 * extension_state.h
 *		The extension's own state as facts of the database.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_EXTENSION_STATE_H
#define HYGIENE_EXTENSION_STATE_H

#include "facts/database/database.h"

/*
 * Fills the facts of the database that are about the extension: recorded
 * backups, stale waivers, event triggers, settings that switch it off, objects
 * in its schema that are not its members, preloading.  Allocates in the current
 * memory context; locks catalogs only while it reads them.
 */
extern void extension_state_fill(DatabaseFacts *database, Snapshot snapshot);

/*
 * Returns why an event trigger of the extension does not do its work
 * ("disabled" and the like; static), or NULL if it does.  Sets *curable if
 * enabling the trigger is enough.
 */
struct HeapTupleData;
struct RelationData;
extern const char *own_trigger_defect(struct HeapTupleData *tuple,
									  struct RelationData *catalog, bool *curable);

#endif							/* HYGIENE_EXTENSION_STATE_H */
