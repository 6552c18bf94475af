/*-------------------------------------------------------------------------
 *
 * facts.c
 *		Looking things up in facts, and naming them.
 *
 * Pure: reads nothing but what it is handed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_constraint.h"
#include "facts/facts.h"
#include "facts/measured/work_counts.h"
#include "utils/builtins.h"

HygieneCounts hygiene_counts;

const AttributeFacts *
facts_attribute(const RelationFacts *rel, AttrNumber attnum)
{
	int			low = 0;
	int			high = rel->natts - 1;

	/* attributes are ordered by number */
	while (low <= high)
	{
		int			middle = (low + high) / 2;
		const AttributeFacts *att = &rel->atts[middle];

		if (att->attnum == attnum)
			return att;
		if (att->attnum < attnum)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return NULL;
}

const ConstraintFacts *
facts_constraint(const RelationFacts *rel, Oid conid)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		if (rel->constraints[i].conid == conid)
			return &rel->constraints[i];
	}
	return NULL;
}

const AttributeFacts *
facts_attribute_named(const RelationFacts *rel, const char *name)
{
	for (int i = 0; i < rel->natts; i++)
	{
		if (strcmp(rel->atts[i].attname, name) == 0)
			return &rel->atts[i];
	}
	return NULL;
}

const IndexFacts *
facts_index(const RelationFacts *rel, Oid indexrelid)
{
	int			low = 0;
	int			high = rel->nindexes - 1;

	while (low <= high)
	{
		int			middle = (low + high) / 2;
		const IndexFacts *index = &rel->indexes[middle];

		if (index->indexrelid == indexrelid)
			return index;
		if (index->indexrelid < indexrelid)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return NULL;
}

bool
facts_is_own(const ConstraintFacts *con)
{
	return (con->coninhcount == 0 || con->conislocal) && !OidIsValid(con->conparentid);
}

bool
facts_is_referencing(const RelationFacts *rel, AttrNumber attnum)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];

		for (int k = 0; con->contype == CONSTRAINT_FOREIGN && k < con->nkeys; k++)
		{
			if (con->conkey[k] == attnum)
				return true;
		}
	}
	return false;
}

char *
facts_relation_name(const RelationFacts *rel)
{
	return quote_qualified_identifier(rel->nspname, rel->relname);
}

const char *
facts_function_arguments(const char *name)
{
	const char *at = name + strlen(name);
	bool		quoted = false;

	/* from behind, because types are quoted and the name is not */
	while (at > name)
	{
		at--;
		if (*at == '"')
			quoted = !quoted;
		else if (*at == '(' && !quoted)
			return at;
	}
	return NULL;
}

const char *
facts_relation_kind(const RelationFacts *rel)
{
	switch (rel->relkind)
	{
		case RELKIND_RELATION:
			return rel->relispartition ? "partition" : "table";
		case RELKIND_PARTITIONED_TABLE:
			return "partitioned table";
		case RELKIND_VIEW:
			return "view";
		case RELKIND_MATVIEW:
			return "materialized view";
		case RELKIND_FOREIGN_TABLE:
			return "foreign table";
		case RELKIND_SEQUENCE:
			return "sequence";
		case RELKIND_COMPOSITE_TYPE:
			return "composite type";
		case RELKIND_INDEX:
			return "index";
		case RELKIND_PARTITIONED_INDEX:
			return "partitioned index";
		case RELKIND_TOASTVALUE:
			return "TOAST table";
	}
	return "relation";
}
