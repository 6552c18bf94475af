/*-------------------------------------------------------------------------
 *
 * database_sequences.c
 *		How far sequences are, for audits of the whole database.
 *
 * What a sequence has handed out stands in its only row.  That is read
 * straight from its first block, under a lock that is taken only if it is
 * free: opening each sequence would cost the session a cache entry, and
 * waiting for one that is being altered would make the audit hang.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xlog.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_sequence.h"
#include "catalog/pg_type.h"
#include "commands/sequence.h"
#include "compat.h"
#include "facts/attempt.h"
#include "facts/database.h"
#include "facts/reader.h"
#include "facts/stream_records.h"
#include "miscadmin.h"
#include "storage/bufmgr.h"
#include "storage/lmgr.h"
#include "utils/acl.h"
#include "utils/fmgroids.h"
#include "utils/memutils.h"
#include "utils/rel.h"

/* What ends beyond this is not reached by counting. */
#define FAR_AWAY (INT64CONST(1) << 53)

static bool
is_far(int64 end)
{
	return end > FAR_AWAY || end < -FAR_AWAY;
}

/* ---------------------------------------------------------------------
 * The column
 * ---------------------------------------------------------------------
 */

/* A column whose default draws from the sequence, where no column owns it. */
static bool
find_default(Oid seqid, Snapshot snapshot, Oid *relid, AttrNumber *attnum)
{
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	bool		found = false;

	ScanKeyInit(&key[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(RelationRelationId));
	ScanKeyInit(&key[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(seqid));
	scan = systable_beginscan(catalog, DependReferenceIndexId, true, snapshot, 2, key);
	while (!found && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);
		HeapTuple	attrdef;

		if (depend->classid != AttrDefaultRelationId)
			continue;
		attrdef = facts_fetch_by_oid(AttrDefaultRelationId, AttrDefaultOidIndexId,
									 Anum_pg_attrdef_oid, depend->objid, snapshot);
		if (!HeapTupleIsValid(attrdef))
			continue;
		*relid = ((Form_pg_attrdef) GETSTRUCT(attrdef))->adrelid;
		*attnum = ((Form_pg_attrdef) GETSTRUCT(attrdef))->adnum;
		found = true;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return found;
}

static int64
end_of_type(Oid typid, bool descending)
{
	switch (typid)
	{
		case INT2OID:
			return descending ? PG_INT16_MIN : PG_INT16_MAX;
		case INT4OID:
			return descending ? PG_INT32_MIN : PG_INT32_MAX;
		default:
			return descending ? PG_INT64_MIN : PG_INT64_MAX;
	}
}

static void
read_column(SequenceFacts *sequence, Snapshot snapshot)
{
	Relation	catalog;
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	Oid			relid;
	AttrNumber	attnum;

	sequence->column_last = end_of_type(INT8OID, sequence->descending);
	if (!facts_sequence_owner(sequence->seqid, snapshot, &relid, &attnum) &&
		!find_default(sequence->seqid, snapshot, &relid, &attnum))
		return;

	catalog = table_open(AttributeRelationId, AccessShareLock);
	ScanKeyInit(&key[0], Anum_pg_attribute_attrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	ScanKeyInit(&key[1], Anum_pg_attribute_attnum, BTEqualStrategyNumber, F_INT2EQ,
				Int16GetDatum(attnum));
	scan = systable_beginscan(catalog, AttributeRelidNumIndexId, true, snapshot, 2, key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple) && !((Form_pg_attribute) GETSTRUCT(tuple))->attisdropped)
	{
		Form_pg_attribute form = (Form_pg_attribute) GETSTRUCT(tuple);
		const TypeFacts *type;

		/* most are bigint, which ends nowhere near */
		if (form->atttypid != INT8OID || !is_far(sequence->last))
		{
			type = facts_read_type(form->atttypid, form->atttypmod, snapshot);
			sequence->relid = relid;
			sequence->attnum = attnum;
			sequence->attname = pstrdup(NameStr(form->attname));
			sequence->column_type = type->name;
			sequence->plain_column = type->base == form->atttypid;
			sequence->identity = form->attidentity != '\0';
			if (!type->via_array && !type->via_range && !type->via_composite)
				sequence->column_last = end_of_type(type->base, sequence->descending);
		}
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
}

/* ---------------------------------------------------------------------
 * The value
 * ---------------------------------------------------------------------
 */

typedef struct SequenceValue
{
	Oid			seqid;
	int64		value;
	bool		found;
} SequenceValue;

static void
read_row(void *arg)
{
	SequenceValue *sequence = arg;
	HeapTuple	tuple;
	Form_pg_class form;
	Buffer		buffer;
	Page		page;

	/* under the lock its files stay: where they are now, not at our snapshot */
	tuple = facts_fetch_by_oid(RelationRelationId, ClassOidIndexId, Anum_pg_class_oid,
							   sequence->seqid, NULL);
	if (!HeapTupleIsValid(tuple))
		return;
	form = (Form_pg_class) GETSTRUCT(tuple);
	if (form->relkind == RELKIND_SEQUENCE && form->relfilenode != 0 &&
		(form->relpersistence == RELPERSISTENCE_PERMANENT ||
		 (form->relpersistence == RELPERSISTENCE_UNLOGGED && !RecoveryInProgress())))
	{
		buffer = hygiene_read_first_block(OidIsValid(form->reltablespace) ? form->reltablespace :
										  MyDatabaseTableSpace, MyDatabaseId,
										  form->relfilenode,
										  form->relpersistence == RELPERSISTENCE_PERMANENT);
		LockBuffer(buffer, BUFFER_LOCK_SHARE);
		page = BufferGetPage(buffer);
		if (!PageIsNew(page) && PageGetMaxOffsetNumber(page) >= FirstOffsetNumber)
		{
			ItemId		item = PageGetItemId(page, FirstOffsetNumber);

			if (ItemIdIsNormal(item))
			{
				HeapTupleHeader row = (HeapTupleHeader) PageGetItem(page, item);

				sequence->value = ((Form_pg_sequence_data) ((char *) row + row->t_hoff))->last_value;
				sequence->found = true;
			}
		}
		UnlockReleaseBuffer(buffer);
	}
}

/* The row of the sequence as it is committed now; false if it cannot be had. */
static bool
read_value(Oid seqid, int64 *value)
{
	SequenceValue sequence = {seqid, 0, false};
	char	   *problem;

	if (!ConditionalLockRelationOid(seqid, AccessShareLock))
		return false;
	problem = facts_attempt(read_row, &sequence);
	UnlockRelationOid(seqid, AccessShareLock);
	if (problem != NULL)
		facts_tell_unreadable(psprintf("sequence with OID %u", seqid), problem);
	*value = sequence.value;
	return sequence.found && problem == NULL;
}


/* ---------------------------------------------------------------------
 * All of them
 * ---------------------------------------------------------------------
 */

static bool
may_read(Oid seqid)
{
	bool		missing = false;

	return pg_class_aclcheck_ext(seqid, GetUserId(), ACL_SELECT | ACL_USAGE,
								 &missing) == ACLCHECK_OK && !missing;
}

static void
set_range(SequenceFacts *sequence, Form_pg_sequence form)
{
	sequence->seqid = form->seqrelid;
	sequence->descending = form->seqincrement < 0;
	sequence->cycles = form->seqcycle;
	sequence->first = sequence->descending ? form->seqmax : form->seqmin;
	sequence->last = sequence->descending ? form->seqmin : form->seqmax;
}

/* Its end and how far it is; false if nobody can tell, or is to be told. */
static bool
measure(SequenceFacts *sequence, int64 increment, Snapshot snapshot)
{
	uint64		way;

	sequence->end = sequence->descending ? Max(sequence->last, sequence->column_last) :
		Min(sequence->last, sequence->column_last);
	if (is_far(sequence->end))
		return false;
	if (!facts_name_relation(sequence->seqid, snapshot, &sequence->nspname,
							 &sequence->relname) ||
		!stream_looks_at_schema(sequence->nspname) ||
		OidIsValid(facts_extension_of(RelationRelationId, sequence->seqid, snapshot)) ||
		!may_read(sequence->seqid) ||
		!read_value(sequence->seqid, &sequence->value))
		return false;

	/* a column can end before the sequence begins */
	if (sequence->end == sequence->first)
		sequence->used = 1;
	else
		sequence->used = ((double) sequence->value - sequence->first) /
			((double) sequence->end - sequence->first);
	if (sequence->descending ? sequence->value <= sequence->end : sequence->value >= sequence->end)
		sequence->used = Max(sequence->used, 1);
	else
	{
		way = sequence->descending ? (uint64) sequence->value - (uint64) sequence->end :
			(uint64) sequence->end - (uint64) sequence->value;
		way /= increment < 0 ? -(uint64) increment : Max((uint64) increment, 1);
		sequence->left = (int64) Min(way, (uint64) PG_INT64_MAX);
	}
	return true;
}

static SequenceFacts *
read_sequence(Form_pg_sequence form, Snapshot snapshot)
{
	SequenceFacts *sequence = palloc0(sizeof(SequenceFacts));

	set_range(sequence, form);
	read_column(sequence, snapshot);
	if (!measure(sequence, form->seqincrement, snapshot))
		return NULL;
	if (OidIsValid(sequence->relid))
		facts_name_relation(sequence->relid, snapshot, &sequence->owner_nspname,
							&sequence->owner_relname);
	return sequence->used >= 0.5 ? sequence : NULL;
}

/* ---------------------------------------------------------------------
 * The one that feeds a column
 * ---------------------------------------------------------------------
 */

/*
 * A sequence that depends on the column, as that of an identity does, or, with
 * an object of another catalog, one that this depends on.
 */
static Oid
find_sequence(Oid classid, Oid objid, AttrNumber attnum, Snapshot snapshot)
{
	bool		by_reference = classid == RelationRelationId;
	Relation	catalog = table_open(DependRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[3];
	HeapTuple	tuple;
	Oid			seqid = InvalidOid;

	ScanKeyInit(&key[0], by_reference ? Anum_pg_depend_refclassid : Anum_pg_depend_classid,
				BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(classid));
	ScanKeyInit(&key[1], by_reference ? Anum_pg_depend_refobjid : Anum_pg_depend_objid,
				BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(objid));
	ScanKeyInit(&key[2], by_reference ? Anum_pg_depend_refobjsubid : Anum_pg_depend_objsubid,
				BTEqualStrategyNumber, F_INT4EQ, Int32GetDatum(attnum));
	scan = systable_beginscan(catalog, by_reference ? DependReferenceIndexId :
							  DependDependerIndexId, true, snapshot, 3, key);
	while (!OidIsValid(seqid) && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT(tuple);
		Oid			relid = by_reference ? depend->objid : depend->refobjid;
		HeapTuple	row;

		if ((by_reference ? depend->classid : depend->refclassid) != RelationRelationId ||
			(by_reference && depend->deptype != DEPENDENCY_INTERNAL))
			continue;
		row = facts_fetch_by_oid(SequenceRelationId, SequenceRelidIndexId,
								 Anum_pg_sequence_seqrelid, relid, snapshot);
		if (HeapTupleIsValid(row))
			seqid = relid;
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return seqid;
}

/* The row of a column's default, or InvalidOid. */
static Oid
find_attrdef(Oid relid, AttrNumber attnum, Snapshot snapshot)
{
	Relation	catalog = table_open(AttrDefaultRelationId, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	Oid			attrdef = InvalidOid;

	ScanKeyInit(&key[0], Anum_pg_attrdef_adrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relid));
	ScanKeyInit(&key[1], Anum_pg_attrdef_adnum, BTEqualStrategyNumber, F_INT2EQ,
				Int16GetDatum(attnum));
	scan = systable_beginscan(catalog, AttrDefaultIndexId, true, snapshot, 2, key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
		attrdef = ((Form_pg_attrdef) GETSTRUCT(tuple))->oid;
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return attrdef;
}

const SequenceFacts *
facts_sequence_of(Oid relid, AttrNumber attnum, const TypeFacts *type, Snapshot snapshot)
{
	SequenceFacts *sequence;
	HeapTuple	row;
	Oid			attrdef = find_attrdef(relid, attnum, snapshot);
	Oid			seqid = OidIsValid(attrdef) ?
		find_sequence(AttrDefaultRelationId, attrdef, 0, snapshot) :
		find_sequence(RelationRelationId, relid, attnum, snapshot);

	if (!OidIsValid(seqid))
		return NULL;
	row = facts_fetch_by_oid(SequenceRelationId, SequenceRelidIndexId,
							 Anum_pg_sequence_seqrelid, seqid, snapshot);
	if (!HeapTupleIsValid(row))
		return NULL;
	sequence = palloc0(sizeof(SequenceFacts));
	set_range(sequence, (Form_pg_sequence) GETSTRUCT(row));
	sequence->relid = relid;
	sequence->attnum = attnum;
	sequence->column_last = end_of_type(type->base, sequence->descending);
	return measure(sequence, ((Form_pg_sequence) GETSTRUCT(row))->seqincrement, snapshot) ?
		sequence : NULL;
}

/* ---------------------------------------------------------------------
 * Copies
 * ---------------------------------------------------------------------
 */

static char *
copy_text(const char *text)
{
	return text ? pstrdup(text) : NULL;
}

static SequenceFacts *
copy_sequence(const SequenceFacts *sequence)
{
	SequenceFacts *copy = palloc(sizeof(SequenceFacts));

	*copy = *sequence;
	copy->nspname = copy_text(sequence->nspname);
	copy->relname = copy_text(sequence->relname);
	copy->owner_nspname = copy_text(sequence->owner_nspname);
	copy->owner_relname = copy_text(sequence->owner_relname);
	copy->attname = copy_text(sequence->attname);
	copy->column_type = copy_text(sequence->column_type);
	return copy;
}

void
facts_read_sequences(DatabaseFacts *database, Snapshot snapshot)
{
	MemoryContext context = CurrentMemoryContext;
	Relation	catalog = table_open(SequenceRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	MemoryContext waste = AllocSetContextCreate(context, "hygiene sequences",
												ALLOCSET_DEFAULT_SIZES);
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		SequenceFacts *sequence;

		CHECK_FOR_INTERRUPTS();
		if (((Form_pg_sequence) GETSTRUCT(tuple))->seqcycle)
			continue;
		MemoryContextSwitchTo(waste);
		sequence = read_sequence((Form_pg_sequence) GETSTRUCT(tuple), snapshot);
		MemoryContextSwitchTo(context);
		if (sequence != NULL)
			database->sequences = lappend(database->sequences, copy_sequence(sequence));
		MemoryContextReset(waste);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	MemoryContextDelete(waste);
}
