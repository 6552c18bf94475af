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

static List *made_here = NIL;		/* OIDs of databases, in TopMemoryContext */

void
global_database_created(Oid dboid)
{
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);

	made_here = lappend_oid(made_here, dboid);
	MemoryContextSwitchTo(old);
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
	if (!OidIsValid(database.objid) || list_member_oid(made_here, database.objid))
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
