/*-------------------------------------------------------------------------
 *
 * shared_objects.c
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

#include "access/htup_details.h"
#include "catalog/pg_database.h"
#include "commands/tablespace.h"
#include "facts/change/change.h"
#include "guard/by_command/shared_objects.h"
#include "guard/collect/guard_enabled.h"
#include "guard/verdict/single_change.h"
#include "miscadmin.h"
#include "nodes/pg_list.h"
#include "rules/rule.h"
#include "utils/memutils.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"

/* A pooled connection may have made a database for another client. */
#define OWN_MINUTES 60

typedef struct OwnDatabase
{
	Oid			dboid;
	TimestampTz at;
} OwnDatabase;

static List *own_databases = NIL;	/* of OwnDatabase *, in TopMemoryContext */

void
shared_objects_database_created(Oid dboid)
{
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);
	OwnDatabase *made = palloc(sizeof(OwnDatabase));

	made->dboid = dboid;
	made->at = GetCurrentTimestamp();
	own_databases = lappend(own_databases, made);
	MemoryContextSwitchTo(old);
}

/*
 * Returns whether this session made the database within OWN_MINUTES.  Forgets
 * databases that it made earlier.
 */
static bool
is_own_database(Oid dboid)
{
	TimestampTz now = GetCurrentTimestamp();
	bool		own = false;
	ListCell   *lc;

	foreach(lc, own_databases)
	{
		OwnDatabase *made = (OwnDatabase *) lfirst(lc);

		if (TimestampDifferenceExceeds(made->at, now, OWN_MINUTES * 60 * 1000))
		{
			own_databases = foreach_delete_current(own_databases, lc);
			pfree(made);
		}
		else
			own = own || made->dboid == dboid;
	}
	return own;
}

/* Name of the database, or NULL if the server is going to refuse to drop it. */
static char *
droppable_database(Oid dboid)
{
	HeapTuple	tuple = SearchSysCache1(DATABASEOID, ObjectIdGetDatum(dboid));
	Form_pg_database form;
	char	   *name = NULL;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	form = (Form_pg_database) GETSTRUCT(tuple);
	if (!form->datistemplate && dboid != MyDatabaseId)
		name = pstrdup(NameStr(form->datname));
	ReleaseSysCache(tuple);
	return name;
}

void
shared_objects_judge_drop(Oid classid, Oid objid)
{
	bool		is_database = classid == DatabaseRelationId;
	ObjectFacts object = {0};
	Change		change = {0};

	if (!guard_enabled() || (is_database && is_own_database(objid)))
		return;
	object.classid = classid;
	object.objid = objid;
	object.kind = is_database ? "database" : "tablespace";
	object.name = is_database ? droppable_database(objid) : get_tablespace_name(objid);
	if (object.name == NULL)
		return;
	change.kind = is_database ? CHANGE_DATABASE_DROPPED : CHANGE_TABLESPACE_DROPPED;
	change.object = &object;
	change.rows = change.bytes = -1;
	judge_single_change(&change, true, is_database ? CMDTAG_DROP_DATABASE : CMDTAG_DROP_TABLESPACE);
}
