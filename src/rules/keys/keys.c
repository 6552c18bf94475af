/*-------------------------------------------------------------------------
 *
 * keys.c
 *		What the rules about keys share.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "lib/stringinfo.h"
#include "rules/describe.h"
#include "rules/keys/keys.h"
#include "utils/builtins.h"

char *
keys_columns(const RelationFacts *rel, const AttrNumber *attnums, int n)
{
	StringInfoData buf;

	initStringInfo(&buf);
	for (int i = 0; i < n; i++)
	{
		const AttributeFacts *att = facts_attribute(rel, attnums[i]);

		appendStringInfo(&buf, "%s%s", i > 0 ? ", " : "",
						 att ? quote_identifier(att->attname) : "?");
	}
	return buf.data;
}

void
keys_fill_size(HygieneFinding *finding, const RelationFacts *rel)
{
	if (rel->size.known)
	{
		finding->rows = rel->size.rows;
		finding->bytes = rel->size.bytes;
		finding->empty = rel->size.empty;
	}
	else if (rel->reltuples >= 0 && rel->relkind == RELKIND_RELATION)
	{
		finding->rows = (int64) rel->reltuples;
		finding->bytes = (int64) rel->relpages * BLCKSZ;
	}
}

const char *
keys_size_words(const HygieneFinding *finding)
{
	if (finding->rows <= 0 || finding->bytes < 0)
		return "";
	return psprintf(" (%s, %s)", describe_rows(finding->rows, "its"),
					describe_bytes(finding->bytes));
}
