/*-------------------------------------------------------------------------
 *
 * settings.h
 *		Every setting of hygiene.*, made from the rule table.
 *
 * All are SUSET (superusers, and who is granted SET ON PARAMETER), but
 * hygiene.allow, which is everybody's.  Check hooks never raise an error: a
 * bad value in postgresql.conf must not take the server down.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SETTINGS_H
#define HYGIENE_SETTINGS_H

#include "rules/rule.h"

typedef enum HygieneMode
{
	MODE_OFF,					/* nothing of ours runs */
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

/* The level in force of a rule. */
extern HygieneLevel settings_level(const HygieneRule *rule);

/* The same by its place in hygiene_rules. */
extern HygieneLevel settings_level_at(int number);

/* Another number whenever a level or an exemption has been set. */
extern uint64 settings_generation(void);

/* What rules are handed; valid until a setting changes. */
extern const RuleContext *settings_rule_context(void);

/* hygiene.mode in the server's own configuration; MODE_ENFORCE if it is not set there. */
extern int	settings_server_mode(void);

/*
 * Is this relation the bookkeeping of a migration tool, by the built-in list
 * or hygiene.ignore_tables ("name" or "schema.name", with * at the end)?
 */
extern bool settings_ignores_table(const char *nspname, const char *relname);

/*
 * Has hygiene.allow been set in a transaction block of this transaction (so
 * that an annotation in it that matches nothing deserves a word)?
 * settings_allow_forget() starts a new transaction.
 */
extern bool settings_allow_is_local(void);
extern void settings_allow_forget(void);

/*
 * What hygiene.allow is for the session, without what is said for this
 * transaction alone.
 */
extern const char *settings_allow_of_session(void);

/* Brings back what settings_allow_is_local() said before something was undone. */
extern void settings_allow_restore(bool is_local);

#endif							/* HYGIENE_SETTINGS_H */
