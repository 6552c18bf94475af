/*-------------------------------------------------------------------------
 *
 * global.c
 *		DROP DATABASE and DROP TABLESPACE.
 *
 * Where the extension is not installed in the current database there is no
 * journal to write to; the annotation is asked for all the same.
 *
 * What a session makes is remembered by OID, so that no renaming makes another
 * database its own.  A command that failed leaves an OID that nothing has.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_database.h"
#include "catalog/pg_tablespace.h"
#include "commands/dbcommands.h"
#include "commands/tablespace.h"
#include "facts/change.h"
#include "guard/global.h"
#include "guard/judge.h"
#include "nodes/pg_list.h"
#include "rules/rule.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

/* What a connection of a pool made long ago may be somebody's by now. */
#define OWN_MINUTES 60

typedef struct MadeHere
{
	Oid			dboid;
	TimestampTz at;
} MadeHere;

static List *made_here = NIL;	/* of MadeHere *, in TopMemoryContext */

void
global_database_created(Oid dboid)
{
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);
	MadeHere   *made = palloc(sizeof(MadeHere));

	made->dboid = dboid;
	made->at = GetCurrentTimestamp();
	made_here = lappend(made_here, made);
	MemoryContextSwitchTo(old);
}

/* Did this session make it just now?  Forgets what it made before that. */
static bool
is_own_database(Oid dboid)
{
	TimestampTz now = GetCurrentTimestamp();
	bool		own = false;
	ListCell   *lc;

	foreach(lc, made_here)
	{
		MadeHere   *made = (MadeHere *) lfirst(lc);

		if (TimestampDifferenceExceeds(made->at, now, OWN_MINUTES * 60 * 1000))
		{
			made_here = foreach_delete_current(made_here, lc);
			pfree(made);
		}
		else
			own = own || made->dboid == dboid;
	}
	return own;
}

static void
judge(ChangeKind kind, const ObjectFacts *object, int64 bytes, CommandTag tag)
{
	Change		change = {0};

	change.kind = kind;
	change.object = object;
	change.rows = -1;
	change.bytes = bytes;
	judge_one(&change, true, tag);
}

void
global_judge_database(const char *datname)
{
	ObjectFacts database = {0};

	database.classid = DatabaseRelationId;
	database.objid = get_database_oid(datname, true);
	if (!OidIsValid(database.objid) || is_own_database(database.objid))
		return;
	database.kind = "database";
	database.name = pstrdup(datname);
	judge(CHANGE_DATABASE_DROPPED, &database, -1, CMDTAG_DROP_DATABASE);
}

void
global_judge_tablespace(const char *spcname)
{
	ObjectFacts tablespace = {0};

	tablespace.classid = TableSpaceRelationId;
	tablespace.objid = get_tablespace_oid(spcname, true);
	if (!OidIsValid(tablespace.objid))
		return;
	tablespace.kind = "tablespace";
	tablespace.name = pstrdup(spcname);
	judge(CHANGE_TABLESPACE_DROPPED, &tablespace, -1, CMDTAG_DROP_TABLESPACE);
}
