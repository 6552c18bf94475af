/*-------------------------------------------------------------------------
 *
 * database_sequences.c
 *		How far sequences are, for audits of the whole database.
 *
 * How far one is goes by its own end and by what the column that it feeds can
 * hold.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_sequence.h"
#include "catalog/pg_type.h"
#include "facts/catalog/base_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/user_schema.h"
#include "facts/database/database.h"
#include "facts/measured/sequence_value.h"
#include "miscadmin.h"
#include "utils/acl.h"
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
read_column(SequenceFacts *sequence, const FactsStream *stream, Snapshot snapshot)
{
	HeapTuple	tuple;
	Oid			relid;
	AttrNumber	attnum;

	sequence->column_last = end_of_type(INT8OID, sequence->descending);
	if (!facts_sequence_owner(sequence->seqid, snapshot, &relid, &attnum) &&
		!facts_sequence_drawn(sequence->seqid, snapshot, &relid, &attnum))
		return;

	/* most are bigint, which ends nowhere near, and most of these the stream knows */
	if (is_far(sequence->last) && facts_stream_column_type(stream, relid, attnum) == INT8OID)
		return;

	tuple = facts_fetch_attribute(relid, attnum, snapshot);
	if (HeapTupleIsValid(tuple) && !((Form_pg_attribute) GETSTRUCT(tuple))->attisdropped)
	{
		Form_pg_attribute form = (Form_pg_attribute) GETSTRUCT(tuple);
		const TypeFacts *type;

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
		!is_user_schema(sequence->nspname) ||
		OidIsValid(facts_extension_of(RelationRelationId, sequence->seqid, snapshot)) ||
		!may_read(sequence->seqid) ||
		!sequence_read_value(sequence->seqid, &sequence->value))
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
read_sequence(Form_pg_sequence form, const FactsStream *stream, Snapshot snapshot)
{
	SequenceFacts *sequence = palloc0(sizeof(SequenceFacts));

	set_range(sequence, form);
	read_column(sequence, stream, snapshot);
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

const SequenceFacts *
facts_sequence_of(Oid relid, AttrNumber attnum, const TypeFacts *type, Snapshot snapshot)
{
	SequenceFacts *sequence;
	HeapTuple	row;
	HeapTuple	attrdef = facts_fetch_default(relid, attnum, snapshot);
	Oid			seqid = HeapTupleIsValid(attrdef) ?
		facts_default_sequence(((Form_pg_attrdef) GETSTRUCT(attrdef))->oid, snapshot) :
		facts_identity_sequence(relid, attnum, snapshot);

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

List *
facts_read_sequences(const FactsStream *stream, Snapshot snapshot)
{
	List	   *sequences = NIL;
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
		sequence = read_sequence((Form_pg_sequence) GETSTRUCT(tuple), stream, snapshot);
		MemoryContextSwitchTo(context);
		if (sequence != NULL)
			sequences = lappend(sequences, copy_sequence(sequence));
		MemoryContextReset(waste);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	MemoryContextDelete(waste);
	return sequences;
}
