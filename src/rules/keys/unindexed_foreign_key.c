/*-------------------------------------------------------------------------
 *
 * unindexed_foreign_key.c
 *		unindexed_foreign_key: foreign keys that no index serves.
 *
 * Whether an index serves a foreign key was worked out by whoever read the
 * facts (facts_cover_foreign_keys()); here it is graded and
 * reported.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "lib/stringinfo.h"
#include "rules/describe.h"
#include "rules/keys/keys.h"
#include "utils/builtins.h"

/* So many partitions are named or given a statement of their own. */
#define MAX_PARTITIONS_TOLD 20

/* ---------------------------------------------------------------------
 * unindexed_foreign_key
 * ---------------------------------------------------------------------
 */

static const char *
cover_word(ForeignKeyCover cover)
{
	switch (cover)
	{
		case FK_COVER_PREFIX:
			return "part of the columns";
		case FK_COVER_WEAK:
			return "weak";
		case FK_COVER_UNUSABLE:
			return "unusable index";
		default:
			return "none";
	}
}

/* Statements that give the key its index, or NULL. */
static char *
foreign_key_remedy(const HygieneFinding *finding, const RelationFacts *rel,
				   const ConstraintFacts *con)
{
	StringInfoData buf;
	const char *table = facts_relation_name(rel);
	int			told = Min(con->nuncovered, MAX_PARTITIONS_TOLD);

	if (rel->relkind != RELKIND_PARTITIONED_TABLE)
	{
		if (con->cover_repair)
			return psprintf("REINDEX INDEX CONCURRENTLY %s;", con->cover_repair);
		if (con->cover_wanted == NULL)
			return NULL;
		return psprintf("CREATE INDEX %sON %s %s;", finding->empty ? "" : "CONCURRENTLY ",
						table, con->cover_wanted);
	}

	if (con->cover_wanted == NULL)
		return NULL;
	if (con->nleaves == 0)
		return con->cover_repair ? NULL :
			psprintf("CREATE INDEX ON %s %s;", table, con->cover_wanted);

	/*
	 * Partition by partition, without blocking writes.  Then the index of the
	 * whole adopts them, and makes one for every partition to come.
	 */
	initStringInfo(&buf);
	for (int i = 0; i < told; i++)
	{
		if (i > 0)
			appendStringInfoChar(&buf, '\n');
		if (con->uncovered_repair[i])
			appendStringInfo(&buf, "REINDEX INDEX CONCURRENTLY %s;", con->uncovered_repair[i]);
		else
			appendStringInfo(&buf, "CREATE INDEX CONCURRENTLY ON %s %s;", con->uncovered[i],
							 con->cover_wanted);
	}
	if (con->nuncovered > told)
		appendStringInfo(&buf, "\n-- and likewise on %d more partitions", con->nuncovered - told);

	/* not where it would double what some partitions have, or stands already */
	if (con->nuncovered == con->nleaves && con->cover_repair == NULL)
		appendStringInfo(&buf, "\nCREATE INDEX ON %s %s;", table, con->cover_wanted);
	return buf.data;
}

static char *
foreign_key_detail(const HygieneFinding *finding, const RelationFacts *rel,
				   const ConstraintFacts *con)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "Each DELETE of a row of %s, and each UPDATE of its key, reads %s %s%s and holds its locks meanwhile.",
					 quote_qualified_identifier(con->confnspname, con->confrelname),
					 con->cover == FK_COVER_PREFIX ? "all partly matching rows of" :
					 con->cover == FK_COVER_WEAK ? "much of" : "all of",
					 facts_relation_name(rel), keys_size_words(finding));

	/* where rebuilding it is the cure, that is said next */
	if (con->cover_index_name && con->cover_reason &&
		(con->cover_repair == NULL || con->cover != FK_COVER_UNUSABLE))
		appendStringInfo(&buf, " Index \"%s\" %s: %s.", con->cover_index_name,
						 con->cover == FK_COVER_UNUSABLE ? "cannot serve it" : "helps only in part",
						 con->cover_reason);
	if (con->cover_repair)
		appendStringInfo(&buf, " Index %s would serve it, but is not valid: either it is still being built, or its build failed%s.",
						 con->cover_repair, rel->relkind == RELKIND_PARTITIONED_TABLE ?
						 ", or partitions lack an index to attach to it" : "");
	if (con->nuncovered > 0)
	{
		int			told = Min(con->nuncovered, MAX_PARTITIONS_TOLD);

		appendStringInfo(&buf, " Of its %d partitions, %d %s no such index: ", con->nleaves,
						 con->nuncovered, con->nuncovered == 1 ? "has" : "have");
		for (int i = 0; i < told; i++)
			appendStringInfo(&buf, "%s%s", i > 0 ? ", " : "", con->uncovered[i]);
		appendStringInfoString(&buf, con->nuncovered > told ? " and more." : ".");
	}
	if (con->cover_wanted == NULL)
		appendStringInfoString(&buf, " No plain index can serve it, because its columns are converted before they are compared.");
	return buf.data;
}

static void
check_foreign_key(const HygieneRule *rule, const RelationFacts *rel,
				  const ConstraintFacts *con, FindingSink *sink)
{
	HygieneFinding *finding;
	const char *columns = keys_columns(rel, con->conkey, con->nkeys);
	const char *defect;
	const char *cure;

	switch (con->cover)
	{
		case FK_COVER_UNKNOWN:
		case FK_COVER_EXEMPT:
		case FK_COVER_FULL:
			return;
		case FK_COVER_PREFIX:
			defect = "has an index on a part of its columns only";
			break;
		case FK_COVER_WEAK:
			defect = psprintf("is served poorly by index \"%s\"", con->cover_index_name);
			break;
		case FK_COVER_UNUSABLE:
			defect = psprintf("cannot use index \"%s\"", con->cover_index_name);
			break;
		default:
			defect = "has no index that serves it";
			break;
	}
	if (con->nuncovered > 0 && con->nuncovered < con->nleaves)
		defect = psprintf("is served by no index in %d of %d partitions", con->nuncovered,
						  con->nleaves);

	if (con->cover_repair && rel->relkind != RELKIND_PARTITIONED_TABLE)
		cure = psprintf("rebuild index \"%s\"", con->cover_repair);
	else if (con->cover_wanted == NULL)
		cure = "give it the type of the referenced column and create one";
	else
		cure = psprintf("create one on %s", strncmp(con->cover_wanted, "USING ", 6) == 0 ?
						psprintf("the table %s", con->cover_wanted) : con->cover_wanted);

	finding = finding_new(rule, ConstraintRelationId, con->conid, 0, "foreign key");
	finding_name(finding, rel->nspname, rel->relname, con->conname, false);
	keys_fill_size(finding, rel);
	finding->message = psprintf("foreign key \"%s\" of table \"%s\" (%s) %s; %s [%s]",
								con->conname, facts_relation_name(rel), columns, defect, cure,
								rule->name);
	finding->detail = foreign_key_detail(finding, rel, con);
	finding->remedy = foreign_key_remedy(finding, rel, con);

	/* most of the work is saved already */
	if (con->cover == FK_COVER_PREFIX)
		finding->cap = LEVEL_AUDIT;

	finding_evidence_text(finding, "columns", columns);
	finding_evidence_text(finding, "references",
						  quote_qualified_identifier(con->confnspname, con->confrelname));
	finding_evidence_text(finding, "cover", cover_word(con->cover));
	if (con->cover_index_name)
		finding_evidence_text(finding, "index", con->cover_index_name);
	if (con->cover_reason)
		finding_evidence_text(finding, "index_reason", con->cover_reason);
	if (con->nleaves > 0)
	{
		finding_evidence_number(finding, "partitions", con->nleaves);
		finding_evidence_number(finding, "partitions_uncovered", con->nuncovered);
	}
	if (finding->rows >= 0)
		finding_evidence_number(finding, "rows", finding->rows);
	if (finding->bytes >= 0)
		finding_evidence_number(finding, "bytes", finding->bytes);
	sink->add(finding, sink);
}

static void
check_unindexed_foreign_key(const HygieneRule *rule, const RelationFacts *rel,
							const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];

		if (con->contype == CONSTRAINT_FOREIGN &&
			(con->coninhcount == 0 || con->conislocal))
			check_foreign_key(rule, rel, con, sink);
	}
}

static const HygieneRule rules[] = {
	{
		.name = "unindexed_foreign_key",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_COMMIT,
		.level = LEVEL_WARNING,
		.sqlstate = "PH020",
		.title = "Foreign key without an index that serves it",
		.why = "The database looks up the referencing rows whenever a referenced row is deleted or its key changes. "
		"Without a usable index it reads the whole referencing table each time, and everybody who waits for the locked rows waits that long.",
		.cure = "Create an index that begins with the foreign key's columns, CONCURRENTLY on a table in use.",
		.source = "PostgreSQL manual, \"Foreign Keys\": it is often a good idea to index the referencing columns too",
		.check = check_unindexed_foreign_key,
		.needs.parts = FACTS_ATTRIBUTES | FACTS_FOREIGN_KEYS | FACTS_INDEXES,
		.arises_with = FACTS_CONSTRAINTS,
	},
};

const RuleFamily hygiene_family_unindexed_foreign_key = {rules, lengthof(rules)};
