/*-------------------------------------------------------------------------
 *
 * guard_enabled.h
 *		Whether the guard is enabled, for event triggers and hooks alike.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_GUARD_ENABLED_H
#define HYGIENE_GUARD_ENABLED_H

#include "postgres.h"

/*
 * False if the guard is switched off (hygiene.mode, event_triggers, replica role,
 * pg_upgrade, single-user mode, recovery) or when what runs is not the user's own
 * change (extension scripts, parallel workers).  Reads no catalog: this must
 * work when everything else is broken.  Core asks most of this before it
 * fires an event trigger, but not for hooks.
 */
extern bool guard_enabled(void);

#endif							/* HYGIENE_GUARD_ENABLED_H */
