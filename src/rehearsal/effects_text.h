/*-------------------------------------------------------------------------
 *
 * effects_text.h
 *		What is said of the relations that a statement has done something to.
 *
 * For effects.c only, which knows what has happened to which.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_EFFECTS_TEXT_H
#define HYGIENE_EFFECTS_TEXT_H

#include "postgres.h"

#include "compat.h"
#include "lib/stringinfo.h"
#include "nodes/nodes.h"
#include "nodes/pg_list.h"
#include "rehearsal/effects.h"
#include "storage/lockdefs.h"
#include "utils/snapshot.h"

/* A row of pg_class, as much as matters here. */
typedef struct ObservedRelation
{
	Oid			relid;
	char	   *name;			/* schema.relation, quoted */
	char		relkind;
	char		relpersistence;
	Oid			relam;
	Oid			tablespace;
	HygieneFileNumber file;
	bool		is_index;
	bool		aside;			/* nothing is said of it: ours, or TOAST, or a
								 * composite type */
} ObservedRelation;

/* A statement, and what is said of it: JSON arrays that are not closed yet. */
typedef struct ObservedStatement
{
	const Node *utility;		/* or NULL */
	Snapshot	before;
	Snapshot	after;
	List	   *given_up;		/* files of relations that it took away */
	StringInfoData locks;
	StringInfoData rewrites;
	StringInfoData builds;
	StringInfoData scans;
} ObservedStatement;

/* Opens the arrays, and closes them into what the observer's caller gets. */
extern void observed_begin(ObservedStatement *statement);
extern void observed_end(ObservedStatement *statement, Observation *observation);

/* The relation at a snapshot; false if it is not there. */
extern bool observed_see(Oid relid, Snapshot snapshot, ObservedRelation *seen);

/*
 * An item for each of the modes.  "existed": before the script; "there": now,
 * so that it can be measured.
 */
extern void observed_tell_locks(ObservedStatement *statement, const ObservedRelation *seen,
								LOCKMASK modes, bool existed, bool there);

/* Reads of a whole table, if it holds anything and there were any. */
extern void observed_tell_scans(ObservedStatement *statement, const ObservedRelation *seen,
								int64 scans);

/* The new file that it has now, if it has one; "then" is NULL if it was not there. */
extern void observed_tell_files(ObservedStatement *statement, const ObservedRelation *then,
								const ObservedRelation *now);

#endif							/* HYGIENE_EFFECTS_TEXT_H */
