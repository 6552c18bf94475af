/*-------------------------------------------------------------------------
 *
 * index_remedy.c
 *		SQL that several rules of keys and indexes propose.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_opclass.h"
#include "lib/stringinfo.h"
#include "rules/index_remedy.h"
#include "utils/builtins.h"

char *
remedy_columns(const RelationFacts *rel, const AttrNumber *keys, int nkeys)
{
	StringInfoData buf;

	initStringInfo(&buf);
	for (int i = 0; i < nkeys; i++)
	{
		const AttributeFacts *att = facts_attribute(rel, keys[i]);

		if (att == NULL)
			return NULL;
		appendStringInfo(&buf, "%s%s", i > 0 ? ", " : "", quote_identifier(att->attname));
	}
	return buf.data;
}

char *
remedy_drop_index(const RelationFacts *rel, const IndexFacts *index)
{
	const ConstraintFacts *con = OidIsValid(index->constraintid) ?
		facts_constraint(rel, index->constraintid) : NULL;

	if (con != NULL)
		return psprintf("ALTER TABLE %s DROP CONSTRAINT %s;", facts_relation_name(rel),
						quote_identifier(con->conname));

	/* a partitioned index can only go with all of its partitions, at once */
	return psprintf("DROP INDEX %s%s;",
					rel->relkind == RELKIND_PARTITIONED_TABLE ? "" : "CONCURRENTLY ",
					quote_qualified_identifier(index->nspname, index->relname));
}

bool
index_keys_are_plain(const RelationFacts *rel, const IndexFacts *index)
{
	for (int k = 0; k < index->indnkeyatts; k++)
	{
		const AttributeFacts *att = facts_attribute(rel, index->indkey[k]);

		if (att == NULL || index->indoption[k] != 0 ||
			index->indcollation[k] != att->attcollation ||
			index->indclass[k] == TEXT_BTREE_PATTERN_OPS_OID ||
			index->indclass[k] == VARCHAR_BTREE_PATTERN_OPS_OID ||
			index->indclass[k] == BPCHAR_BTREE_PATTERN_OPS_OID)
			return false;
	}
	return true;
}

char *
index_name(const IndexFacts *index)
{
	return quote_qualified_identifier(index->nspname, index->relname);
}
