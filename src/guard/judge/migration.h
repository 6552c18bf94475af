/*-------------------------------------------------------------------------
 *
 * migration.h
 *		Which migration is running, and whether it ran before.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_MIGRATION_H
#define HYGIENE_MIGRATION_H

#include "guard/judge/judging.h"

/* Judges changes made outside of a migration (rule hand_made_change). */
extern void migration_judge_hand_made(Judging *judging, ChangeCallback judge_change);

/* Returns whether the content of migrations is not compared. */
extern bool migration_ignores_content(void);

/* Adds a statement's text (or NULL) to what identifies the running migration. */
extern void migration_add_statement(const char *text);

/*
 * Before commit: judges whether a migration of this name has run here with other
 * statements (rule rewritten_migration).  If it never ran, its run is journaled.
 */
extern void migration_judge_content(Judging *judging, ChangeCallback judge_change);

/* The transaction is over: the next statement is another migration's first. */
extern void migration_forget(void);

#endif							/* HYGIENE_MIGRATION_H */
