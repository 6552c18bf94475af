/*-------------------------------------------------------------------------
 *
 * missing_primary_key.c
 *		missing_primary_key: tables without a primary key, and which columns
 *		could be one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "rules/index_remedy.h"
#include "rules/keys/keys.h"
#include "utils/builtins.h"

/* Unique, on columns that are NOT NULL: it identifies rows as a key would. */
static bool
identifies_rows(const RelationFacts *rel, const IndexFacts *index)
{
	if (!index->indisunique || !index->indisvalid || !index->indisready ||
		!index->indislive || !index->indimmediate || index->indpred || index->indexprs)
		return false;
	for (int k = 0; k < index->indnkeyatts; k++)
	{
		const AttributeFacts *att = facts_attribute(rel, index->indkey[k]);

		if (att == NULL || !att->attnotnull)
			return false;
	}
	return index->indnkeyatts > 0;
}

/* May ADD PRIMARY KEY USING INDEX take it? */
static bool
can_become_key(const RelationFacts *rel, const IndexFacts *index)
{
	return rel->relkind == RELKIND_RELATION && index->relam == BTREE_AM_OID &&
		!OidIsValid(index->constraintid) && !index->indnullsnotdistinct &&
		index_keys_are_plain(rel, index);
}

/* What tells one row from another for a subscriber, if anything does. */
static const char *
replica_identity(const RelationFacts *rel)
{
	switch (rel->relreplident)
	{
		case REPLICA_IDENTITY_FULL:
			return "full";
		case REPLICA_IDENTITY_INDEX:
			for (int i = 0; i < rel->nindexes; i++)
			{
				if (rel->indexes[i].indisreplident && rel->indexes[i].indisvalid)
					return "index";
			}
			break;
	}
	return "none";
}

/* The index to make a primary key of: the fittest, the narrowest, the oldest. */
static const IndexFacts *
key_candidate(const RelationFacts *rel)
{
	const IndexFacts *best = NULL;
	bool		best_fits = false;

	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];
		bool		fits;

		if (!identifies_rows(rel, index))
			continue;
		fits = can_become_key(rel, index);
		if (best == NULL || (fits && !best_fits) ||
			(fits == best_fits && index->indnkeyatts < best->indnkeyatts) ||
			(fits == best_fits && index->indnkeyatts == best->indnkeyatts &&
			 index->indexrelid < best->indexrelid))
		{
			best = index;
			best_fits = fits;
		}
	}
	return best;
}

static void
primary_key_cure(HygieneFinding *finding, const RelationFacts *rel, const char **cure)
{
	const char *table = facts_relation_name(rel);
	const IndexFacts *index = key_candidate(rel);
	const char *columns;

	if (index != NULL)
	{
		columns = keys_columns(rel, index->indkey, index->indnkeyatts);
		*cure = psprintf("make one of (%s), which unique index \"%s\" already keeps unique",
						 columns, index->relname);
		if (can_become_key(rel, index))
			finding->remedy = psprintf("ALTER TABLE %s ADD PRIMARY KEY USING INDEX %s;", table,
									   quote_identifier(index->relname));
		else
			finding->remedy = psprintf("ALTER TABLE %s ADD PRIMARY KEY (%s);", table, columns);
		finding_evidence_text(finding, "unique_index", index->relname);
	}
	else if (rel->relkind == RELKIND_PARTITIONED_TABLE)
	{
		*cure = "add one that contains the partition key";
		finding->hint = psprintf("ALTER TABLE %s ADD PRIMARY KEY (...); with the columns of the partition key among its columns.",
								 table);
	}
	else if (facts_attribute_named(rel, "id") != NULL)
	{
		*cure = "add one on (id) if that tells its rows apart";
		finding->remedy = psprintf("ALTER TABLE %s ADD PRIMARY KEY (id);", table);
	}
	else
	{
		*cure = "add one, if need be on a new identity column";
		finding->remedy = psprintf("ALTER TABLE %s ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;",
								   table);
	}
}

static void
check_missing_primary_key(const HygieneRule *rule, const RelationFacts *rel,
						  const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;
	const char *identity;
	const char *cure;
	const char *defect = "has no primary key";
	const char *table;

	if (rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE)
		return;

	/* a partition has its parent's; an inheritance child inherits none */
	if (rel->relispartition)
		return;
	for (int i = 0; i < rel->nindexes; i++)
	{
		if (rel->indexes[i].indisprimary)
			return;
	}

	table = facts_relation_name(rel);
	identity = replica_identity(rel);
	finding = finding_new(rule, RelationRelationId, rel->relid, 0, "table");
	finding_name(finding, rel->nspname, rel->relname, NULL, false);
	keys_fill_size(finding, rel);
	primary_key_cure(finding, rel, &cure);

	if (rel->published && strcmp(identity, "none") == 0)
	{
		defect = "is published but has neither a primary key nor another replica identity, so that UPDATE and DELETE fail where they are published";
		finding->detail = "A publication of updates or deletes must say which row it means, so the server refuses such statements on this table.";
		finding->raise = LEVEL_WARNING;
	}
	else if (strcmp(identity, "full") == 0)
		finding->detail = psprintf("Its rows can be duplicated, and nothing names one of them for a foreign key or a client. Its replica identity is the whole row, which subscribers look for by reading all of the table%s.",
								   keys_size_words(finding));
	else if (strcmp(identity, "index") == 0)
		finding->detail = "Its replica identity is a unique index, so that replication works; tools and foreign keys still look for a primary key.";
	else if (key_candidate(rel) != NULL)
		finding->detail = "Its rows are told apart by a unique index, but foreign keys, tools and logical replication look for a primary key.";
	else
		finding->detail = "Its rows can be duplicated, nothing names one of them for a foreign key or a client, and logical replication cannot tell which one was updated or deleted.";

	finding->message = psprintf("table \"%s\" %s; %s [%s]", table, defect, cure, rule->name);
	finding_evidence_text(finding, "replica_identity", identity);
	finding_evidence_text(finding, "published", rel->published ? "yes" : "no");
	if (finding->rows >= 0)
		finding_evidence_number(finding, "rows", finding->rows);
	if (finding->bytes >= 0)
		finding_evidence_number(finding, "bytes", finding->bytes);
	sink->add(finding, sink);
}

/* The name that the remedy must not take twice. */
static bool
wants_key_name(const AttributeFacts *att)
{
	return strcmp(att->attname, "id") == 0;
}

static const HygieneRule rules[] = {
	{
		.name = "missing_primary_key",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_COMMIT,
		.level = LEVEL_WARNING,
		.sqlstate = "PH021",
		.title = "Table without a primary key",
		.why = "Without a primary key the same row can be stored twice, and nothing can say which of the two is meant. "
		"Foreign keys, logical replication and most tools need a key to work.",
		.cure = "Make a primary key of what identifies a row, or of a new identity column.",
		.source = "PostgreSQL manual, \"Primary Keys\", and \"Logical Replication\", section on replica identity",
		.check = check_missing_primary_key,
		.needs.parts = FACTS_INDEXES,
		.arises_with = FACTS_RELATION,
		.needs.columns = wants_key_name,
	},
};

const RuleFamily hygiene_family_missing_primary_key = {rules, lengthof(rules)};
