/*-------------------------------------------------------------------------
 *
 * journal.c
 *		The append-only record of what was allowed, warned about, recorded.
 *
 * Rows are inserted by the executor's routines: indexes and constraints are
 * maintained, triggers do not fire, and privileges are not checked, because the
 * record of a statement must not depend on the privileges of its author.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "executor/executor.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "record/extension.h"
#include "record/journal.h"
#include "rules/rule.h"
#include "settings.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
#include "utils/xid8.h"

static const Oid column_types[JOURNAL_COLUMNS] = {
	[JOURNAL_AT] = TIMESTAMPTZOID,
	[JOURNAL_XID] = XID8OID,
	[JOURNAL_SESSION_USER] = NAMEOID,
	[JOURNAL_CURRENT_USER] = NAMEOID,
	[JOURNAL_APPLICATION] = TEXTOID,
	[JOURNAL_CLIENT] = INETOID,
	[JOURNAL_COMMAND_TAG] = TEXTOID,
	[JOURNAL_VERDICT] = TEXTOID,
	[JOURNAL_RULE] = TEXTOID,
	[JOURNAL_OBJECT] = TEXTOID,
	[JOURNAL_REASON] = TEXTOID,
	[JOURNAL_BACKUP] = TEXTOID,
	[JOURNAL_ROWS] = INT8OID,
	[JOURNAL_BYTES] = INT8OID,
	[JOURNAL_STATEMENT] = TEXTOID,
};

/* Longer texts are truncated. */
#define MAX_TEXT		8192
#define MAX_STATEMENT	16384

const char *
verdict_name(Verdict verdict)
{
	switch (verdict)
	{
		case VERDICT_ALLOWED:
			return "allowed";
		case VERDICT_WARNED:
			return "warned";
		case VERDICT_RECORDED:
			return "recorded";
	}
	return "recorded";
}

/* Returns why the table cannot be used as the journal, or NULL; static. */
static const char *
table_defect(Relation rel)
{
	TupleDesc	desc = RelationGetDescr(rel);

	if (rel->rd_rel->relpersistence != RELPERSISTENCE_PERMANENT)
		return "it is not logged, so that a crash would empty it";
	for (int i = 0; i < JOURNAL_COLUMNS; i++)
	{
		Form_pg_attribute att = i < desc->natts ? TupleDescAttr(desc, i) : NULL;

		if (att == NULL || att->attisdropped || att->atttypid != column_types[i])
			return "it does not have the columns it was created with";
	}
	return NULL;
}

Relation
journal_open(LOCKMODE lockmode, const char **problem)
{
	Oid			relid;
	Relation	rel = NULL;

	*problem = NULL;
	if (!OidIsValid(extension_oid()))
		return NULL;
	relid = extension_table("journal");
	if (OidIsValid(relid))
		rel = try_table_open(relid, lockmode);
	*problem = rel == NULL ? "it is gone, or not the extension's any more" : table_defect(rel);
	if (rel != NULL && *problem != NULL)
	{
		table_close(rel, lockmode);
		rel = NULL;
	}
	return rel;
}

/*
 * Opens the journal for writing.  Raises an error if it cannot be used: what
 * cannot be recorded must not happen.  Returns NULL where the extension is not
 * installed.
 */
static Relation
open_journal_to_write(void)
{
	const char *problem;
	Relation	rel = journal_open(RowExclusiveLock, &problem);

	if (problem != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("what is allowed or warned about cannot be recorded in table hygiene.journal: %s",
						problem),
				 errhint("SET hygiene.journal = off; goes on without a record.  DROP EXTENSION pg_hygiene; and CREATE EXTENSION pg_hygiene; make the table anew.")));
	return rel;
}

/* Error context callback: an error of the table names the rule and the object. */
static void
journal_error_context(void *arg)
{
	const HygieneFinding *finding = arg;

	errcontext("recording rule %s on %s in table hygiene.journal (setting hygiene.journal)",
			   finding->rule->name, finding->object);
}

static void
set_text(TupleTableSlot *slot, int column, const char *text, int limit)
{
	int			len;

	if (text == NULL)
		return;
	len = strlen(text);
	if (len > limit)
		len = pg_mbcliplen(text, len, limit);
	slot->tts_values[column] = PointerGetDatum(cstring_to_text_with_len(text, len));
	slot->tts_isnull[column] = false;
}

static void
set_value(TupleTableSlot *slot, int column, Datum value)
{
	slot->tts_values[column] = value;
	slot->tts_isnull[column] = false;
}

static void
set_role(TupleTableSlot *slot, int column, Oid roleid)
{
	char	   *rolname = GetUserNameFromId(roleid, true);

	if (rolname != NULL)
		set_value(slot, column, DirectFunctionCall1(namein, CStringGetDatum(rolname)));
}

/* The client's address as inet_client_addr() returns it; NULL for a Unix socket. */
static void
set_client(TupleTableSlot *slot)
{
	LOCAL_FCINFO(fcinfo, 0);
	Datum		addr;

	if (MyProcPort == NULL)
		return;
	InitFunctionCallInfoData(*fcinfo, NULL, 0, InvalidOid, NULL, NULL);
	addr = inet_client_addr(fcinfo);
	if (!fcinfo->isnull)
		set_value(slot, JOURNAL_CLIENT, addr);
}

void
journal_add(const HygieneFinding *finding, Verdict verdict, const char *reason,
			const char *backup, const char *command_tag, const char *statement)
{
	Relation	rel;
	EState	   *estate;
	ResultRelInfo *result_rel;
	TupleTableSlot *slot;
	MemoryContext oldcontext;
	bool		own_snapshot = false;
	ErrorContextCallback context;

	if (!hygiene_journal)
		return;
	context.callback = journal_error_context;
	context.arg = unconstify(HygieneFinding *, finding);
	context.previous = error_context_stack;
	error_context_stack = &context;
	rel = open_journal_to_write();
	if (rel == NULL)
	{
		error_context_stack = context.previous;
		return;
	}

	/* long values are toasted, which needs a snapshot */
	if (!ActiveSnapshotSet())
	{
		PushActiveSnapshot(GetTransactionSnapshot());
		own_snapshot = true;
	}

	estate = CreateExecutorState();
	oldcontext = MemoryContextSwitchTo(estate->es_query_cxt);
	result_rel = makeNode(ResultRelInfo);
	InitResultRelInfo(result_rel, rel, 0, NULL, 0);
	result_rel->ri_TrigDesc = NULL;
	ExecOpenIndices(result_rel, false);
	slot = MakeSingleTupleTableSlot(RelationGetDescr(rel), table_slot_callbacks(rel));

	ExecClearTuple(slot);
	for (int i = 0; i < RelationGetDescr(rel)->natts; i++)
	{
		slot->tts_values[i] = (Datum) 0;
		slot->tts_isnull[i] = true;
	}
	set_value(slot, JOURNAL_AT, TimestampTzGetDatum(GetCurrentTimestamp()));
	set_value(slot, JOURNAL_XID, FullTransactionIdGetDatum(GetTopFullTransactionId()));
	set_role(slot, JOURNAL_SESSION_USER, GetSessionUserId());
	set_role(slot, JOURNAL_CURRENT_USER, GetOuterUserId());
	set_text(slot, JOURNAL_APPLICATION, application_name, MAX_TEXT);
	set_client(slot);
	set_text(slot, JOURNAL_COMMAND_TAG, command_tag, MAX_TEXT);
	set_text(slot, JOURNAL_VERDICT, verdict_name(verdict), MAX_TEXT);
	set_text(slot, JOURNAL_RULE, finding->rule->name, MAX_TEXT);
	set_text(slot, JOURNAL_OBJECT, finding->object, MAX_TEXT);
	set_text(slot, JOURNAL_REASON, reason, MAX_TEXT);
	set_text(slot, JOURNAL_BACKUP, backup, MAX_TEXT);
	if (finding->rows >= 0)
		set_value(slot, JOURNAL_ROWS, Int64GetDatum(finding->rows));
	if (finding->bytes >= 0)
		set_value(slot, JOURNAL_BYTES, Int64GetDatum(finding->bytes));
	set_text(slot, JOURNAL_STATEMENT, statement, MAX_STATEMENT);
	ExecStoreVirtualTuple(slot);

	ExecSimpleRelationInsert(result_rel, estate, slot);

	ExecDropSingleTupleTableSlot(slot);
	ExecCloseIndices(result_rel);
	MemoryContextSwitchTo(oldcontext);
	FreeExecutorState(estate);
	if (own_snapshot)
		PopActiveSnapshot();

	/* keep the lock until the end of the transaction, as INSERT does */
	table_close(rel, NoLock);
	error_context_stack = context.previous;
}

const char *
journal_problem(void)
{
	const char *problem;
	Relation	rel = journal_open(AccessShareLock, &problem);

	if (rel != NULL)
		table_close(rel, AccessShareLock);
	return problem;
}

void
journal_check(void)
{
	Relation	rel;

	if (!hygiene_journal)
		return;
	rel = open_journal_to_write();
	if (rel != NULL)
		table_close(rel, RowExclusiveLock);
}
