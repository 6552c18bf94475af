/*-------------------------------------------------------------------------
 *
 * definitions.c
 *		What a transaction did to the definitions of relations has been seen.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "compat.h"
#include "facts/reader.h"
#include "facts/stream_records.h"
#include "guard/definitions.h"
#include "guard/rehearsed.h"
#include "record/seen.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

/* May it be that a relation's row in hygiene.seen is to be written? */
static bool
may_be_news(const TouchedObject *entry, bool rolled_back)
{
	/* a NOT NULL constraint may be all that tells of a child's column */
	if (entry->classid != RelationRelationId &&
		!(HYGIENE_NOT_NULL_IS_CONSTRAINT && entry->classid == ConstraintRelationId))
		return false;
	if (entry->classid == RelationRelationId && entry->relkind != '\0' &&
		!stream_looks_at_relation(entry->relkind, RELPERSISTENCE_PERMANENT))
		return false;
	return rolled_back || !entry->definition.known ||
		entry->definition.before != entry->definition.after;
}

/* The relation that news is about, or InvalidOid. */
static Oid
defined_relation(const TouchedObject *entry, Snapshot origin, Snapshot now)
{
	if (entry->classid == RelationRelationId)
		return entry->objid;
	return facts_relation_of(entry->classid, entry->objid, entry->dropped ? origin : now);
}

/* Nearly all that is done to indexes and the like is none. */
static bool
any_news(const TouchedSet *touched, bool rolled_back)
{
	ListCell   *lc;

	foreach(lc, touched->objects)
	{
		if (may_be_news((const TouchedObject *) lfirst(lc), rolled_back))
			return true;
	}
	return false;
}

void
definitions_note(const TouchedSet *touched, bool rolled_back, bool preparing)
{
	ListCell   *lc;
	List	   *changes = NIL;
	Snapshot	origin;
	Snapshot	now;
	MemoryContext context;
	MemoryContext old;

	if (rehearsed_current() != NULL || !any_news(touched, rolled_back))
		return;
	context = AllocSetContextCreate(TopTransactionContext, "hygiene seen",
									ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(context);
	origin = facts_snapshot_before(0);
	now = facts_snapshot_now();
	foreach(lc, touched->objects)
	{
		const TouchedObject *entry = (const TouchedObject *) lfirst(lc);
		SeenChange *change;
		Oid			relid = may_be_news(entry, rolled_back) ? defined_relation(entry, origin, now) :
			InvalidOid;

		if (!OidIsValid(relid))
			continue;
		change = palloc0(sizeof(SeenChange));
		change->relid = relid;
		if (entry->classid == RelationRelationId && !rolled_back)
			change->definition = entry->definition;
		changes = lappend(changes, change);
	}
	seen_note(changes, origin, now, preparing);
	UnregisterSnapshot(now);
	UnregisterSnapshot(origin);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}
