/*-------------------------------------------------------------------------
 *
 * judging.c
 *		One judgement: the affected relations, and their facts before and after.
 *
 * Names, parents and memberships that a relation is given in the transaction
 * that loses it hide nothing.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/transam.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/inheritance.h"
#include "facts/keys/fk_cover.h"
#include "facts/keys/read_relation.h"
#include "guard/judge/judging.h"
#include "settings.h"

bool
judging_exempt(const RelationFacts *rel)
{
	return rel->relpersistence == RELPERSISTENCE_TEMP ||
		(rel->relnamespace < FirstNormalObjectId && rel->relnamespace != PG_PUBLIC_NAMESPACE) ||
		rel->extension_member ||
		settings_ignores_table(rel->nspname, rel->relname);
}

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

/*
 * Returns parts (FACTS_ bits) of a relation before the command, or NULL.  A parent
 * acquired in this transaction is ignored: see judging_alone().
 */
static RelationFacts *
read_before(Judging *judging, Oid relid, uint32 parts)
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

/* More records than these are found by a hash table. */
#define FEW_RECORDS 16

typedef struct RecordEntry
{
	Oid			relid;			/* hash key */
	JudgedRelation *record;
} RecordEntry;

static void
remember_record(Judging *judging, JudgedRelation *record)
{
	RecordEntry *entry = hash_search(judging->by_relid, &record->relid, HASH_ENTER, NULL);

	entry->record = record;
}

static void
remember_records(Judging *judging)
{
	HASHCTL		ctl = {0};
	ListCell   *lc;

	ctl.keysize = sizeof(Oid);
	ctl.entrysize = sizeof(RecordEntry);
	ctl.hcxt = CurrentMemoryContext;
	judging->by_relid = hash_create("hygiene judged relations", 8 * FEW_RECORDS, &ctl,
									HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	foreach(lc, judging->records)
		remember_record(judging, (JudgedRelation *) lfirst(lc));
}

JudgedRelation *
judging_record(const Judging *judging, Oid relid)
{
	ListCell   *lc;

	if (judging->by_relid != NULL)
	{
		RecordEntry *entry = hash_search(judging->by_relid, &relid, HASH_FIND, NULL);

		return entry ? entry->record : NULL;
	}
	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);

		if (record->relid == relid)
			return record;
	}
	return NULL;
}

JudgedRelation *
judging_add_record(Judging *judging, Oid relid, const AffectedObject *trace)
{
	JudgedRelation *record = judging_record(judging, relid);

	if (record != NULL)
		return record;
	record = palloc0(sizeof(JudgedRelation));
	record->relid = relid;
	record->trace = trace;
	judging->records = lappend(judging->records, record);
	if (judging->by_relid != NULL)
		remember_record(judging, record);
	else if (list_length(judging->records) > FEW_RECORDS)
		remember_records(judging);
	return record;
}

/* Heap and TOAST of the relation, as measured before they went. */
static void
set_size(Judging *judging, RelationFacts *rel, const AffectedObject *entry)
{
	AffectedObject *part;

	rel->size = entry->size;
	if (OidIsValid(entry->toast) &&
		(part = affected_find(judging->affected, RelationRelationId, entry->toast, false)) &&
		part->size.bytes > 0)
		rel->size.bytes += part->size.bytes;
}

void
judging_read(Judging *judging, JudgedRelation *record)
{
	if (record->read)
		return;
	record->read = true;
	if (!record->dropped)
		record->after = facts_read_relation(record->relid, judging->after);
	/* at commit it was there before if a savepoint brought it back */
	if (!record->created || judging->statement == NULL)
		record->before = read_before(judging, record->relid,
									 record->after == NULL ? FACTS_MEMBER : FACTS_ALL);
	if (record->before != NULL && record->affected != NULL && record->affected->size.known)
		set_size(judging, record->before, record->affected);
}
