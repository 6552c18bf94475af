/*-------------------------------------------------------------------------
 *
 * invalid_index.c
 *		Rule invalid_index: an index that is there by name only.
 *
 * The cure depends on how it came about: rebuilt if it is wanted, dropped if
 * another index does its work or it is what a failed REINDEX left over, and
 * completed if it is a partitioned one that some partitions have nothing for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "lib/stringinfo.h"
#include "rules/describe.h"
#include "rules/indexes/redundant_index.h"
#include "utils/builtins.h"

/* So many partitions get statements of their own. */
#define MAX_PARTITIONS_TOLD 20

/* What REINDEX CONCURRENTLY calls its new and its old index. */
static bool
is_left_over(const IndexFacts *index)
{
	Size		len = strlen(index->relname);

	while (len > 0 && index->relname[len - 1] >= '0' && index->relname[len - 1] <= '9')
		len--;
	return len > 6 && (strncmp(index->relname + len - 6, "_ccnew", 6) == 0 ||
					   strncmp(index->relname + len - 6, "_ccold", 6) == 0);
}

/* Makes and attaches what the partitions lack; NULL if plain means do not do. */
static char *
attach_remedy(const IndexFacts *index)
{
	const char *name = quote_qualified_identifier(index->nspname, index->relname);
	StringInfoData buf;

	initStringInfo(&buf);
	if (index->nunattached == 0)
		return index->attached == NULL ? NULL :
			psprintf("ALTER INDEX %s ATTACH PARTITION %s;", name, index->attached);

	/* a constraint of the partition's own would be needed first */
	if (OidIsValid(index->constraintid) || index->definition == NULL)
		return NULL;
	for (int i = 0; i < Min(index->nunattached, MAX_PARTITIONS_TOLD); i++)
	{
		const UnattachedFacts *partition = &index->unattached[i];
		const char *part = partition->index;

		if (buf.len > 0)
			appendStringInfoChar(&buf, '\n');
		if (part == NULL)
		{
			appendStringInfo(&buf, "CREATE %sINDEX %s%s ON %s %s;\n",
							 index->indisunique ? "UNIQUE " : "",
							 partition->partitioned ? "" : "CONCURRENTLY ",
							 quote_identifier(partition->new_name), partition->table,
							 index->definition);
			part = quote_qualified_identifier(partition->new_schema, partition->new_name);
		}
		appendStringInfo(&buf, "ALTER INDEX %s ATTACH PARTITION %s;", name, part);
	}
	if (index->nunattached > MAX_PARTITIONS_TOLD)
		appendStringInfo(&buf, "\n-- and likewise on %d more partitions",
						 index->nunattached - MAX_PARTITIONS_TOLD);
	return buf.data;
}

static char *
attach_detail(const IndexFacts *index)
{
	StringInfoData buf;
	int			told = Min(index->nunattached, MAX_PARTITIONS_TOLD);

	if (index->nunattached == 0)
		return "Every partition has an index attached to it; attaching one of them again marks it valid.";
	initStringInfo(&buf);
	appendStringInfo(&buf, "It was made for the parent only, and %d %s no index attached to it: ",
					 index->nunattached, index->nunattached == 1 ? "partition has" : "partitions have");
	for (int i = 0; i < told; i++)
		appendStringInfo(&buf, "%s%s", i > 0 ? ", " : "", index->unattached[i].table);
	appendStringInfoString(&buf, index->nunattached > told ? " and more." : ".");
	return buf.data;
}

static void
tell_partitioned(HygieneFinding *finding, const IndexFacts *index, const char **cure)
{
	*cure = index->nunattached > 0 ? "attach an index of each partition" : "attach one of its partitions again";
	finding->detail = attach_detail(index);
	finding->remedy = attach_remedy(index);
	if (finding->remedy == NULL && OidIsValid(index->constraintid))
		finding->hint = "Give each of these partitions the same constraint, and attach its index to this one.";
	finding_evidence_number(finding, "partitions_without", index->nunattached);
}

static void
tell_plain(HygieneFinding *finding, const RelationFacts *rel, const IndexFacts *index,
		   const char **cure)
{
	const char *name = quote_qualified_identifier(index->nspname, index->relname);
	IndexPairs	pairs = index_pairs(rel);
	const IndexFacts *stand_in = index_stand_in(&pairs, index);

	if (!index->indislive || stand_in != NULL ||
		(is_left_over(index) && !index->is_partition))
	{
		*cure = "drop it";
		finding->detail = psprintf("No query uses it%s. %s",
								   index->indisready ? ", but every write maintains it" : "",
								   !index->indislive ? "It was being dropped when something went wrong." :
								   stand_in ? psprintf("Index \"%s\" does what it was meant to do.", stand_in->relname) :
								   "It is what a REINDEX CONCURRENTLY that failed has left behind.");
		finding->remedy = OidIsValid(index->constraintid) ? NULL :
			psprintf("DROP INDEX CONCURRENTLY %s;", name);
	}
	else
	{
		*cure = "rebuild it";
		finding->detail = psprintf("No query uses it%s. Its build has failed%s.",
								   index->indisready ? ", but every write maintains it" : "",
								   index->indisunique ? ", perhaps because there are duplicates, which have to be removed first" : "");

		/* exclusion constraints cannot be rebuilt otherwise */
		finding->remedy = psprintf("REINDEX INDEX %s%s;",
								   index->indisexclusion ? "" : "CONCURRENTLY ", name);
	}
	finding_evidence_text(finding, "cure", *cure);
}

static void
check_invalid_index(const HygieneRule *rule, const RelationFacts *rel,
					const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];
		HygieneFinding *finding;
		const char *cure;

		/* what is wrong with a partition's index is told there */
		if (index_works(index) || index->building || index->broken_partition)
			continue;

		finding = finding_index(rule, rel, index);
		if (rel->relkind == RELKIND_PARTITIONED_TABLE)
			tell_partitioned(finding, index, &cure);
		else
			tell_plain(finding, rel, index, &cure);
		if (index->build_unknown)
		{
			finding->detail = psprintf("%s This server is a standby: it cannot see whether the primary is still building it.",
									   finding->detail);
			finding->cap = LEVEL_AUDIT;
		}
		finding->message = psprintf("index \"%s\" of table \"%s\" is not valid; %s [%s]",
									quote_qualified_identifier(index->nspname, index->relname),
									facts_relation_name(rel), cure, rule->name);
		sink->add(finding, sink);
	}
}

static const HygieneRule rules[] = {
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
};

const RuleFamily hygiene_family_invalid_index = {rules, lengthof(rules)};
