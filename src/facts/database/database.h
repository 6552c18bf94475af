/*-------------------------------------------------------------------------
 *
 * database.h
 *		What is to be known of the database as a whole.
 *
 * Read once per audit.  Plain facts: how the server is set, how old things
 * are, what the cumulative statistics say.  Of tables and sequences only those
 * are listed that can matter to a rule, see there.  What the extension itself
 * has recorded is filled in by record/extension_state.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DATABASE_H
#define HYGIENE_DATABASE_H

#include "postgres.h"

#include "access/attnum.h"
#include "access/htup.h"
#include "datatype/timestamp.h"
#include "facts/facts.h"
#include "facts/measured/sequence.h"
#include "facts/stream/stream.h"
#include "nodes/pg_list.h"
#include "utils/relcache.h"
#include "utils/snapshot.h"

/*
 * A table or materialized view of at least TABLE_FACTS_PAGES pages or
 * TABLE_FACTS_ROWS rows, or one that autovacuum leaves out.  Counts are since
 * the statistics were reset, -1 if there are none.
 */
#define TABLE_FACTS_PAGES 128
#define TABLE_FACTS_ROWS 10000
typedef struct TableStateFacts
{
	Oid			relid;
	char	   *nspname;
	char	   *relname;
	char		relkind;
	bool		analyzed;		/* has been, ever */
	int64		planner_rows;	/* what the planner takes for its rows */
	bool		autovacuum_off;
	int64		live_rows;
	int64		changed_rows;	/* since the last ANALYZE */
} TableStateFacts;

/* A trigger that is disabled, or those of a table's constraints (tgname NULL). */
typedef struct DisabledTriggerFacts
{
	Oid			tgid;
	Oid			relid;
	char	   *nspname;
	char	   *relname;
	char	   *tgname;
} DisabledTriggerFacts;

typedef struct SlotFacts
{
	char	   *name;
	char	   *database;		/* NULL for a physical one */
	bool		active;
	bool		lost;			/* what it needs is gone already */
	int64		retained;		/* bytes of WAL kept for it; -1 unknown */
} SlotFacts;

typedef struct OldTableFacts
{
	Oid			relid;
	char	   *nspname;
	char	   *relname;
	int64		age;			/* transactions since it was frozen */
} OldTableFacts;

#define OLD_TABLES 5

/* A waiver that exempts nothing any more. */
typedef struct StaleWaiverFacts
{
	char	   *rule;
	char	   *object;
	bool		known;			/* there is such a rule */
	bool		expired;
} StaleWaiverFacts;

typedef struct OwnTriggerFacts
{
	const char *event;			/* static */
	char	   *name;			/* NULL: there is none */
	const char *defect;			/* static: "disabled", …; NULL: it does its work */
	bool		curable;		/* by ALTER EVENT TRIGGER … ENABLE */
} OwnTriggerFacts;

#define OWN_TRIGGERS 2

/* A setting that weakens the guard for new sessions of this database. */
typedef struct ModeFacts
{
	const char *setting;		/* static: "hygiene.mode", … */
	const char *value;			/* static: "off", "replica", "warn" */
	bool		warns;			/* changes are judged but not refused */
	bool		server;			/* in the server's configuration, for all */
	bool		database;		/* for this database (else for all) … */
	char	   *role;			/* … and this role (NULL: all) */
} ModeFacts;

/* An object in the extension's schema that is not a member of the extension, or the schema. */
typedef struct StrayObjectFacts
{
	char	   *type;			/* "table" */
	char	   *identity;		/* qualified and quoted */
} StrayObjectFacts;

typedef struct DatabaseFacts
{
	Oid			dbid;
	char	   *datname;
	bool		in_recovery;
	TimestampTz now;

	/* settings and server state */
	int			encoding;
	bool		archiving;		/* archive_mode is on */
	bool		archive_configured; /* and a command or library is set */
	int64		archived;		/* segments, by the statistics */
	int64		archive_failures;
	TimestampTz last_archived;	/* 0: never */
	TimestampTz last_archive_failure;
	bool		autovacuum;
	bool		track_counts;
	int64		freeze_max_age;
	int64		multixact_freeze_max_age;
	int64		xid_age;		/* of the oldest transaction not frozen */
	int64		multixact_age;
	int64		max_wal_size;	/* bytes */

	List	   *old_tables;		/* OldTableFacts, oldest first, OLD_TABLES at most */
	List	   *sequences;		/* SequenceFacts */
	List	   *tables;			/* TableStateFacts */
	List	   *disabled_triggers;	/* DisabledTriggerFacts */
	int64		unread_functions;	/* in languages whose bodies nobody reads … */
	List	   *unread_languages;	/* … which are these (char *) */
	List	   *slots;			/* SlotFacts: physical ones, and logical ones of
								 * this database; temporary ones left out */
	List	   *outdated_extensions;	/* OutdatedExtensionFacts */

	/* what is recorded: record/extension_state.h */
	bool		installed;		/* the extension is, in this database */
	TimestampTz last_backup;	/* 0: none recorded */
	char	   *last_backup_ref;
	List	   *stale_waivers;	/* StaleWaiverFacts */
	OwnTriggerFacts own_triggers[OWN_TRIGGERS];
	List	   *modes;			/* ModeFacts */
	List	   *stray_objects;	/* StrayObjectFacts */
	bool		preloaded;		/* new sessions load the library at once */
	char	   *preload_command;	/* SQL that would make it so */
} DatabaseFacts;

/*
 * What an audit's reading of pg_class leaves for old_tables and tables: begin,
 * observe every row (a ClassObserver, see stream.h), and hand it on.  All is
 * allocated in the context that was current at the beginning.
 */
typedef struct TableReading TableReading;

extern TableReading *facts_tables_begin(Snapshot snapshot);
extern void facts_tables_observe(HeapTuple tuple, Relation pg_class, const char *nspname,
								 void *reading);

/*
 * The sequences that have used up half of what they can give: SequenceFacts, in
 * the current memory context.  The stream has begun, and knows most of the
 * columns that they are for.  Waits for no lock: a sequence that is locked
 * contributes nothing.
 */
extern List *facts_read_sequences(const FactsStream *stream, Snapshot snapshot);

/*
 * Reads the rest but what is recorded, into the current memory context.
 * "sequences" is what facts_read_sequences() returned.
 */
extern DatabaseFacts *facts_read_database(const TableReading *tables, List *sequences,
										  Snapshot snapshot);

/* A part of it, in a file of its own. */
extern void facts_fill_tables(DatabaseFacts *database, const TableReading *tables);

#endif							/* HYGIENE_DATABASE_H */
