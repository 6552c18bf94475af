/*-------------------------------------------------------------------------
 *
 * equivalent.c
 *		Does a table still have what a constraint or an index gave it?
 *
 * Pure.  An object that was replaced under another OID or name (a constraint by
 * ALTER TYPE, an index by REINDEX CONCURRENTLY, a unique index by a unique
 * constraint) does not count as dropped.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "facts/change/change.h"
#include "facts/change/equivalent.h"
#include "facts/measured/work_counts.h"

static const char location[] = ":location ";

/* Does "at" stand within, or right behind, the number of a location? */
static bool
in_location(const char *start, const char *at)
{
	const int	len = sizeof(location) - 1;

	while (at > start && strchr("-0123456789", at[-1]) != NULL)
		at--;
	return at - start >= len && strncmp(at - len, location, len) == 0;
}

/*
 * Moves both to where they begin to differ.  Where in the statement's text a
 * node stood is part of the string and does not count.
 */
static void
skip_same(const char **a, const char **b)
{
	const char *at_a = *a;
	const char *at_b = *b;

	for (;;)
	{
		int			digits_a;
		int			digits_b;

		while (*at_a && *at_a == *at_b)
		{
			at_a++;
			at_b++;
		}
		digits_a = strspn(at_a, "-0123456789");
		digits_b = strspn(at_b, "-0123456789");
		if ((digits_a == 0 && digits_b == 0) || !in_location(*a, at_a))
			break;
		at_a += digits_a;
		at_b += digits_b;
	}
	*a = at_a;
	*b = at_b;
}

bool
facts_nodes_equal(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	skip_same(&a, &b);
	return *a == *b;
}

bool
facts_nodes_lead(const char *lead, const char *whole)
{
	if (lead == NULL || whole == NULL)
		return lead == NULL;
	skip_same(&lead, &whole);
	return *lead == *whole || (strcmp(lead, ")") == 0 && *whole == ' ');
}

/* A hash that is the same for node strings that say the same. */
static uint32
hash_nodes(const char *nodes)
{
	uint32		hash = 0;

	for (;;)
	{
		const char *at = strstr(nodes, location);
		int			len = at ? at - nodes : strlen(nodes);

		hash = hash_combine(hash, hash_bytes((const unsigned char *) nodes, len));
		if (at == NULL)
			return hash;
		nodes = at + sizeof(location) - 1;
		nodes += strspn(nodes, "-0123456789");
	}
}

uint32
facts_index_lead(const IndexFacts *index)
{
	uint32		hash = 0;

	if (index->indnkeyatts > 0)
		hash = hash_combine(murmurhash32(index->indkey[0]), murmurhash32(index->indclass[0]));
	return index->indpred ? hash_combine(hash, hash_nodes(index->indpred)) : hash;
}

bool
facts_options_equal(const IndexFacts *a, const IndexFacts *b)
{
	return strcmp(a->options ? a->options : "", b->options ? b->options : "") == 0;
}

bool
facts_index_equal(const IndexFacts *a, const IndexFacts *b)
{
	if (a->lead != b->lead)
		return false;
	hygiene_counts.index_comparisons++;
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
	return facts_options_equal(a, b) && facts_nodes_equal(a->indexprs, b->indexprs) &&
		facts_nodes_equal(a->indpred, b->indpred);
}

/* Was the column there before, and is it gone? */
static bool
column_gone(const RelationFacts *before, const RelationFacts *after, AttrNumber attnum)
{
	return attnum > 0 &&
		facts_attribute(before, attnum) != NULL &&
		facts_attribute(after, attnum) == NULL;
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
same_index(const RelationFacts *before, const RelationFacts *after,
		   Oid index_before, Oid index_after)
{
	const IndexFacts *a = facts_index(before, index_before);
	const IndexFacts *b = facts_index(after, index_after);

	return a != NULL && b != NULL && facts_index_equal(a, b);
}

/* Does a constraint or unique index after the change guarantee what "con" did? */
static bool
is_replaced(const RelationFacts *before, const RelationFacts *after,
			const ConstraintFacts *con)
{
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

				/* unique over fewer columns is stronger */
				if ((other->contype == CONSTRAINT_PRIMARY ||
					 (other->contype == CONSTRAINT_UNIQUE &&
					  con->contype == CONSTRAINT_UNIQUE &&
					  (nulls_not_distinct(after, other) ||
					   !nulls_not_distinct(before, con)))) &&
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
					con->conbin != NULL && facts_nodes_equal(other->conbin, con->conbin))
					return true;
				break;
			case CONSTRAINT_EXCLUSION:
				if (other->contype == CONSTRAINT_EXCLUSION &&
					same_index(before, after, con->conindid, other->conindid))
					return true;
				break;
		}
	}

	/* a unique index without a constraint guarantees the same as one with it */
	if (con->contype == CONSTRAINT_UNIQUE)
	{
		for (int i = 0; i < after->nindexes; i++)
		{
			const IndexFacts *index = &after->indexes[i];

			if (index->indisunique && index->indisvalid &&
				index->indpred == NULL && index->indexprs == NULL &&
				(index->indnullsnotdistinct || !nulls_not_distinct(before, con)) &&
				columns_within(index->indkey, index->indnkeyatts, con->conkey, con->nkeys))
				return true;
		}
	}
	return false;
}

/*
 * Was the constraint dropped with its columns?  Not true of a foreign key or
 * check over several columns of which some stay: its loss is reported.
 */
static bool
gone_with_columns(const RelationFacts *before, const RelationFacts *after,
				  const ConstraintFacts *con)
{
	int			ngone = 0;

	for (int i = 0; i < con->nkeys; i++)
	{
		if (column_gone(before, after, con->conkey[i]))
			ngone++;
	}
	if (ngone == 0)
		return false;
	return ngone == con->nkeys ||
		(con->contype != CONSTRAINT_FOREIGN && con->contype != CONSTRAINT_CHECK);
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
index_gone_with_column(const RelationFacts *before, const RelationFacts *after,
					   const IndexFacts *index)
{
	for (int i = 0; i < before->natts; i++)
	{
		AttrNumber	attnum = before->atts[i].attnum;

		if (!column_gone(before, after, attnum))
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

bool
constraint_has_equivalent(const RelationFacts *before, const RelationFacts *after,
						  const ConstraintFacts *con)
{
	int			i = con - before->constraints;
	const ConstraintFacts *same;

	/* usually at the same index */
	if (i < after->nconstraints && after->constraints[i].conid == con->conid)
		same = &after->constraints[i];
	else
		same = facts_constraint(after, con->conid);
	if (same != NULL && (same->conenforced || !con->conenforced))
		return true;
	return gone_with_columns(before, after, con) || is_replaced(before, after, con);
}

bool
index_has_equivalent(const RelationFacts *before, const RelationFacts *after,
					 const IndexFacts *index)
{
	if (facts_index(after, index->indexrelid) != NULL)
		return true;
	for (int i = 0; i < after->nindexes; i++)
	{
		const IndexFacts *other = &after->indexes[i];

		if (strcmp(other->relname, index->relname) == 0 ||
			(other->indisvalid && facts_index_equal(other, index)))
			return true;
	}
	return index_gone_with_column(before, after, index);
}
