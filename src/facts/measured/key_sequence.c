/*-------------------------------------------------------------------------
 *
 * key_sequence.c
 *		The sequences that feed keys, as facts for audits.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "facts/measured/sequence.h"
#include "facts/measured/key_sequence.h"

/* Bytes of an integer, else 0. */
static int
integer_width(const TypeFacts *type)
{
	if (type == NULL || type->via_array || type->via_range || type->via_composite)
		return 0;
	return type->base == INT2OID ? 2 : type->base == INT4OID ? 4 : type->base == INT8OID ? 8 : 0;
}

static void
fill_referenced(const RelationFacts *rel, ConstraintFacts *con, Snapshot snapshot)
{
	for (int k = 0; k < con->nkeys && con->conftypes != NULL && con->confsequence == NULL; k++)
	{
		const AttributeFacts *att = facts_attribute(rel, con->conkey[k]);
		int			width = att ? integer_width(att->type) : 0;

		if (width > 0 && width < integer_width(con->conftypes[k]))
			con->confsequence = facts_sequence_of(con->confrelid, con->confkey[k], att->type,
												  snapshot);
	}
}

/* Does anybody ask for the sequence that feeds this attribute? */
static bool
is_requested(const AttributeWanted *wanted, int nwanted, const AttributeFacts *att)
{
	for (int i = 0; i < nwanted; i++)
	{
		if (wanted[i] (att))
			return true;
	}
	return false;
}

void
key_sequences_fill(RelationFacts *rel, const AttributeWanted *wanted, int nwanted,
				   Snapshot snapshot)
{
	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];

		for (int k = 0; index->indisprimary && k < index->indnkeyatts; k++)
		{
			for (int a = 0; a < rel->natts; a++)
			{
				if (rel->atts[a].attnum == index->indkey[k] && is_requested(wanted, nwanted, &rel->atts[a]))
					rel->atts[a].sequence = facts_sequence_of(rel->relid, rel->atts[a].attnum,
															  rel->atts[a].type, snapshot);
			}
		}
	}
	for (int i = 0; i < rel->nconstraints; i++)
	{
		if (rel->constraints[i].contype == CONSTRAINT_FOREIGN)
			fill_referenced(rel, &rel->constraints[i], snapshot);
	}
}
