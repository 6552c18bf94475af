/*-------------------------------------------------------------------------
 *
 * read_relation.c
 *		One relation with the cover of its foreign keys.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/keys/fk_cover.h"
#include "facts/keys/read_relation.h"
#include "facts/relation/relation.h"

static RelationFacts *
cover(RelationFacts *rel, uint32 parts, Snapshot snapshot)
{
	if (rel != NULL && (parts & FACTS_FOREIGN_KEYS) && rel->nconstraints > 0)
		facts_cover_foreign_keys(rel, snapshot);
	return rel;
}

RelationFacts *
facts_read_relation(Oid relid, Snapshot snapshot)
{
	return facts_read_parts(relid, FACTS_ALL, snapshot);
}

RelationFacts *
facts_read_parts(Oid relid, uint32 parts, Snapshot snapshot)
{
	return cover(relation_read(relid, parts, snapshot), parts, snapshot);
}

RelationFacts *
facts_read_now(Oid relid, uint32 parts, CommandId since)
{
	return cover(relation_read_now(relid, parts, since), parts, NULL);
}
