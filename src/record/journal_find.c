/*-------------------------------------------------------------------------
 *
 * journal_find.c
 *		Rows of the journal about earlier runs of a migration.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/table.h"
#include "access/tableam.h"
#include "catalog/pg_am.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "record/journal.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

/* Returns whether a text column of the row has that value. */
static bool
column_is(TupleTableSlot *slot, int column, const char *value)
{
	bool		isnull;
	Datum		datum = slot_getattr(slot, column + 1, &isnull);

	return !isnull && strcmp(TextDatumGetCString(datum), value) == 0;
}

/* Opens the index on objects of rule rewritten_migration; NULL if it is missing. */
static Relation
open_migration_index(Relation rel)
{
	Oid			indexid = get_relname_relid("journal_migration_idx", RelationGetNamespace(rel));
	Relation	index;

	if (!list_member_oid(RelationGetIndexList(rel), indexid))
		return NULL;
	index = index_open(indexid, AccessShareLock);
	if (index->rd_rel->relam == HASH_AM_OID && index->rd_index->indisvalid &&
		index->rd_index->indkey.values[0] == JOURNAL_OBJECT + 1)
		return index;
	index_close(index, AccessShareLock);
	return NULL;
}

/* Fetches the next row that may be of that object; returns false at the end. */
static bool
next_run(IndexScanDesc by_index, TableScanDesc by_table, TupleTableSlot *slot)
{
	CHECK_FOR_INTERRUPTS();
	return by_index ? index_getnext_slot(by_index, ForwardScanDirection, slot) :
		table_scan_getnextslot(by_table, ForwardScanDirection, slot);
}

bool
journal_find_migration(const char *rule, const char *object, const char *reason, bool *other)
{
	bool		found = false;
	const char *problem;
	Relation	rel = journal_open(AccessShareLock, &problem);
	Relation	index;
	Snapshot	snapshot;
	TupleTableSlot *slot;
	IndexScanDesc by_index = NULL;
	TableScanDesc by_table = NULL;

	*other = false;
	if (rel == NULL)
		return false;

	snapshot = RegisterSnapshot(GetLatestSnapshot());
	slot = table_slot_create(rel, NULL);
	index = open_migration_index(rel);
	if (index != NULL)
	{
		ScanKeyData key;

		ScanKeyEntryInitialize(&key, 0, 1, HTEqualStrategyNumber, InvalidOid,
							   index->rd_indcollation[0], F_TEXTEQ,
							   CStringGetTextDatum(object));
		by_index = hygiene_index_beginscan(rel, index, snapshot, 1);
		index_rescan(by_index, &key, 1, NULL, 0);
	}
	else
		by_table = hygiene_beginscan(rel, snapshot);
	while (next_run(by_index, by_table, slot))
	{
		if (!column_is(slot, JOURNAL_RULE, rule) || !column_is(slot, JOURNAL_OBJECT, object) ||
			!column_is(slot, JOURNAL_VERDICT, "recorded"))
			continue;
		found = true;
		*other = !column_is(slot, JOURNAL_REASON, reason);
		if (!*other)
			break;
	}
	if (index != NULL)
	{
		index_endscan(by_index);
		index_close(index, AccessShareLock);
	}
	else
		table_endscan(by_table);
	ExecDropSingleTupleTableSlot(slot);
	UnregisterSnapshot(snapshot);
	table_close(rel, AccessShareLock);
	return found;
}
