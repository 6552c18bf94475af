/*-------------------------------------------------------------------------
 *
 * replacements.c
 *		What a change means in the light of all the others.
 *
 * Before commit: whether something stands in the place of what was dropped or
 * renamed, and what a dropped index was good for.  At the statement: what went
 * along with what was dropped.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_proc.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/objects.h"
#include "facts/change/change.h"
#include "facts/facts.h"
#include "facts/keys/read_relation.h"
#include "guard/judge/replacements.h"
#include "settings.h"
#include "utils/builtins.h"

/* An index read at least this often since the statistics were reset is in use. */
#define INDEX_BUSY_SCANS 100

/*
 * A view under the old name of what was renamed or moved: running code still
 * works.
 */
static const char *
stand_in(Judging *judging, const Change *change)
{
	const RelationFacts *before = change->before;
	Oid			relid = facts_relation_named(before->relname, before->relnamespace,
											 judging->after);
	RelationFacts *view;

	if (!OidIsValid(relid) || relid == before->relid)
		return NULL;
	view = facts_read_relation(relid, judging->after);
	if (view == NULL || view->relkind != RELKIND_VIEW)
		return NULL;
	if (change->kind == CHANGE_COLUMN_RENAMED)
	{
		for (int i = 0; i < view->natts; i++)
		{
			if (strcmp(view->atts[i].attname, change->att_before->attname) == 0)
				return facts_relation_name(view);
		}
		return NULL;
	}
	return facts_relation_name(view);
}

/* Returns whether an object of the same name and kind replaced the dropped one. */
static bool
replaced(Judging *judging, const Change *change)
{
	const RelationFacts *after = change->after;
	Oid			relid;

	switch (change->kind)
	{
		case CHANGE_RELATION_DROPPED:
			relid = facts_relation_named(change->before->relname,
										 change->before->relnamespace, judging->after);
			return OidIsValid(relid);
		case CHANGE_RELATION_RENAMED:
		case CHANGE_RELATION_MOVED:

			/*
			 * another table took the name: code that uses the name still
			 * works
			 */
			relid = facts_relation_named(change->before->relname,
										 change->before->relnamespace, judging->after);
			return OidIsValid(relid) && relid != change->before->relid;
		case CHANGE_INDEX_DROPPED:
			for (int i = 0; i < after->nindexes; i++)
			{
				IndexFacts	index = after->indexes[i];

				/* one that takes nulls for equal excludes at least as much */
				index.indnullsnotdistinct &= change->index->indnullsnotdistinct;
				if (index.indisvalid && facts_index_equal(change->index, &index))
					return true;
			}
			return false;
		case CHANGE_TRIGGER_DROPPED:
			for (int i = 0; i < after->ntriggers; i++)
			{
				if (strcmp(change->trigger->tgname, after->triggers[i].tgname) == 0)
					return true;
			}
			return false;
		case CHANGE_POLICY_DROPPED:
			for (int i = 0; i < after->npolicies; i++)
			{
				if (strcmp(change->policy->polname, after->policies[i].polname) == 0)
					return true;
			}
			return false;
		case CHANGE_CONSTRAINT_DROPPED:
			for (int i = 0; i < after->nconstraints; i++)
			{
				if (after->constraints[i].contype == change->constraint->contype &&
					strcmp(change->constraint->conname, after->constraints[i].conname) == 0)
					return true;
			}
			return false;
		case CHANGE_OBJECT_DROPPED:
			if (change->object->classid == ProcedureRelationId)
			{
				const char *arguments = facts_function_arguments(change->object->name);
				char	   *name = pnstrdup(change->object->name,
											arguments - change->object->name);

				/* an overload that was there before is no replacement */
				return list_difference_oid(facts_functions_named(name, change->object->nspoid,
																 judging->after),
										   facts_functions_named(name, change->object->nspoid,
																 judging->before)) != NIL;
			}
			return false;
		default:
			return false;
	}
}

/* What a dropped index was used for, by the statistics and the foreign keys. */
static void
index_use(Judging *judging, Change *change)
{
	AffectedObject *entry = affected_find(judging->affected, RelationRelationId,
										  change->index->indexrelid, false);
	const RelationFacts *before = change->before;

	change->index_busy = entry != NULL && entry->size.scans >= INDEX_BUSY_SCANS;

	/* the foreign key's own rule reports it */
	if (settings_level(rule_by_name("unindexed_foreign_key")) >= LEVEL_WARNING)
		return;
	for (int i = 0; i < before->nconstraints; i++)
	{
		const ConstraintFacts *con = &before->constraints[i];
		const ConstraintFacts *now;

		if (con->contype != CONSTRAINT_FOREIGN || con->cover != FK_COVER_FULL)
			continue;
		now = facts_constraint(change->after, con->conid);
		if (now != NULL && now->cover > FK_COVER_FULL)
			change->fk_uncovered = con->conname;
	}
}

void
replacements_fill(Judging *judging, Change *change)
{
	if (change->kind == CHANGE_RELATION_RENAMED || change->kind == CHANGE_RELATION_MOVED ||
		change->kind == CHANGE_COLUMN_RENAMED)
		change->stand_in = stand_in(judging, change);
	change->replaced = replaced(judging, change);
	if (change->kind == CHANGE_INDEX_DROPPED)
		index_use(judging, change);
}

/* What a statement took along with the relations and columns that it dropped. */
typedef struct DroppedAlong
{
	Oid			relid;			/* a relation; or invalid */
	Oid			referenced;		/* of a foreign key: what it pointed at; or
								 * invalid */
	char	   *description;
} DroppedAlong;

static void
add_along(Judging *judging, Oid relid, Oid referenced, char *description)
{
	DroppedAlong *along = palloc(sizeof(DroppedAlong));

	along->relid = relid;
	along->referenced = referenced;
	along->description = description;
	judging->dropped_along = lappend(judging->dropped_along, along);
}

/* Foreign keys of a table that stays. */
static void
add_lost_foreign_keys(Judging *judging, const JudgedRelation *record)
{
	for (int i = 0; i < record->before->nconstraints; i++)
	{
		const ConstraintFacts *con = &record->before->constraints[i];

		if (con->contype == CONSTRAINT_FOREIGN && !OidIsValid(con->conparentid) &&
			facts_constraint(record->after, con->conid) == NULL)
			add_along(judging, InvalidOid, con->confrelid,
					  psprintf("foreign key %s of %s", quote_identifier(con->conname),
							   facts_relation_name(record->before)));
	}
}

/* Foreign keys, views, functions and the like that the command dropped. */
static void
list_dropped_along(Judging *judging)
{
	ListCell   *lc;

	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);

		if (record->before != NULL && record->after != NULL)
			add_lost_foreign_keys(judging, record);
	}
	foreach(lc, judging->records)
	{
		JudgedRelation *record = (JudgedRelation *) lfirst(lc);

		if (record->after == NULL && record->before != NULL &&
			(record->before->relkind == RELKIND_VIEW ||
			 record->before->relkind == RELKIND_MATVIEW))
			add_along(judging, record->relid, InvalidOid,
					  psprintf("%s %s", facts_relation_kind(record->before),
							   facts_relation_name(record->before)));
	}
	foreach(lc, judging->objects)
	{
		AffectedObject *entry = (AffectedObject *) lfirst(lc);
		ObjectFacts *object;

		if (entry->classid != ProcedureRelationId || !entry->dropped)
			continue;
		object = facts_read_object(entry->classid, entry->objid, judging->before);
		if (object != NULL && !object->extension_member)
			add_along(judging, InvalidOid, InvalidOid,
					  psprintf("%s %s.%s", object->kind, quote_identifier(object->nspname),
							   object->name));
	}
	judging->dropped_along_known = true;
}

void
replacements_fill_dependents(Judging *judging, Change *change)
{
	ListCell   *lc;

	/* no rule judged at the statement reports a view */
	if ((change->kind != CHANGE_RELATION_DROPPED && change->kind != CHANGE_COLUMN_DROPPED) ||
		change->before->relkind == RELKIND_VIEW)
		return;

	if (!judging->dropped_along_known)
		list_dropped_along(judging);
	change->dependents = palloc(sizeof(char *) * Max(list_length(judging->dropped_along), 1));
	foreach(lc, judging->dropped_along)
	{
		const DroppedAlong *along = (const DroppedAlong *) lfirst(lc);

		if (along->relid == change->before->relid ||
			(OidIsValid(along->referenced) &&
			 (change->kind != CHANGE_RELATION_DROPPED ||
			  along->referenced != change->before->relid)))
			continue;
		change->dependents[change->ndependents++] = along->description;
	}
}
