/*-------------------------------------------------------------------------
 *
 * sequence.c
 *		How far a sequence is, and which one feeds a column.
 *
 * How far one is goes by its own end and by what the column that it feeds can
 * hold.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/user_schema.h"
#include "facts/measured/sequence.h"
#include "facts/measured/sequence_value.h"
#include "miscadmin.h"
#include "utils/acl.h"

/* What ends beyond this is not reached by counting. */
#define FAR_AWAY (INT64CONST(1) << 53)

bool
sequence_ends_far(int64 end)
{
	return end > FAR_AWAY || end < -FAR_AWAY;
}

int64
sequence_type_end(Oid typid, bool descending)
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

static bool
may_read(Oid seqid)
{
	bool		missing = false;

	return pg_class_aclcheck_ext(seqid, GetUserId(), ACL_SELECT | ACL_USAGE,
								 &missing) == ACLCHECK_OK && !missing;
}

void
sequence_set_range(SequenceFacts *sequence, Form_pg_sequence form)
{
	sequence->seqid = form->seqrelid;
	sequence->descending = form->seqincrement < 0;
	sequence->cycles = form->seqcycle;
	sequence->first = sequence->descending ? form->seqmax : form->seqmin;
	sequence->last = sequence->descending ? form->seqmin : form->seqmax;
}

bool
sequence_measure(SequenceFacts *sequence, int64 increment, Snapshot snapshot)
{
	uint64		way;

	sequence->end = sequence->descending ? Max(sequence->last, sequence->column_last) :
		Min(sequence->last, sequence->column_last);
	if (sequence_ends_far(sequence->end))
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
	sequence_set_range(sequence, (Form_pg_sequence) GETSTRUCT(row));
	sequence->relid = relid;
	sequence->attnum = attnum;
	sequence->column_last = sequence_type_end(type->base, sequence->descending);
	return sequence_measure(sequence, ((Form_pg_sequence) GETSTRUCT(row))->seqincrement, snapshot) ?
		sequence : NULL;
}
