/*-------------------------------------------------------------------------
 *
 * nullable.c
 *		What null values do to keys: composite foreign keys and unique
 *		indexes that they switch off, tables that allow nothing else.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "rules/describe.h"
#include "rules/index_remedy.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"

/* Does the node string look at the column? */
static bool
nodes_use(const char *nodes, AttrNumber attnum)
{
	return nodes != NULL && strstr(nodes, psprintf(":varattno %d ", attnum)) != NULL;
}

static bool
is_nullable(const RelationFacts *rel, AttrNumber attnum)
{
	const AttributeFacts *att = facts_attribute(rel, attnum);

	return att != NULL && !att->attnotnull;
}

/* ---------------------------------------------------------------------
 * nullable_composite_foreign_key
 * ---------------------------------------------------------------------
 */

/* Does a check decide about nulls in all of the key's nullable columns? */
static bool
is_guarded(const RelationFacts *rel, const ConstraintFacts *key)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];
		bool		all = true;

		if (con->contype != CONSTRAINT_CHECK || con->conbin == NULL || !con->conenforced)
			continue;
		for (int k = 0; k < key->nkeys && all; k++)
			all = !is_nullable(rel, key->conkey[k]) || nodes_use(con->conbin, key->conkey[k]);
		if (all)
			return true;
	}
	return false;
}

/* Is the column of the key also part of another key, which a null elsewhere leaves alone? */
static bool
stands_alone(const RelationFacts *rel, const ConstraintFacts *key, AttrNumber attnum,
			 AttrNumber nullable)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];
		bool		has = false;
		bool		has_nullable = false;

		if (con == key || (con->contype != CONSTRAINT_FOREIGN && con->contype != CONSTRAINT_PRIMARY))
			continue;
		for (int k = 0; k < con->nkeys; k++)
		{
			has |= con->conkey[k] == attnum;
			has_nullable |= con->conkey[k] == nullable;
		}
		if (has && !has_nullable)
			return true;
	}
	return false;
}

/*
 * An optional reference within something: (tenant_id, owner_id) where only
 * owner_id may be null, and tenant_id is looked after by another key.
 */
static bool
is_optional_reference(const RelationFacts *rel, const ConstraintFacts *key)
{
	AttrNumber	nullable = 0;

	for (int k = 0; k < key->nkeys; k++)
	{
		if (!is_nullable(rel, key->conkey[k]))
			continue;
		if (nullable != 0)
			return false;
		nullable = key->conkey[k];
	}
	for (int k = 0; k < key->nkeys; k++)
	{
		if (key->conkey[k] != nullable && !stands_alone(rel, key, key->conkey[k], nullable))
			return false;
	}
	return true;
}

static void
tell_nullable_key(const HygieneRule *rule, const RelationFacts *rel,
				  const ConstraintFacts *con, FindingSink *sink)
{
	HygieneFinding *finding = finding_part(rule, rel, ConstraintRelationId, con->conid,
										   con->conname, "foreign key");
	AttrNumber *nullable = palloc(sizeof(AttrNumber) * con->nkeys);
	const char *table = facts_relation_name(rel);
	const char *columns = remedy_columns(rel, con->conkey, con->nkeys);
	int			nnullable = 0;

	for (int k = 0; k < con->nkeys; k++)
	{
		if (is_nullable(rel, con->conkey[k]))
			nullable[nnullable++] = con->conkey[k];
	}
	finding->message = psprintf("foreign key \"%s\" of table \"%s\" does not check rows with a null in %s; make it all or nothing [%s]",
								con->conname, table, describe_columns(rel, nnullable, nullable),
								rule->name);
	finding->detail = "With MATCH SIMPLE one null is enough for a row to be accepted, whatever the other columns refer to.";
	if (nnullable == con->nkeys && columns != NULL)
		finding->remedy = psprintf("ALTER TABLE %s ADD CHECK (num_nulls(%s) IN (0, %d));", table,
								   columns, con->nkeys);
	else
		finding->hint = psprintf("ALTER TABLE %s ALTER COLUMN ... SET NOT NULL; for %s, or give the other columns a foreign key of their own.",
								 table, describe_columns(rel, nnullable, nullable));
	finding_evidence_number(finding, "nullable_columns", nnullable);
	sink->add(finding, sink);
}

static void
check_nullable_composite_foreign_key(const HygieneRule *rule, const RelationFacts *rel,
									 const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];
		bool		nullable = false;

		if (con->contype != CONSTRAINT_FOREIGN || con->nkeys < 2 || !con->conenforced ||
			con->confmatchtype != FKCONSTR_MATCH_SIMPLE || !facts_is_own(con))
			continue;
		for (int k = 0; k < con->nkeys; k++)
			nullable |= is_nullable(rel, con->conkey[k]);
		if (nullable && !is_guarded(rel, con) && !is_optional_reference(rel, con))
			tell_nullable_key(rule, rel, con, sink);
	}
}

/* ---------------------------------------------------------------------
 * unique_over_nullable
 * ---------------------------------------------------------------------
 */

/* Are all keys of "inner" columns that "outer" has as keys? */
static bool
keys_within(const IndexFacts *inner, const IndexFacts *outer)
{
	for (int k = 0; k < inner->indnkeyatts; k++)
	{
		bool		found = false;

		for (int j = 0; j < outer->indnkeyatts; j++)
			found |= inner->indkey[k] != 0 && outer->indkey[j] == inner->indkey[k];
		if (!found)
			return false;
	}
	return inner->indnkeyatts > 0;
}

/* May nulls in this key column let rows through that agree in the others? */
static bool
lets_through(const RelationFacts *rel, const IndexFacts *index, int k)
{
	AttrNumber	attnum = index->indkey[k];

	/* what the predicate asks of a column, a null mostly does not fulfil */
	if (!is_nullable(rel, attnum) || nodes_use(index->indpred, attnum))
		return false;

	/* an index of its own for the rows where it is null */
	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *other = &rel->indexes[i];

		if (other != index && other->indisunique && other->indisvalid &&
			nodes_use(other->indpred, attnum) &&
			strstr(other->indpred, ":nulltesttype 0 ") != NULL &&
			keys_within(other, index))
			return false;
	}
	return true;
}

/* Do some of the columns say by themselves which row it is? */
static bool
implied_unique(const RelationFacts *rel, const IndexFacts *index)
{
	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *other = &rel->indexes[i];
		bool		within = other != index && other->indisunique && other->indisvalid &&
			other->indpred == NULL && keys_within(other, index);

		for (int k = 0; k < other->indnkeyatts && within; k++)
			within = other->indnullsnotdistinct || !is_nullable(rel, other->indkey[k]);
		if (within)
			return true;
	}
	return false;
}

/* Is its definition said by its columns alone? */
static bool
is_plain(const RelationFacts *rel, const IndexFacts *index)
{
	return index->relam == BTREE_AM_OID && !index->indexprs && !index->indpred &&
		!index->indisreplident && !index->indisclustered && !index->referenced &&
		rel->relkind == RELKIND_RELATION && !index->is_partition &&
		index_keys_are_plain(rel, index);
}

static char *
unique_remedy(const RelationFacts *rel, const IndexFacts *index)
{
	const ConstraintFacts *con = OidIsValid(index->constraintid) ?
		facts_constraint(rel, index->constraintid) : NULL;
	const char *columns = remedy_columns(rel, index->indkey, index->indnkeyatts);
	const char *table = facts_relation_name(rel);

	if (columns == NULL || index->indnatts > index->indnkeyatts || !index->indimmediate ||
		!is_plain(rel, index))
		return NULL;
	if (con != NULL)
		return psprintf("ALTER TABLE %s DROP CONSTRAINT %s, ADD CONSTRAINT %s UNIQUE NULLS NOT DISTINCT (%s);",
						table, quote_identifier(con->conname), quote_identifier(con->conname),
						columns);
	return psprintf("CREATE UNIQUE INDEX CONCURRENTLY ON %s (%s) NULLS NOT DISTINCT;\n%s",
					table, columns, remedy_drop_index(rel, index));
}

static void
check_unique_over_nullable(const HygieneRule *rule, const RelationFacts *rel,
						   const RuleContext *context, FindingSink *sink)
{
	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];
		const ConstraintFacts *con = OidIsValid(index->constraintid) ?
			facts_constraint(rel, index->constraintid) : NULL;
		AttrNumber	nullable[INDEX_MAX_KEYS];
		int			nnullable = 0;
		HygieneFinding *finding;

		if (!index->indisunique || index->indisprimary || index->indnullsnotdistinct ||
			!index->indisvalid || index->indnkeyatts < 2 || index->is_partition)
			continue;
		for (int k = 0; k < index->indnkeyatts; k++)
		{
			if (index->indkey[k] > 0 && lets_through(rel, index, k))
				nullable[nnullable++] = index->indkey[k];
		}
		if (nnullable == 0 || implied_unique(rel, index))
			continue;

		if (con != NULL)
			finding = finding_part(rule, rel, ConstraintRelationId, con->conid, con->conname,
								   "constraint");
		else
			finding = finding_index(rule, rel, index);
		finding->message = psprintf("unique %s \"%s\" of table \"%s\" lets repeated rows in where %s is null; make it NULLS NOT DISTINCT or the columns NOT NULL [%s]",
									con ? "constraint" : "index",
									con ? con->conname : index->relname,
									facts_relation_name(rel),
									describe_columns(rel, nnullable, nullable), rule->name);
		finding->detail = "Nulls count as different from each other, so that one of them makes any row unique.";
		finding->remedy = unique_remedy(rel, index);
		finding_evidence_number(finding, "nullable_columns", nnullable);
		sink->add(finding, sink);
	}
}

/* ---------------------------------------------------------------------
 * all_columns_nullable
 * ---------------------------------------------------------------------
 */

/* Does some check say which columns must not be null? */
static bool
checks_nulls(const RelationFacts *rel)
{
	static const Oid functions[] = {F_NUM_NULLS, F_NUM_NONNULLS};

	for (int i = 0; i < rel->nconstraints; i++)
	{
		const char *nodes = rel->constraints[i].conbin;

		if (rel->constraints[i].contype != CONSTRAINT_CHECK || nodes == NULL)
			continue;
		if (strstr(nodes, "{NULLTEST ") != NULL)
			return true;
		for (int f = 0; f < lengthof(functions); f++)
		{
			if (strstr(nodes, psprintf(":funcid %u ", functions[f])) != NULL)
				return true;
		}
	}
	return false;
}

static void
check_all_columns_nullable(const HygieneRule *rule, const RelationFacts *rel,
						   const RuleContext *context, FindingSink *sink)
{
	HygieneFinding *finding;
	int			nkeys = 0;

	if ((rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE) ||
		rel->relispartition || OidIsValid(rel->parent))
		return;
	for (int i = 0; i < rel->nindexes; i++)
	{
		if (rel->indexes[i].indisprimary)
			nkeys = rel->indexes[i].indnkeyatts;
	}

	/* a key and a note is a table that one can have */
	if (rel->nnotnull > nkeys || rel->ncolumns - nkeys < 2 || checks_nulls(rel))
		return;

	finding = finding_relation(rule, rel);
	finding->message = psprintf("table \"%s\" requires none of its %d columns%s; declare NOT NULL what every row must have [%s]",
								facts_relation_name(rel), rel->ncolumns - nkeys,
								nkeys > 0 ? " besides the primary key" : "", rule->name);
	finding->detail = "A row in which all of them are null is accepted.";
	finding_evidence_number(finding, "columns", rel->ncolumns);
	finding_evidence_number(finding, "key_columns", nkeys);
	sink->add(finding, sink);
}

static const HygieneRule rules[] = {
	{
		.name = "nullable_composite_foreign_key",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_COMMIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH027",
		.title = "Foreign key of several columns that a single null switches off",
		.why = "With MATCH SIMPLE a row is not checked at all as soon as one of the columns is null, even if the others refer to nothing. "
		"Such rows look linked and are not.",
		.cure = "Make the columns NOT NULL, use MATCH FULL, or check that all or none of them are null.",
		.source = "PostgreSQL manual, \"CREATE TABLE\", on MATCH SIMPLE and MATCH FULL",
		.check = check_nullable_composite_foreign_key,
	},
	{
		.name = "unique_over_nullable",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_COMMIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH028",
		.title = "Uniqueness of several columns that a single null switches off",
		.why = "Nulls count as different from each other, so that rows which agree in all other columns can be stored any number of times. "
		"A unique optional column by itself is fine: there null means that there is no value.",
		.cure = "Make the columns NOT NULL, or the index NULLS NOT DISTINCT.",
		.source = "PostgreSQL manual, \"Unique Constraints\", on null values and NULLS NOT DISTINCT",
		.check = check_unique_over_nullable,
	},
	{
		.name = "all_columns_nullable",
		.category = "keys",
		.kind = ON_RELATION,
		.when = WHEN_COMMIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH029",
		.title = "Table that requires nothing of its rows but a key",
		.why = "If every column may be null, a row that says nothing at all can be stored, and every reader must be prepared for it. "
		"Mostly nobody has decided yet which columns are required.",
		.cure = "Declare NOT NULL what every row must have.",
		.source = "PostgreSQL manual, \"Not-Null Constraints\": in most database designs the majority of columns should be marked not null",
		.check = check_all_columns_nullable,
	},
};

const RuleFamily hygiene_family_nullable = {rules, lengthof(rules)};
