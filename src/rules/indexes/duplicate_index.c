/*-------------------------------------------------------------------------
 *
 * duplicate_index.c
 *		duplicate_index: indexes that are the same as another one of their table.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "lib/stringinfo.h"
#include "rules/describe.h"
#include "rules/index_remedy.h"
#include "rules/indexes/redundant_index.h"
#include "utils/builtins.h"

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
};

const RuleFamily hygiene_family_duplicate_index = {rules, lengthof(rules)};
