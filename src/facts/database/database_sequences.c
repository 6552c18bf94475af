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
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_sequence.h"
#include "catalog/pg_type.h"
#include "facts/catalog/base_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/dependency.h"
#include "facts/database/database.h"
#include "facts/measured/sequence.h"
#include "miscadmin.h"
#include "utils/memutils.h"
#include "utils/rel.h"

/* ---------------------------------------------------------------------
 * The column
 * ---------------------------------------------------------------------
 */

static void
read_column(SequenceFacts *sequence, const FactsStream *stream, Snapshot snapshot)
{
	HeapTuple	tuple;
	Oid			relid;
	AttrNumber	attnum;

	sequence->column_last = sequence_type_end(INT8OID, sequence->descending);
	if (!facts_sequence_owner(sequence->seqid, snapshot, &relid, &attnum) &&
		!facts_sequence_drawn(sequence->seqid, snapshot, &relid, &attnum))
		return;

	/* most are bigint, which ends nowhere near, and most of these the stream knows */
	if (sequence_ends_far(sequence->last) &&
		facts_stream_column_type(stream, relid, attnum) == INT8OID)
		return;

	tuple = facts_fetch_attribute(relid, attnum, snapshot);
	if (HeapTupleIsValid(tuple) && !((Form_pg_attribute) GETSTRUCT(tuple))->attisdropped)
	{
		Form_pg_attribute form = (Form_pg_attribute) GETSTRUCT(tuple);
		const TypeFacts *type;

		if (form->atttypid != INT8OID || !sequence_ends_far(sequence->last))
		{
			type = facts_read_type(form->atttypid, form->atttypmod, snapshot);
			sequence->relid = relid;
			sequence->attnum = attnum;
			sequence->attname = pstrdup(NameStr(form->attname));
			sequence->column_type = type->name;
			sequence->plain_column = type->base == form->atttypid;
			sequence->identity = form->attidentity != '\0';
			if (!type->via_array && !type->via_range && !type->via_composite)
				sequence->column_last = sequence_type_end(type->base, sequence->descending);
		}
	}
}

/* ---------------------------------------------------------------------
 * All of them
 * ---------------------------------------------------------------------
 */

static SequenceFacts *
read_sequence(Form_pg_sequence form, const FactsStream *stream, Snapshot snapshot)
{
	SequenceFacts *sequence = palloc0(sizeof(SequenceFacts));

	sequence_set_range(sequence, form);
	read_column(sequence, stream, snapshot);
	if (!sequence_measure(sequence, form->seqincrement, snapshot))
		return NULL;
	if (OidIsValid(sequence->relid))
		facts_name_relation(sequence->relid, snapshot, &sequence->owner_nspname,
							&sequence->owner_relname);
	return sequence->used >= 0.5 ? sequence : NULL;
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
