/*-------------------------------------------------------------------------
 *
 * relation_size.c
 *		How much a relation holds, asked while it can still be opened.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/heapam.h"
#include "access/relscan.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "compat.h"
#include "executor/tuptable.h"
#include "facts/catalog/subtransaction.h"
#include "facts/measured/relation_size.h"
#include "facts/measured/work_counts.h"
#include "miscadmin.h"
#include "storage/bufmgr.h"
#include "storage/smgr.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

/*
 * Up to this many blocks are read from either end when we ask whether a
 * relation is empty, and relations of at most this size are counted exactly.
 */
#define PROBE_BLOCKS 128

static BlockNumber
count_blocks(Relation rel)
{
	hygiene_counts.file_lookups++;
	return RelationGetNumberOfBlocks(rel);
}

/* Rows visible now in a range of blocks; stops early when one is enough. */
static int64
count_visible(Relation rel, BlockNumber start, BlockNumber nblocks, bool one_is_enough)
{
	Snapshot	snapshot = RegisterSnapshot(GetLatestSnapshot());
	TupleTableSlot *slot = table_slot_create(rel, NULL);
	TableScanDesc scan;
	PgStat_TableCounts counts = {0};
	bool		counted = pgstat_should_count_relation(rel);
	int64		rows = 0;

	/* a look of ours is no use that anybody makes of the table */
	if (counted)
		counts = hygiene_tabstat_counts(rel->pgstat_info);
	scan = table_beginscan_strat(rel, snapshot, 0, NULL, true, false);
	heap_setscanlimits(scan, start, nblocks);
	while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		CHECK_FOR_INTERRUPTS();
		rows++;
		if (one_is_enough)
			break;
	}
	table_endscan(scan);
	if (counted)
		hygiene_tabstat_counts(rel->pgstat_info) = counts;
	ExecDropSingleTupleTableSlot(slot);
	UnregisterSnapshot(snapshot);
	return rows;
}

/* What is to be counted. */
typedef struct Count
{
	Relation	rel;
	BlockNumber nblocks;
	SizeFacts  *size;
} Count;

static void
count_rows(void *arg)
{
	Relation	rel = ((Count *) arg)->rel;
	BlockNumber nblocks = ((Count *) arg)->nblocks;
	SizeFacts  *size = ((Count *) arg)->size;
	BlockNumber pages;
	double		tuples;
	double		allvisfrac;

	/* limits on a scan are heap's; other methods are taken to hold rows */
	if (rel->rd_tableam == GetHeapamTableAmRoutine())
	{
		if (nblocks <= PROBE_BLOCKS)
		{
			size->rows = count_visible(rel, 0, nblocks, false);
			size->empty = size->rows == 0;
			return;
		}
		if (nblocks <= 2 * PROBE_BLOCKS && count_visible(rel, 0, nblocks, true) == 0)
		{
			size->rows = 0;
			size->empty = true;
			return;
		}
		/* never analyzed: the planner would guess from the columns' types */
		if (rel->rd_rel->reltuples < 0)
		{
			size->rows = (int64) ((double) count_visible(rel, 0, PROBE_BLOCKS, false) *
								  nblocks / PROBE_BLOCKS);
			return;
		}
	}

	table_relation_estimate_size(rel, NULL, &pages, &tuples, &allvisfrac);
	size->rows = (int64) tuples;
}

/* Rows of unreadable blocks are not counted: they may be why it is dropped. */
static void
measure_rows(Relation rel, BlockNumber nblocks, SizeFacts *size)
{
	Count		count = {rel, nblocks, size};
	char	   *problem;

	if (nblocks == 0)
	{
		size->empty = true;
		size->rows = 0;
		return;
	}
	problem = facts_attempt(count_rows, &count);
	if (problem != NULL)
	{
		size->rows = -1;
		size->empty = false;
		facts_tell_unreadable(psprintf("number of rows of table \"%s\"",
									   RelationGetRelationName(rel)), problem);
	}
}

/* Is there a file to be measured?  Another table's method may have none. */
static bool
has_file(Relation rel)
{
	return (RELKIND_HAS_TABLE_AM(rel->rd_rel->relkind) &&
			rel->rd_tableam != GetHeapamTableAmRoutine()) ||
		smgrexists(RelationGetSmgr(rel), MAIN_FORKNUM);
}

static void
measure_usage(Relation rel, SizeFacts *size)
{
	PgStat_StatTabEntry *entry;

	entry = hygiene_stat_table(rel->rd_rel->relisshared, RelationGetRelid(rel));
	if (entry == NULL)
		return;
	size->scans = hygiene_stat_scans(entry);
	size->last_scan = hygiene_stat_last_scan(entry);
}

void
measure_relation(Oid relid, SizeFacts *size, Oid *toast)
{
	Relation	rel = RelationIdGetRelation(relid);

	memset(size, 0, sizeof(*size));
	size->rows = size->bytes = size->scans = -1;
	*toast = InvalidOid;
	if (!RelationIsValid(rel))
		return;

	if ((rel->rd_rel->relkind == RELKIND_RELATION || rel->rd_rel->relkind == RELKIND_MATVIEW) &&
		has_file(rel))
	{
		BlockNumber nblocks = count_blocks(rel);

		size->known = true;
		size->bytes = (int64) nblocks * BLCKSZ;
		measure_rows(rel, nblocks, size);
		measure_usage(rel, size);
		*toast = rel->rd_rel->reltoastrelid;
	}
	else if (rel->rd_rel->relkind == RELKIND_PARTITIONED_TABLE ||
			 rel->rd_rel->relkind == RELKIND_COMPOSITE_TYPE)
	{
		/* holds nothing itself; the caller adds those that hold its rows */
		size->known = true;
		size->empty = true;
		size->rows = size->bytes = 0;
	}
	RelationClose(rel);
}

void
measure_storage(Oid relid, SizeFacts *size)
{
	Relation	rel = RelationIdGetRelation(relid);

	memset(size, 0, sizeof(*size));
	size->rows = size->bytes = size->scans = -1;
	if (!RelationIsValid(rel))
		return;
	if (RELKIND_HAS_STORAGE(rel->rd_rel->relkind) && has_file(rel))
	{
		size->known = true;
		size->bytes = (int64) count_blocks(rel) * BLCKSZ;
		measure_usage(rel, size);
	}
	RelationClose(rel);
}

int64
measure_main_fork(Oid relid)
{
	Relation	rel = RelationIdGetRelation(relid);
	int64		bytes = -1;

	if (!RelationIsValid(rel))
		return -1;
	if (RELKIND_HAS_STORAGE(rel->rd_rel->relkind) && has_file(rel))
		bytes = (int64) count_blocks(rel) * BLCKSZ;
	RelationClose(rel);
	return bytes;
}

void
measure_add(SizeFacts *whole, const SizeFacts *part)
{
	if (!part->known)
	{
		whole->known = false;
		whole->empty = false;
		whole->rows = -1;
		return;
	}
	whole->empty = whole->empty && part->empty;
	if (whole->rows >= 0)
		whole->rows = part->rows >= 0 ? whole->rows + part->rows : -1;
	if (part->bytes > 0)
		whole->bytes = Max(whole->bytes, 0) + part->bytes;
	if (part->scans > 0)
		whole->scans = Max(whole->scans, 0) + part->scans;
	whole->last_scan = Max(whole->last_scan, part->last_scan);
}
