/*-------------------------------------------------------------------------
 *
 * recorded.h
 *		The extension's own state as facts of the database.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_RECORDED_H
#define HYGIENE_RECORDED_H

#include "facts/database.h"

/*
 * Fills what of the facts the extension knows of itself: recorded backups,
 * stale waivers, its event triggers, where it is switched off, whether new
 * sessions load it.
 */
extern void recorded_fill(DatabaseFacts *database, Snapshot snapshot);

#endif							/* HYGIENE_RECORDED_H */
