/*-------------------------------------------------------------------------
 *
 * hooks.h
 *		What event triggers never see.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_HOOKS_H
#define HYGIENE_HOOKS_H

/*
 * Installs object_access_hook (what a command affects, before it is gone; DROP
 * DATABASE, DROP TABLESPACE) and ProcessUtility_hook (TRUNCATE, EXPLAIN ANALYZE
 * CREATE TABLE AS).  From _PG_init; chains to whoever was there.
 */
extern void hooks_init(void);

#endif							/* HYGIENE_HOOKS_H */
