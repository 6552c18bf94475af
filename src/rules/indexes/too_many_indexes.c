/*-------------------------------------------------------------------------
 *
 * too_many_indexes.c
 *		too_many_indexes, index_too_wide: more indexes, or columns in one of them, than
 *		writers should pay for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/describe.h"
#include "rules/index_remedy.h"

/* More is more than a table's writers should pay for. */
#define MANY_INDEXES 15
#define WIDE_KEYS 5
#define WIDE_COLUMNS 8

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

static const HygieneRule rules[] = {
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

const RuleFamily hygiene_family_too_many_indexes = {rules, lengthof(rules)};
