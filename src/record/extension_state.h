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
 * Fills what of the facts the extension knows of itself: recorded backups,
 * stale waivers, its event triggers, where it is switched off, whether new
 * sessions load it.
 */
extern void recorded_fill(DatabaseFacts *database, Snapshot snapshot);

/*
 * What keeps an event trigger of ours from its work: "disabled" or the like,
 * static, or NULL.  "curable": whether enabling it is all it needs.
 */
struct HeapTupleData;
struct RelationData;
extern const char *recorded_trigger_defect(struct HeapTupleData *tuple,
										   struct RelationData *catalog, bool *curable);

#endif							/* HYGIENE_EXTENSION_STATE_H */
