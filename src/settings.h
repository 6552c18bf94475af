/*-------------------------------------------------------------------------
 *
 * settings.h
 *		Every setting of hygiene.*, made from the rule table.
 *
 * All are SUSET (superusers and roles that are granted SET ON PARAMETER) but
 * hygiene.allow and hygiene.migration, which any role may set.  Check hooks
 * never raise an error: a bad value in postgresql.conf must not take the server
 * down.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SETTINGS_H
#define HYGIENE_SETTINGS_H

#include "rules/rule.h"

typedef enum HygieneMode
{
	MODE_OFF,					/* nothing is judged */
	MODE_WARN,					/* errors become warnings */
	MODE_ENFORCE
} HygieneMode;

typedef enum EmptyTables
{
	EMPTY_ENFORCE,				/* judged like any other */
	EMPTY_WARN,					/* error becomes warning */
	EMPTY_IGNORE				/* not judged */
} EmptyTables;

extern int	hygiene_mode;		/* HygieneMode */
extern int	hygiene_empty_tables;	/* EmptyTables */
extern bool hygiene_require_backup;
extern int	hygiene_large_table;	/* kB */
extern char *hygiene_migration; /* never NULL once the library is loaded */
extern char *hygiene_migration_roles;
extern int	hygiene_backup_max_age; /* minutes */
extern bool hygiene_journal;
extern int	hygiene_unused_index_days;
extern char *hygiene_allow;		/* never NULL once the library is loaded */

/* Defines all settings and reserves the prefix.  Call once, from _PG_init. */
extern void settings_init(void);

/* Returns the level of a rule that is in force. */
extern HygieneLevel settings_level(const HygieneRule *rule);

/* The same, by the rule's index in hygiene_rules. */
extern HygieneLevel settings_level_at(int number);

/*
 * Returns a number that changes whenever a level or hygiene.ignore_tables is
 * set: what was derived from them is valid as long as the number is the same.
 */
extern uint64 settings_generation(void);

/* Returns what rules get of the settings; valid until a setting changes. */
extern const RuleContext *settings_rule_context(void);

/* Returns hygiene.mode of the server's configuration; default MODE_ENFORCE. */
extern int	settings_server_mode(void);

/*
 * Returns whether the relation is the bookkeeping of a migration tool, by the
 * built-in list or hygiene.ignore_tables.  Allocates nothing.
 */
extern bool settings_ignores_table(const char *nspname, const char *relname);

/*
 * Returns whether this transaction has set hygiene.allow in a transaction
 * block; then an annotation in it that matches nothing is reported.
 */
extern bool settings_allow_is_local(void);

/* A new transaction begins: hygiene.allow has not been set in it. */
extern void settings_allow_forget(void);

/*
 * Returns the session's value of hygiene.allow, without what SET LOCAL has set
 * for this transaction.
 */
extern const char *settings_allow_of_session(void);

/* Restores what settings_allow_is_local() returned before a rehearsal. */
extern void settings_allow_restore(bool is_local);

#endif							/* HYGIENE_SETTINGS_H */
