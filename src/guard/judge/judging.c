/*-------------------------------------------------------------------------
 *
 * judging.c
 *		What a relation was when the transaction began.
 *
 * Names, parents and memberships that a relation is given in the transaction
 * that loses it hide nothing.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/catalog/reader.h"
#include "guard/judge/judging.h"
#include "settings.h"

/* The parent is not read of everything that went. */
static bool
has_parent(const RelationFacts *rel)
{
	return OidIsValid(rel->parent) || rel->relispartition;
}

RelationFacts *
judging_alone(RelationFacts *rel, Snapshot snapshot)
{
	RelationFacts *alone;

	if (rel == NULL || !has_parent(rel))
		return rel;

	alone = palloc(sizeof(RelationFacts));
	*alone = *rel;
	alone->parent = InvalidOid;
	alone->relispartition = false;
	alone->atts = palloc(sizeof(AttributeFacts) * Max(rel->natts, 1));
	for (int i = 0; i < rel->natts; i++)
	{
		alone->atts[i] = rel->atts[i];
		alone->atts[i].attislocal = true;
		alone->atts[i].attinhcount = 0;
	}
	alone->constraints = palloc(sizeof(ConstraintFacts) * Max(rel->nconstraints, 1));
	for (int i = 0; i < rel->nconstraints; i++)
	{
		alone->constraints[i] = rel->constraints[i];
		alone->constraints[i].conparentid = InvalidOid;
		alone->constraints[i].coninhcount = 0;
	}
	facts_cover_foreign_keys(alone, snapshot);
	return alone;
}

RelationFacts *
judging_before(Judging *judging, Oid relid, uint32 parts)
{
	RelationFacts *before = facts_read_parts(relid, parts, judging->before);

	if (before == NULL || !has_parent(before) || judging->origin == NULL ||
		judging->origin->curcid == judging->before->curcid)
		return before;
	if (list_difference_oid(facts_ancestors(relid, judging->before),
							facts_ancestors(relid, judging->origin)) == NIL)
		return before;
	return judging_alone(before, judging->before);
}

bool
judging_change_exempt(const Judging *judging, const RelationFacts *before)
{
	const RelationFacts *origin;

	if (!judging_exempt(before))
		return false;
	if (judging->origin == NULL || judging->origin->curcid == judging->before->curcid)
		return true;
	origin = facts_read_relation(before->relid, judging->origin);
	return origin == NULL || judging_exempt(origin);
}

bool
judging_parent_ignored(const RelationFacts *rel, Snapshot snapshot)
{
	char	   *nspname;
	char	   *relname;

	return rel != NULL && OidIsValid(rel->parent) &&
		facts_name_relation(rel->parent, snapshot, &nspname, &relname) &&
		settings_ignores_table(nspname, relname);
}
