/*-------------------------------------------------------------------------
 *
 * implied_unique.c
 *		implied_unique: uniqueness that follows from that of fewer columns.
 *
 * Whether an index is worth having for its order is not judged: the finding is
 * about its uniqueness.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/change/change.h"
#include "rules/describe.h"
#include "rules/indexes/redundant_index.h"
#include "utils/builtins.h"

/* Returns the position of the column among the keys of the index, or -1. */
static int
key_position(const IndexFacts *index, AttrNumber attnum)
{
	for (int k = 0; k < index->indnkeyatts; k++)
	{
		if (index->indkey[k] == attnum)
			return k;
	}
	return -1;
}

/*
 * Are all keys of "narrow" columns that "wide" compares in the same way?
 * *nullable: may one of them be null?
 */
static bool
has_all_keys(const RelationFacts *rel, const IndexFacts *wide, const IndexFacts *narrow,
			 bool *nullable)
{
	*nullable = false;
	for (int k = 0; k < narrow->indnkeyatts; k++)
	{
		const AttributeFacts *att = facts_attribute(rel, narrow->indkey[k]);
		int			w = att ? key_position(wide, narrow->indkey[k]) : -1;

		if (w < 0 || wide->indclass[w] != narrow->indclass[k] ||
			wide->indcollation[w] != narrow->indcollation[k])
			return false;
		*nullable = *nullable || !att->attnotnull;
	}
	return true;
}

/* Can no row violate "wide" unless it violates "narrow"? */
static bool
implies(const RelationFacts *rel, const IndexFacts *narrow, const IndexFacts *wide)
{
	bool		nullable;

	return narrow->indisunique && index_works(narrow) && narrow->indimmediate &&
		narrow->indnkeyatts < wide->indnkeyatts &&
		(narrow->indpred == NULL || facts_nodes_equal(narrow->indpred, wide->indpred)) &&
		has_all_keys(rel, wide, narrow, &nullable) &&
		(!nullable || narrow->indnullsnotdistinct || !wide->indnullsnotdistinct);
}

/* Is it there to be unique, and for nothing else that needs it to be unique? */
static bool
may_lose_uniqueness(const IndexFacts *index)
{
	return index->indisunique && !index->indisprimary && !index->indisexclusion &&
		!index->indisreplident && !index->referenced && !index->is_partition &&
		index_works(index);
}

static void
check_implied_unique(const HygieneRule *rule, const RelationFacts *rel,
					 const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *wide = &rel->indexes[i];

		for (int j = 0; j < rel->nindexes && may_lose_uniqueness(wide); j++)
		{
			const IndexFacts *narrow = &rel->indexes[j];
			HygieneFinding *finding;
			const char *name;

			if (!implies(rel, narrow, wide))
				continue;
			finding = finding_index(rule, rel, wide);
			name = quote_qualified_identifier(narrow->nspname, narrow->relname);
			finding->message = psprintf("unique index \"%s.%s\" cannot be violated, because index \"%s.%s\" is unique on fewer columns; drop it, or make it not unique [%s]",
										wide->nspname, wide->relname, narrow->nspname,
										narrow->relname, rule->name);
			finding->detail = psprintf("Any two rows that differ in the columns of \"%s.%s\" differ in the columns of this index as well.",
									   narrow->nspname, narrow->relname);
			finding->hint = "Foreign keys and ON CONFLICT clauses can name the narrower columns. If queries search by all columns, first create an index on them that is not unique.";
			finding_evidence_text(finding, "implied_by", name);
			sink->add(finding, sink);
			break;
		}
	}
}

static const HygieneRule rules[] = {
	{
		.name = "implied_unique",
		.category = "indexes",
		.kind = ON_RELATION,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH092",
		.title = "Uniqueness that follows from that of fewer columns",
		.why = "If no two rows agree in a, none agree in a and b: a unique index on both can refuse nothing. "
		"It suggests a rule that does not hold, and each write checks it.",
		.cure = "Drop it, or replace it by an index that is not unique, unless a foreign key needs it.",
		.source = "PostgreSQL manual, \"Unique Indexes\"; Codd on candidate keys, which have no superfluous columns",
		.check = check_implied_unique,
	},
};

const RuleFamily hygiene_family_implied_unique = {rules, lengthof(rules)};
