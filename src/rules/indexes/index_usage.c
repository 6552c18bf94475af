/*-------------------------------------------------------------------------
 *
 * index_usage.c
 *		Rules unused_index and hot_sequential_scan: what the cumulative
 *		statistics say of indexes that are there, and of those that are not.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "rules/describe.h"
#include "rules/index_remedy.h"
#include "rules/indexes/redundant_index.h"
#include "utils/builtins.h"

/* A table is large from so many pages and rows on … */
#define HOT_PAGES 1024
#define HOT_ROWS 10000

/* … and hot if it is read so often, in all and by the day. */
#define HOT_READS 100
#define HOT_READS_PER_DAY 24

/* So many columns are suggested, of at least so many different values. */
#define COLUMNS_SUGGESTED 3
#define TELLING_VALUES 50

/* ---------------------------------------------------------------------
 * unused_index
 * ---------------------------------------------------------------------
 */

static bool
serves_foreign_key(const RelationFacts *rel, const IndexFacts *index)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];

		if (con->contype != CONSTRAINT_FOREIGN || !con->conenforced)
			continue;
		if (con->cover_index == index->indexrelid)
			return true;

		/*
		 * a partition's copy of its parent's key, which was not asked for its
		 * index
		 */
		for (int k = 0; con->cover == FK_COVER_EXEMPT && k < con->nkeys; k++)
		{
			if (index->indnkeyatts > 0 && con->conkey[k] == index->indkey[0])
				return true;
		}
	}
	return false;
}

static void
check_unused_index(const HygieneRule *rule, const RelationFacts *rel,
				   const RuleContext *context, FindingSink *sink)
{
	IndexPairs	pairs = index_pairs(rel);

	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];
		const UsageFacts *usage = index->usage;
		HygieneFinding *finding;

		if (usage == NULL || usage->scans > 0 || usage->days < 0 ||
			usage->days < context->unused_index_days ||
			!index_works(index) || index_is_needed(index) || serves_foreign_key(rel, index) ||
			index_twin(&pairs, index) != NULL || index_cover(&pairs, index) != NULL)
			continue;

		finding = finding_index(rule, rel, index);
		finding->bytes = (int64) index->relpages * BLCKSZ;
		finding->message = psprintf("index \"%s\" of table \"%s\" (%s) has not been used in %d days; drop it if no replica uses it [%s]",
									quote_qualified_identifier(index->nspname, index->relname),
									facts_relation_name(rel), describe_bytes(finding->bytes),
									usage->days, rule->name);
		finding->detail = psprintf("The statistics of this server tell of %d days; replicas count for themselves. When the index was made is not known: it may be younger.%s",
								   usage->days,
								   index->indexprs ? " ANALYZE also keeps statistics about its expressions, which go with it." : "");
		finding->remedy = remedy_drop_index(rel, index);
		finding_evidence_number(finding, "statistics_days", usage->days);
		finding_evidence_number(finding, "pages", index->relpages);
		sink->add(finding, sink);
	}
}

/* ---------------------------------------------------------------------
 * hot_sequential_scan
 * ---------------------------------------------------------------------
 */

static bool
ends_with(const char *name, Size len, const char *ending)
{
	Size		ending_len = strlen(ending);

	return len > ending_len && strcmp(name + len - ending_len, ending) == 0;
}

/* Columns that rows are searched by: references, numbers and codes of things. */
static bool
hot_scan_wants(const AttributeFacts *att)
{
	const char *name = att->attname;
	Size		len = strlen(name);

	if (att->type->via_array || att->type->via_range || att->type->via_composite || len < 3)
		return false;

	/* asked of each attribute: the last letter settles most */
	switch (name[len - 1])
	{
		case 'd':
			return ends_with(name, len, "id");
		case 'y':
			return ends_with(name, len, "key");
		case 'e':
			return ends_with(name, len, "code");
		case 'l':
			return ends_with(name, len, "email");
		case 'r':
			return ends_with(name, len, "number");
		case 'u':
			return ends_with(name, len, "sku");
		case 'g':
			return ends_with(name, len, "slug");
	}
	return false;
}

static bool
is_indexed(const RelationFacts *rel, AttrNumber attnum)
{
	for (int i = 0; i < rel->nindexes; i++)
	{
		if (index_works(&rel->indexes[i]) && rel->indexes[i].indnkeyatts > 0 &&
			rel->indexes[i].indkey[0] == attnum)
			return true;
	}
	return false;
}

/* How many different values the column has, by the statistics; 0 unknown. */
static double
distinct_values(const AttributeFacts *att, double rows)
{
	if (att->stats == NULL)
		return 0;
	return att->stats->n_distinct >= 0 ? att->stats->n_distinct : -att->stats->n_distinct * rows;
}

/* The columns that tell most and that no index begins with, best first. */
static int
suggest_columns(const RelationFacts *rel, double rows, AttrNumber suggested[COLUMNS_SUGGESTED])
{
	double		best[COLUMNS_SUGGESTED];
	int			n = 0;

	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];
		double		distinct = distinct_values(att, rows);
		int			place;

		if (!hot_scan_wants(att) || is_indexed(rel, att->attnum) ||
			(att->stats != NULL && distinct < TELLING_VALUES))
			continue;
		for (place = n; place > 0 && best[place - 1] < distinct; place--)
		{
			if (place < COLUMNS_SUGGESTED)
			{
				best[place] = best[place - 1];
				suggested[place] = suggested[place - 1];
			}
		}
		if (place < COLUMNS_SUGGESTED)
		{
			best[place] = distinct;
			suggested[place] = att->attnum;
			n = Min(n + 1, COLUMNS_SUGGESTED);
		}
	}
	return n;
}

static void
check_hot_sequential_scan(const HygieneRule *rule, const RelationFacts *rel,
						  const RuleContext *context, FindingSink *sink)
{
	const UsageFacts *usage = rel->usage;
	AttrNumber	suggested[COLUMNS_SUGGESTED];
	HygieneFinding *finding;
	const char *columns;
	int64		rows;
	int64		reads;
	int			n;

	if (usage == NULL || usage->days < 0 || rel->relpages < HOT_PAGES)
		return;
	rows = rel->reltuples > 0 ? (int64) rel->reltuples : usage->live_rows;
	if (rows < HOT_ROWS)
		return;

	/*
	 * scans that stop early read less, and workers of one scan count as
	 * several
	 */
	reads = Min(usage->scans, usage->rows_read / rows);
	if (reads < HOT_READS || reads / Max(usage->days, 1) < HOT_READS_PER_DAY)
		return;

	finding = finding_relation(rule, rel);
	finding->rows = rows;
	finding->bytes = (int64) rel->relpages * BLCKSZ;
	n = suggest_columns(rel, rows, suggested);
	columns = n > 0 ? describe_columns(rel, n, suggested) : NULL;
	finding->message = psprintf("%s (%s) was read from end to end " INT64_FORMAT " times in %d days; %s [%s]",
								describe_relation(rel), describe_bytes(finding->bytes), reads,
								usage->days,
								columns ? psprintf("see whether queries search by %s, which no index begins with", columns) :
								"index what its queries search by",
								rule->name);
	finding->detail = psprintf("These scans read " INT64_FORMAT " rows; indexes of the table were used " INT64_FORMAT " times. Replicas count for themselves.",
							   usage->rows_read, usage->index_scans);
	if (n > 0)
		finding->hint = psprintf("If it searches by the first of them: CREATE INDEX CONCURRENTLY ON %s (%s);",
								 facts_relation_name(rel),
								 remedy_columns(rel, suggested, 1));
	finding_evidence_number(finding, "full_reads", reads);
	finding_evidence_number(finding, "index_scans", usage->index_scans);
	finding_evidence_number(finding, "statistics_days", usage->days);
	if (columns)
		finding_evidence_text(finding, "columns", columns);
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		.name = "unused_index",
		.category = "indexes",
		.kind = ON_RELATION,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH074",
		.title = "Large index that no query has used",
		.why = "An index that is never read costs each write, the disk and the cache, and gives nothing back. "
		"Statistics of this server do not know what its replicas read, nor what happens once a year.",
		.cure = "Look at the replicas' statistics too, then drop it CONCURRENTLY.",
		.source = "PostgreSQL manual, \"Examining Index Usage\" and pg_stat_all_indexes",
		.check = check_unused_index,
	},
	{
		.name = "hot_sequential_scan",
		.category = "indexes",
		.kind = ON_RELATION,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH075",
		.title = "Large table that is read from end to end, often",
		.why = "A query that reads all of a large table for a few rows gets slower with each row that is added. "
		"Mostly an index on the columns that it searches by is missing.",
		.cure = "Find the query in pg_stat_statements or the log, and index what it searches by.",
		.source = "PostgreSQL manual, pg_stat_all_tables: seq_scan, seq_tup_read",
		.check = check_hot_sequential_scan,
		.needs.columns = hot_scan_wants,
		.needs.statistics = hot_scan_wants,
	},
};

const RuleFamily hygiene_family_index_usage = {rules, lengthof(rules)};
