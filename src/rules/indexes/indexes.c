/*-------------------------------------------------------------------------
 *
 * indexes.c
 *		Family of indexes: those that repeat others, that are too many or too
 *		wide, that nobody uses or that are not there.
 *
 * Which index does another one's work is worked out in redundant_index.c; broken
 * ones are told in invalid_index.c, what the statistics say in index_usage.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "lib/stringinfo.h"
#include "rules/describe.h"
#include "rules/indexes/index_remedy.h"
#include "rules/indexes/indexes.h"
#include "rules/indexes/redundant_index.h"
#include "utils/builtins.h"

/* More is more than a table's writers should pay for. */
#define MANY_INDEXES 15
#define WIDE_KEYS 5
#define WIDE_COLUMNS 8

HygieneFinding *
finding_index(const HygieneRule *rule, const RelationFacts *rel, const IndexFacts *index)
{
	HygieneFinding *finding = finding_named(rule, index->indexrelid, index->nspname,
											index->relname, "index");

	finding_evidence_text(finding, "table", facts_relation_name(rel));
	return finding;
}

static const char *
index_name(const IndexFacts *index)
{
	return quote_qualified_identifier(index->nspname, index->relname);
}

/* ---------------------------------------------------------------------
 * duplicate_index
 * ---------------------------------------------------------------------
 */

/* Drops it, after what else it is good for was handed over to its twin. */
static char *
duplicate_remedy(const RelationFacts *rel, const IndexFacts *index, const IndexFacts *twin)
{
	StringInfoData buf;
	const char *table = facts_relation_name(rel);

	/* what foreign keys rely on cannot go before them */
	if (index->referenced)
		return NULL;
	initStringInfo(&buf);
	if (index->indisreplident)
		appendStringInfo(&buf, "ALTER TABLE %s REPLICA IDENTITY USING INDEX %s;\n", table,
						 quote_identifier(twin->relname));
	if (index->indisclustered && rel->relkind != RELKIND_PARTITIONED_TABLE)
		appendStringInfo(&buf, "ALTER TABLE %s CLUSTER ON %s;\n", table,
						 quote_identifier(twin->relname));
	appendStringInfoString(&buf, remedy_drop_index(rel, index));
	return buf.data;
}

static void
check_duplicate_index(const HygieneRule *rule, const RelationFacts *rel,
					  const RuleContext *context, FindingSink *sink)
{
	IndexPairs	pairs = index_pairs(rel);

	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];
		const IndexFacts *twin = index_twin(&pairs, index);
		HygieneFinding *finding;

		if (twin == NULL)
			continue;
		finding = finding_index(rule, rel, index);
		finding->message = psprintf("index \"%s\" of table \"%s\" is the same as index \"%s\"; drop one of them [%s]",
									index_name(index), facts_relation_name(rel), twin->relname,
									rule->name);
		finding->detail = index->referenced ?
			"Each write maintains both, and no query can use the second one for anything. Foreign keys rely on this one: they have to be made anew before it can go." :
			"Each write maintains both, and no query can use the second one for anything.";
		finding->remedy = duplicate_remedy(rel, index, twin);
		finding_evidence_text(finding, "same_as", twin->relname);
		if (index->relpages > 0)
			finding_evidence_number(finding, "pages", index->relpages);
		sink->add(finding, sink);
	}
}

/* ---------------------------------------------------------------------
 * redundant_index
 * ---------------------------------------------------------------------
 */

static void
check_redundant_index(const HygieneRule *rule, const RelationFacts *rel,
					  const RuleContext *context, FindingSink *sink)
{
	IndexPairs	pairs = index_pairs(rel);

	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];
		const IndexFacts *cover = index_cover(&pairs, index);
		HygieneFinding *finding;

		if (cover == NULL)
			continue;
		finding = finding_index(rule, rel, index);
		finding->message = psprintf("index \"%s\" of table \"%s\" adds nothing to index \"%s\", which %s; drop it [%s]",
									index_name(index), facts_relation_name(rel), cover->relname,
									cover->indnkeyatts > index->indnkeyatts ?
									"begins with its columns" : "has its columns",
									rule->name);
		finding->detail = "Each query that can use this index can use the other one; each write maintains both. It is worth keeping only if the other one is much larger and this one is read very often.";
		finding->remedy = remedy_drop_index(rel, index);
		finding_evidence_text(finding, "covered_by", cover->relname);
		if (index->relpages > 0)
		{
			finding_evidence_number(finding, "pages", index->relpages);
			finding_evidence_number(finding, "covered_by_pages", cover->relpages);
		}
		sink->add(finding, sink);
	}
}

/* ---------------------------------------------------------------------
 * too_many_indexes, index_too_wide
 * ---------------------------------------------------------------------
 */

static void
check_too_many_indexes(const HygieneRule *rule, const RelationFacts *rel,
					   const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;
	int			nlive = 0;

	for (int i = 0; i < rel->nindexes; i++)
	{
		/* those of its parent's are told there */
		if (rel->indexes[i].indislive && !rel->indexes[i].is_partition)
			nlive++;
	}
	if (nlive <= MANY_INDEXES)
		return;

	finding = finding_relation(rule, rel);
	finding->message = psprintf("%s has %d indexes; drop those that no query needs [%s]",
								describe_relation(rel), nlive, rule->name);
	finding->detail = "Each INSERT writes to all of them, and so does each UPDATE that changes an indexed column; VACUUM reads them all.";
	finding_evidence_number(finding, "indexes", nlive);
	sink->add(finding, sink);
}

static void
check_index_too_wide(const HygieneRule *rule, const RelationFacts *rel,
					 const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];
		HygieneFinding *finding;

		/* what must be unique is not a matter of taste */
		if (index->indisunique || index->indisexclusion || index->is_partition ||
			!index->indislive ||
			(index->indnkeyatts <= WIDE_KEYS && index->indnatts <= WIDE_COLUMNS))
			continue;
		finding = finding_index(rule, rel, index);
		finding->message = psprintf("index \"%s\" of table \"%s\" has %d columns; keep those that queries search by [%s]",
									index_name(index), facts_relation_name(rel), index->indnatts,
									rule->name);
		finding->detail = "The first few columns narrow a search down; the others make the index as large as a table, and each UPDATE of one of them writes to it.";
		finding_evidence_number(finding, "columns", index->indnatts);
		finding_evidence_number(finding, "key_columns", index->indnkeyatts);
		sink->add(finding, sink);
	}
}

/* ---------------------------------------------------------------------
 * The family
 * ---------------------------------------------------------------------
 */

static const HygieneRule rules[] = {
	{
		.name = "duplicate_index",
		.category = "indexes",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_WARNING,
		.sqlstate = "PH070",
		.title = "Index that is there twice",
		.why = "Two indexes of the same definition serve the same queries, and the planner uses one of them. "
		"Each write pays for both, and so do the disk and the cache.",
		.cure = "Drop one of the two, CONCURRENTLY on a table in use.",
		.source = "PostgreSQL manual, \"CREATE INDEX\": an index can be created any number of times under different names",
		.check = check_duplicate_index,
		.needs.parts = FACTS_SIMILAR_INDEXES,
		.arises_with = FACTS_INDEXES,
	},
	{
		.name = "redundant_index",
		.category = "indexes",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH072",
		.title = "Index that another one makes unnecessary",
		.why = "A B-tree on (a, b) is sorted by a, so that it finds rows by a alone as well as one on (a) does. "
		"The shorter index costs each write and saves next to nothing.",
		.cure = "Drop it, CONCURRENTLY on a table in use, unless it is much smaller and read very often.",
		.source = "PostgreSQL manual, \"Multicolumn Indexes\"",
		.check = check_redundant_index,
	},
	{
		.name = "invalid_index",
		.category = "indexes",
		.kind = ON_RELATION,
		.when = WHEN_AUDIT,
		.level = LEVEL_WARNING,
		.sqlstate = "PH073",
		.title = "Index that was never finished",
		.why = "When CREATE INDEX CONCURRENTLY fails, it leaves an index behind that no query uses and every write maintains. "
		"Whoever made it believes that it is there.",
		.cure = "Rebuild it, drop it if another one does its work, or attach what its partitions lack.",
		.source = "PostgreSQL manual, \"Building Indexes Concurrently\", on indexes marked INVALID",
		.check = check_invalid_index,
	},
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
	{
		.name = "too_many_indexes",
		.category = "indexes",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH076",
		.title = "Table with more indexes than its writers should pay for",
		.why = "Each row that is inserted is written once to the table and once to each of its indexes. "
		"With very many of them writing becomes slow, and updates within a page impossible.",
		.cure = "Drop those that are not used; combine those that share their first columns.",
		.source = "PostgreSQL manual, \"Introduction\" of the chapter on indexes: indexes add overhead and should be used sensibly",
		.check = check_too_many_indexes,
	},
	{
		.name = "index_too_wide",
		.category = "indexes",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH077",
		.title = "Index of more columns than a search can use",
		.why = "After a few columns a search has only a few rows left, and further ones make the index larger without making it faster. "
		"Each update of any of them has to write to it.",
		.cure = "Keep the columns that queries search by, the most telling ones first.",
		.source = "PostgreSQL manual, \"Multicolumn Indexes\": indexes with more than three columns are unlikely to be helpful",
		.check = check_index_too_wide,
	},
};

const RuleFamily hygiene_family_indexes = {rules, lengthof(rules)};
