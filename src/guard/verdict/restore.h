/*-------------------------------------------------------------------------
 *
 * restore.h
 *		Sessions that restore a dump, and what they are allowed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_RESTORE_H
#define HYGIENE_RESTORE_H

#include "postgres.h"

#include "nodes/parsenodes.h"
#include "rules/finding.h"

typedef enum RestoreKind
{
	RESTORE_NONE,
	RESTORE_BY_SETTINGS,		/* by its settings alone: what loses nothing
								 * is reported */
	RESTORE_RECORDED			/* by who may switch us off: recorded only */
} RestoreKind;

/*
 * What this session is, as its settings say now and for the role in force.
 * Cheap where no dump has set anything.
 */
extern RestoreKind restore_kind(void);

/*
 * The level of a finding of that level, in such a session: never higher.  What
 * no dump does (dropping a column, renaming …) keeps its level.
 */
extern HygieneLevel restore_level(RestoreKind kind, const HygieneFinding *finding,
								  HygieneLevel level);

/*
 * A session under another name than pg_restore's and psql's is known by its
 * settings alone: issues a WARNING, once.
 */
extern void restore_report(RestoreKind kind);

/*
 * When a command on a table has run: if the session restores a dump, and that
 * disabled the trigger that lets its waivers in, enables it again.
 */
extern void restore_enable_waivers(const Node *parsetree);

#endif							/* HYGIENE_RESTORE_H */
