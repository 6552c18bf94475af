/*-------------------------------------------------------------------------
 *
 * sequence_value.c
 *		What a sequence has handed out.
 *
 * That stands in its only row, which is read straight from its first block,
 * under a lock that is taken only if it is free: opening each sequence would
 * cost the session a cache entry, and waiting for one that is being altered
 * would make the audit hang.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xlog.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "commands/sequence.h"
#include "compat.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/subtransaction.h"
#include "facts/measured/sequence_value.h"
#include "miscadmin.h"
#include "storage/bufmgr.h"
#include "storage/lmgr.h"

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
	tuple = facts_fetch_class(sequence->seqid, NULL);
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

bool
sequence_read_value(Oid seqid, int64 *value)
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
