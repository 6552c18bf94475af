/*-------------------------------------------------------------------------
 *
 * diff.c
 *		From facts before and facts after to changes.
 *
 * Pure.  A change is told once and where its author meant it: what goes with
 * a dropped relation, column or constraint is not told again, and what came
 * back under another OID (a constraint after ALTER TYPE, an index after
 * REINDEX CONCURRENTLY) never left.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/change.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"

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
tell(const Diff *diff, ChangeKind kind)
{
	Change		change = change_new(diff, kind);

	diff->callback(&change, diff->arg);
}

/*
 * Do two node strings say the same?  Where in the statement's text a node
 * stood is part of the string and does not count.
 */
static bool
same_nodes(const char *a, const char *b)
{
	static const char location[] = ":location ";

	if (a == NULL || b == NULL)
		return a == b;

	while (*a && *a == *b)
	{
		if (*a == ':' &&
			strncmp(a, location, sizeof(location) - 1) == 0 &&
			strncmp(b, location, sizeof(location) - 1) == 0)
		{
			a += sizeof(location) - 1;
			b += sizeof(location) - 1;
			a += strspn(a, "-0123456789");
			b += strspn(b, "-0123456789");
			continue;
		}
		a++;
		b++;
	}
	return *a == *b;
}

bool
facts_index_equal(const IndexFacts *a, const IndexFacts *b)
{
	if (a->relam != b->relam ||
		a->indisunique != b->indisunique ||
		a->indnullsnotdistinct != b->indnullsnotdistinct ||
		a->indisexclusion != b->indisexclusion ||
		a->indnatts != b->indnatts ||
		a->indnkeyatts != b->indnkeyatts)
		return false;
	for (int i = 0; i < a->indnatts; i++)
	{
		if (a->indkey[i] != b->indkey[i])
			return false;
	}
	for (int i = 0; i < a->indnkeyatts; i++)
	{
		if (a->indcollation[i] != b->indcollation[i] ||
			a->indclass[i] != b->indclass[i] ||
			a->indoption[i] != b->indoption[i])
			return false;
	}
	return same_nodes(a->indexprs, b->indexprs) &&
		same_nodes(a->indpred, b->indpred);
}

/* Was the column there before, and is it gone? */
static bool
column_gone(const Diff *diff, AttrNumber attnum)
{
	return attnum > 0 &&
		facts_attribute(diff->before, attnum) != NULL &&
		facts_attribute(diff->after, attnum) == NULL;
}

static void
diff_relation(const Diff *diff)
{
	const RelationFacts *before = diff->before;
	const RelationFacts *after = diff->after;

	if (strcmp(before->relname, after->relname) != 0)
		tell(diff, CHANGE_RELATION_RENAMED);
	if (before->relnamespace != after->relnamespace)
		tell(diff, CHANGE_RELATION_MOVED);
	if (before->relpersistence == RELPERSISTENCE_PERMANENT &&
		after->relpersistence == RELPERSISTENCE_UNLOGGED)
		tell(diff, CHANGE_RELATION_UNLOGGED);

	/* FORCE means nothing while row security is not enabled */
	if (before->relrowsecurity &&
		(!after->relrowsecurity ||
		 (before->relforcerowsecurity && !after->relforcerowsecurity)))
		tell(diff, CHANGE_ROW_SECURITY_OFF);

	/* also by NO INHERIT: the parent no longer shows these rows */
	if ((before->relispartition && !after->relispartition) ||
		(OidIsValid(before->parent) && !OidIsValid(after->parent)))
		tell(diff, CHANGE_PARTITION_DETACHED);
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

/* Are all columns of "inner" among those of "outer"? */
static bool
columns_within(const AttrNumber *inner, int ninner, const AttrNumber *outer, int nouter)
{
	for (int i = 0; i < ninner; i++)
	{
		bool		found = false;

		for (int j = 0; j < nouter && !found; j++)
			found = inner[i] == outer[j];
		if (!found)
			return false;
	}
	return ninner > 0;
}

static bool
nulls_not_distinct(const RelationFacts *rel, const ConstraintFacts *con)
{
	const IndexFacts *index = facts_index(rel, con->conindid);

	return index != NULL && index->indnullsnotdistinct;
}

/* Do the index before and the index after serve alike? */
static bool
same_index(const Diff *diff, Oid before, Oid after)
{
	const IndexFacts *a = facts_index(diff->before, before);
	const IndexFacts *b = facts_index(diff->after, after);

	return a != NULL && b != NULL && facts_index_equal(a, b);
}

/* Does something that is there afterwards promise what "con" promised? */
static bool
promise_kept(const Diff *diff, const ConstraintFacts *con)
{
	const RelationFacts *after = diff->after;

	for (int i = 0; i < after->nconstraints; i++)
	{
		const ConstraintFacts *other = &after->constraints[i];

		if (con->conenforced && !other->conenforced)
			continue;
		if (other->contype == con->contype &&
			strcmp(other->conname, con->conname) == 0)
			return true;

		switch (con->contype)
		{
			case CONSTRAINT_PRIMARY:
			case CONSTRAINT_UNIQUE:

				/* unique over fewer columns promises more */
				if ((other->contype == CONSTRAINT_PRIMARY ||
					 (other->contype == CONSTRAINT_UNIQUE &&
					  con->contype == CONSTRAINT_UNIQUE &&
					  (nulls_not_distinct(after, other) ||
					   !nulls_not_distinct(diff->before, con)))) &&
					columns_within(other->conkey, other->nkeys, con->conkey, con->nkeys))
					return true;
				break;
			case CONSTRAINT_FOREIGN:
				if (other->contype == CONSTRAINT_FOREIGN &&
					other->confrelid == con->confrelid &&
					other->nkeys == con->nkeys &&
					memcmp(other->conkey, con->conkey, con->nkeys * sizeof(AttrNumber)) == 0 &&
					memcmp(other->confkey, con->confkey, con->nkeys * sizeof(AttrNumber)) == 0)
					return true;
				break;
			case CONSTRAINT_CHECK:
				if (other->contype == CONSTRAINT_CHECK &&
					con->conbin != NULL && same_nodes(other->conbin, con->conbin))
					return true;
				break;
			case CONSTRAINT_EXCLUSION:
				if (other->contype == CONSTRAINT_EXCLUSION &&
					same_index(diff, con->conindid, other->conindid))
					return true;
				break;
		}
	}

	/* a unique index without a constraint promises the same as one with it */
	if (con->contype == CONSTRAINT_UNIQUE)
	{
		for (int i = 0; i < after->nindexes; i++)
		{
			const IndexFacts *index = &after->indexes[i];

			if (index->indisunique && index->indisvalid &&
				index->indpred == NULL && index->indexprs == NULL &&
				(index->indnullsnotdistinct || !nulls_not_distinct(diff->before, con)) &&
				columns_within(index->indkey, index->indnkeyatts, con->conkey, con->nkeys))
				return true;
		}
	}
	return false;
}

/*
 * Did the constraint go with its columns?  A foreign key or check over several
 * columns of which some stay is worth a word: nobody named it.
 */
static bool
gone_with_columns(const Diff *diff, const ConstraintFacts *con)
{
	int			ngone = 0;

	for (int i = 0; i < con->nkeys; i++)
	{
		if (column_gone(diff, con->conkey[i]))
			ngone++;
	}
	if (ngone == 0)
		return false;
	return ngone == con->nkeys ||
		(con->contype != CONSTRAINT_FOREIGN && con->contype != CONSTRAINT_CHECK);
}

static void
diff_constraints(const Diff *diff)
{
	for (int i = 0; i < diff->before->nconstraints; i++)
	{
		const ConstraintFacts *con = &diff->before->constraints[i];
		const ConstraintFacts *same;
		Change		change;

		/* the column's flag and the trigger itself tell these */
		if (con->contype == HYGIENE_CONTYPE_NOTNULL ||
			con->contype == CONSTRAINT_TRIGGER)
			continue;

		same = facts_constraint(diff->after, con->conid);
		if (same != NULL && (same->conenforced || !con->conenforced))
			continue;
		if (gone_with_columns(diff, con) || promise_kept(diff, con))
			continue;

		change = change_new(diff, CHANGE_CONSTRAINT_DROPPED);
		change.constraint = con;
		diff->callback(&change, diff->arg);
	}
}

/* Does the node string look at the column? */
static bool
nodes_use_column(const char *nodes, AttrNumber attnum)
{
	char		varattno[32];

	if (nodes == NULL)
		return false;
	snprintf(varattno, sizeof(varattno), ":varattno %d ", attnum);
	return strstr(nodes, varattno) != NULL;
}

/* Did the index go because one of its columns went? */
static bool
index_gone_with_column(const Diff *diff, const IndexFacts *index)
{
	for (int i = 0; i < diff->before->natts; i++)
	{
		AttrNumber	attnum = diff->before->atts[i].attnum;

		if (!column_gone(diff, attnum))
			continue;
		for (int j = 0; j < index->indnatts; j++)
		{
			if (index->indkey[j] == attnum)
				return true;
		}
		if (nodes_use_column(index->indexprs, attnum) ||
			nodes_use_column(index->indpred, attnum))
			return true;
	}
	return false;
}

static bool
index_came_back(const Diff *diff, const IndexFacts *index)
{
	for (int i = 0; i < diff->after->nindexes; i++)
	{
		const IndexFacts *other = &diff->after->indexes[i];

		if (strcmp(other->relname, index->relname) == 0)
			return true;
		if (other->indisvalid && facts_index_equal(other, index))
			return true;
	}
	return false;
}

static void
diff_indexes(const Diff *diff)
{
	for (int i = 0; i < diff->before->nindexes; i++)
	{
		const IndexFacts *index = &diff->before->indexes[i];
		Change		change;

		/* the constraint or the partitioned index tells these */
		if (OidIsValid(index->constraintid) || index->is_partition)
			continue;
		if (facts_index(diff->after, index->indexrelid) != NULL ||
			index_came_back(diff, index) ||
			index_gone_with_column(diff, index))
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
			continue;			/* its constraint or its parent tells it */
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

	/* an index is told with its table, and nobody names a TOAST table */
	if (before->relkind == RELKIND_INDEX ||
		before->relkind == RELKIND_PARTITIONED_INDEX ||
		before->relkind == RELKIND_TOASTVALUE)
		return;

	/* a table that a rule made into a view is no table any more */
	if (after == NULL || after->relkind != before->relkind)
	{
		diff.after = NULL;
		tell(&diff, CHANGE_RELATION_DROPPED);
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
