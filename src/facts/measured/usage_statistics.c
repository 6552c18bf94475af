/*-------------------------------------------------------------------------
 *
 * usage_statistics.c
 *		Cumulative statistics of relations, for audits.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "compat.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/row_age.h"
#include "facts/measured/index_validity.h"
#include "facts/measured/usage_statistics.h"
#include "miscadmin.h"
#include "pgstat.h"

/*
 * Since when have the counters of this database been counting?  They can be
 * reset for the database alone; and a crash loses all of them, of which the
 * server's own counters tell, unless somebody has reset those by hand since:
 * the older of the two is right then.
 */
static int
counting_days(void)
{
	PgStat_StatDBEntry *database = pgstat_fetch_stat_dbentry(MyDatabaseId);
	TimestampTz archiver = pgstat_fetch_stat_archiver()->stat_reset_timestamp;
	TimestampTz bgwriter = pgstat_fetch_stat_bgwriter()->stat_reset_timestamp;
	TimestampTz since;

	if (database == NULL || archiver == 0 || bgwriter == 0)
		return -1;
	since = Max(Min(archiver, bgwriter), database->stat_reset_timestamp);
	return row_age_days_since(since);
}

/* How long it has been there at least, by its row of pg_class and what was done to it. */
static int
age_of(const RelationFacts *rel, const PgStat_StatTabEntry *entry, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_class(rel->relid, snapshot);
	int			days = HeapTupleIsValid(tuple) ? row_age_days(tuple) : -1;
	TimestampTz times[4];

	if (entry == NULL)
		return days;
	times[0] = hygiene_stat_vacuumed_at(entry);
	times[1] = hygiene_stat_autovacuumed_at(entry);
	times[2] = hygiene_stat_analyzed_at(entry);
	times[3] = hygiene_stat_autoanalyzed_at(entry);
	for (int i = 0; i < lengthof(times); i++)
	{
		if (times[i] != 0)
			days = Max(days, row_age_days_since(times[i]));
	}
	return days;
}

static PgStat_StatTabEntry *
counters(Oid relid)
{
	return hygiene_stat_table(false, relid);
}

static UsageFacts *
usage_of(const UsageReading *reading, const PgStat_StatTabEntry *entry)
{
	UsageFacts *usage = palloc0(sizeof(UsageFacts));

	usage->age_days = -1;

	/* no entry: nothing has been counted */
	usage->days = reading->days;
	if (entry == NULL)
		return usage;
	usage->scans = hygiene_stat_scans(entry);
	usage->last_scan = hygiene_stat_last_scan(entry);
	usage->rows_read = entry->tuples_returned;
	usage->live_rows = hygiene_stat_live_rows(entry);
	return usage;
}

void
usage_statistics_fill(UsageReading *reading, RelationFacts *rel, Snapshot snapshot)
{
	bool		large = rel->relpages >= USAGE_MIN_PAGES;
	int64		index_scans = 0;

	for (int i = 0; i < rel->nindexes; i++)
	{
		if (!rel->indexes[i].indisvalid || !rel->indexes[i].indisready ||
			!rel->indexes[i].indislive)
			index_validity_fill(rel, &rel->indexes[i], snapshot);
		large |= rel->indexes[i].relpages >= USAGE_MIN_PAGES;
	}
	if (!large || !(rel->relkind == RELKIND_RELATION || rel->relkind == RELKIND_MATVIEW))
		return;

	if (!reading->begun)
	{
		reading->days = counting_days();
		reading->begun = true;
	}
	for (int i = 0; i < rel->nindexes; i++)
	{
		UsageFacts *usage = usage_of(reading, counters(rel->indexes[i].indexrelid));

		index_scans += usage->scans;
		if (rel->indexes[i].relpages >= USAGE_MIN_PAGES)
			rel->indexes[i].usage = usage;
	}
	if (rel->relpages >= USAGE_MIN_PAGES)
	{
		const PgStat_StatTabEntry *entry = counters(rel->relid);
		UsageFacts *usage = usage_of(reading, entry);

		usage->index_scans = index_scans;

		/* of interest where nothing has been read */
		usage->age_days = usage->scans + index_scans == 0 ? age_of(rel, entry, snapshot) : -1;
		rel->usage = usage;
	}
}
