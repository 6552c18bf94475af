/*-------------------------------------------------------------------------
 *
 * finding.h
 *		A rule's verdict on one object.
 *
 * Findings are keyed by (rule, classid, objid, objsubid).  Rules make them
 * with finding_new() and hand them to a sink; what becomes of them (an error,
 * a warning, a row) is not a rule's business.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FINDING_H
#define HYGIENE_FINDING_H

#include "postgres.h"

#include "catalog/objectaddress.h"
#include "lib/stringinfo.h"
#include "nodes/pg_list.h"

struct HygieneRule;

/*
 * What findings about the database as a whole name as their object: no
 * identifier reads like that, and it outlives the database's name, so that
 * waivers do.
 */
#define THIS_DATABASE "this database"

typedef enum HygieneLevel
{
	LEVEL_OFF,
	LEVEL_AUDIT,
	LEVEL_WARNING,
	LEVEL_ERROR
} HygieneLevel;

typedef struct HygieneFinding
{
	const struct HygieneRule *rule;
	ObjectAddress address;
	const char *object_type;	/* "column", "table", "foreign key" …;
								 * static */

	/*
	 * Raw names for the error fields, the audit's columns and the matching of
	 * annotations.  subname is a column, constraint, trigger, policy.
	 */
	char	   *schema_name;
	char	   *table_name;		/* or the object itself: view, function, type */
	char	   *subname;
	bool		subname_is_column;
	char	   *object;			/* identity, quoted: public.orders.price */

	const char *message;		/* primary line, ends in " [rule]" */
	const char *detail;			/* facts; NULL if none */
	const char *remedy;			/* SQL that makes it go away; NULL if none */
	const char *hint;			/* replaces the hint made of the remedy; or
								 * NULL */
	const char *declare;		/* what a refused command should have said
								 * instead: the remedy mends what is there
								 * already; or NULL */
	List	   *evidence;		/* of HygieneEvidence * */
	List	   *places;			/* of char *: one each for what it sums up
								 * within its object; NIL if it is about one
								 * thing */

	HygieneLevel cap;			/* at most this level: rules lower it for what
								 * is harmless (empty table); LEVEL_ERROR = no
								 * cap */
	HygieneLevel raise;			/* at least this level unless off */
	bool		alone;			/* of a command that cannot run in a
								 * transaction block: only a comment can
								 * answer for it */
	bool		data_loss;		/* stored rows or values go: needs a backup
								 * where the owner wants one */
	bool		empty;			/* the relation holds no rows */
	int64		rows;			/* -1 unknown or not applicable */
	int64		bytes;			/* -1 unknown or not applicable */
} HygieneFinding;

typedef struct HygieneEvidence
{
	const char *key;			/* static */
	char	   *text;			/* a JSON string if not NULL, else number
								 * counts */
	int64		number;
} HygieneEvidence;

typedef struct FindingSink
{
	void		(*add) (HygieneFinding *finding, struct FindingSink *sink);
	void	   *arg;
} FindingSink;

/* A finding with everything unset: cap ERROR, raise OFF, rows and bytes -1. */
extern HygieneFinding *finding_new(const struct HygieneRule *rule, Oid classid,
								   Oid objid, int32 objsubid,
								   const char *object_type);

/*
 * Names the finding and builds its identity; any part but the first given may
 * be NULL.  subname_is_column tells a column from a constraint or trigger.
 */
extern void finding_name(HygieneFinding *finding, const char *schema_name,
						 const char *table_name, const char *subname,
						 bool subname_is_column);

/* Adds to the evidence: the key is static, of the text a copy is made. */
extern void finding_evidence_text(HygieneFinding *finding, const char *key, const char *text);
extern void finding_evidence_number(HygieneFinding *finding, const char *key, int64 number);

/* Same rule and address? */
extern bool finding_same(const HygieneFinding *a, const HygieneFinding *b);

/* Is it the same, and each of its places among those of "then"? */
extern bool finding_within(const HygieneFinding *now, const HygieneFinding *then);

#endif							/* HYGIENE_FINDING_H */
