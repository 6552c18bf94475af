/*-------------------------------------------------------------------------
 *
 * diff.c
 *		From facts before and facts after to changes.
 *
 * Pure.  Each change is reported once: nothing is reported for objects dropped
 * together with their relation, column or constraint, nor for objects that were
 * replaced by equivalent ones (equivalent.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_namespace.h"
#include "commands/trigger.h"
#include "facts/change/change.h"
#include "facts/change/equivalent.h"

/* What every step of one comparison needs. */
typedef struct Diff
{
	const RelationFacts *before;
	const RelationFacts *after;
	ChangeCallback callback;
	void	   *arg;
} Diff;

static Change
change_new(const Diff *diff, ChangeKind kind)
{
	Change		change;

	memset(&change, 0, sizeof(change));
	change.kind = kind;
	change.before = diff->before;
	change.after = diff->after;
	change.rows = -1;
	change.bytes = -1;
	return change;
}

static void
report(const Diff *diff, ChangeKind kind)
{
	Change		change = change_new(diff, kind);

	diff->callback(&change, diff->arg);
}

static void
diff_relation(const Diff *diff)
{
	const RelationFacts *before = diff->before;
	const RelationFacts *after = diff->after;

	if (strcmp(before->relname, after->relname) != 0)
		report(diff, CHANGE_RELATION_RENAMED);
	if (before->relnamespace != after->relnamespace)
		report(diff, CHANGE_RELATION_MOVED);
	if (before->relpersistence == RELPERSISTENCE_PERMANENT &&
		after->relpersistence == RELPERSISTENCE_UNLOGGED)
		report(diff, CHANGE_RELATION_UNLOGGED);

	/* FORCE means nothing while row security is not enabled */
	if (before->relrowsecurity &&
		(!after->relrowsecurity ||
		 (before->relforcerowsecurity && !after->relforcerowsecurity)))
		report(diff, CHANGE_ROW_SECURITY_OFF);

	/* also by NO INHERIT: the parent no longer shows these rows */
	if ((before->relispartition && !after->relispartition) ||
		(OidIsValid(before->parent) && !OidIsValid(after->parent)))
		report(diff, CHANGE_PARTITION_DETACHED);
}

static bool
has_default(const AttributeFacts *att)
{
	return att->atthasdef || att->attidentity != '\0';
}

static void
diff_columns(const Diff *diff)
{
	for (int i = 0; i < diff->before->natts; i++)
	{
		const AttributeFacts *before = &diff->before->atts[i];
		const AttributeFacts *after = facts_attribute(diff->after, before->attnum);
		Change		change = change_new(diff, CHANGE_COLUMN_DROPPED);

		change.att_before = before;
		change.att_after = after;
		if (after == NULL)
		{
			diff->callback(&change, diff->arg);
			continue;
		}
		if (strcmp(before->attname, after->attname) != 0)
		{
			change.kind = CHANGE_COLUMN_RENAMED;
			diff->callback(&change, diff->arg);
		}
		if (before->type->typid != after->type->typid ||
			before->type->typmod != after->type->typmod)
		{
			change.kind = CHANGE_COLUMN_RETYPED;
			diff->callback(&change, diff->arg);
		}
		if (before->attnotnull && !after->attnotnull)
		{
			change.kind = CHANGE_NOT_NULL_DROPPED;
			diff->callback(&change, diff->arg);
		}
		if (has_default(before) && !has_default(after))
		{
			change.kind = CHANGE_DEFAULT_DROPPED;
			diff->callback(&change, diff->arg);
		}
	}
}

static void
diff_constraints(const Diff *diff)
{
	for (int i = 0; i < diff->before->nconstraints; i++)
	{
		const ConstraintFacts *con = &diff->before->constraints[i];
		Change		change;

		/* the column's flag and the trigger itself tell these */
		if (con->contype == HYGIENE_CONTYPE_NOTNULL ||
			con->contype == CONSTRAINT_TRIGGER ||
			constraint_has_equivalent(diff->before, diff->after, con))
			continue;

		change = change_new(diff, CHANGE_CONSTRAINT_DROPPED);
		change.constraint = con;
		diff->callback(&change, diff->arg);
	}
}

static void
diff_indexes(const Diff *diff)
{
	for (int i = 0; i < diff->before->nindexes; i++)
	{
		const IndexFacts *index = &diff->before->indexes[i];
		Change		change;

		/* reported with the constraint or the partitioned index */
		if (OidIsValid(index->constraintid) || index->is_partition ||
			index_has_equivalent(diff->before, diff->after, index))
			continue;

		change = change_new(diff, CHANGE_INDEX_DROPPED);
		change.index = index;
		diff->callback(&change, diff->arg);
	}
}

/* The same trigger afterwards: by OID, else by name. */
static const TriggerFacts *
trigger_after(const Diff *diff, const TriggerFacts *trigger)
{
	const TriggerFacts *same_name = NULL;

	for (int i = 0; i < diff->after->ntriggers; i++)
	{
		const TriggerFacts *other = &diff->after->triggers[i];

		if (other->tgid == trigger->tgid)
			return other;
		if (!other->tgisinternal && strcmp(other->tgname, trigger->tgname) == 0)
			same_name = other;
	}
	return same_name;
}

static bool
fires_less(char before, char after)
{
	if (after == TRIGGER_DISABLED)
		return before != TRIGGER_DISABLED;
	return after == TRIGGER_FIRES_ON_REPLICA &&
		(before == TRIGGER_FIRES_ON_ORIGIN || before == TRIGGER_FIRES_ALWAYS);
}

static void
diff_triggers(const Diff *diff)
{
	for (int i = 0; i < diff->before->ntriggers; i++)
	{
		const TriggerFacts *trigger = &diff->before->triggers[i];
		const TriggerFacts *after = trigger_after(diff, trigger);
		Change		change = change_new(diff, CHANGE_TRIGGER_DROPPED);

		change.trigger = trigger;
		if (after != NULL)
		{
			if (!fires_less(trigger->tgenabled, after->tgenabled))
				continue;
			change.kind = CHANGE_TRIGGER_DISABLED;
		}
		else if (trigger->tgisinternal || OidIsValid(trigger->tgparentid))
			continue;			/* reported with its constraint or parent */
		diff->callback(&change, diff->arg);
	}
}

static void
diff_policies(const Diff *diff)
{
	for (int i = 0; i < diff->before->npolicies; i++)
	{
		const PolicyFacts *policy = &diff->before->policies[i];
		bool		found = false;
		Change		change;

		for (int j = 0; j < diff->after->npolicies && !found; j++)
			found = diff->after->policies[j].polid == policy->polid ||
				strcmp(diff->after->policies[j].polname, policy->polname) == 0;
		if (found)
			continue;

		change = change_new(diff, CHANGE_POLICY_DROPPED);
		change.policy = policy;
		diff->callback(&change, diff->arg);
	}
}

void
facts_diff(const RelationFacts *before, const RelationFacts *after,
		   ChangeCallback callback, void *arg)
{
	Diff		diff = {before, after, callback, arg};

	if (before == NULL)
		return;

	/* an index is reported with its table; a TOAST table has no name of its own */
	if (before->relkind == RELKIND_INDEX ||
		before->relkind == RELKIND_PARTITIONED_INDEX ||
		before->relkind == RELKIND_TOASTVALUE)
		return;

	/* a table that a rule made into a view is no table any more */
	if (after == NULL || after->relkind != before->relkind)
	{
		diff.after = NULL;
		report(&diff, CHANGE_RELATION_DROPPED);
		return;
	}

	diff_relation(&diff);
	diff_columns(&diff);
	diff_constraints(&diff);
	diff_indexes(&diff);
	diff_triggers(&diff);
	diff_policies(&diff);
}

void
facts_diff_object(const ObjectFacts *before, const ObjectFacts *after,
				  ChangeCallback callback, void *arg)
{
	Diff		diff = {NULL, NULL, callback, arg};
	Change		change;

	if (before == NULL)
		return;

	change = change_new(&diff, CHANGE_OBJECT_DROPPED);
	change.object = before;
	change.object_after = after;
	if (after == NULL)
		callback(&change, arg);
	else if (before->classid == NamespaceRelationId &&
			 strcmp(before->name, after->name) != 0)
	{
		change.kind = CHANGE_SCHEMA_RENAMED;
		callback(&change, arg);
	}
}
