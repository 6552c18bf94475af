/*-------------------------------------------------------------------------
 *
 * glance.c
 *		Is there surely nothing to tell of a statement?
 *
 * In order is what only adds (addition.h).  Then state rules are the only ones
 * that can speak, and of these the ones that look at what was added.
 *
 * Defects that are only told if an annotation asks for them (level audit) are
 * not looked for; with annotations about, nothing passes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/transam.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "facts/reader.h"
#include "guard/addition.h"
#include "guard/answers.h"
#include "guard/glance.h"
#include "guard/long_names.h"
#include "guard/migration.h"
#include "guard/rehearsed.h"
#include "guard/traffic.h"
#include "rules/rule.h"
#include "settings.h"
#include "utils/rel.h"
#include "utils/syscache.h"

typedef struct Glance
{
	const Statement *statement;
	Addition	addition;
	List	   *relids;
	List	   *relations;		/* of RelationFacts *, as far as they were
								 * read */
	bool		due;			/* a rule has something to say at commit */
} Glance;

static void
note(HygieneFinding *finding, FindingSink *sink)
{
	*(bool *) sink->arg = true;
}

/* Nobody asks for more than the defects that are told. */
static bool
worth_a_glance(const Statement *statement)
{
	static int	by_hand = -1;

	if (by_hand < 0)
		by_hand = rule_index(rule_by_name("hand_made_change"));
	return statement->role == NULL && statement->told == NIL &&
		rehearsed_current() == NULL && !answers_pending() && !traffic_window_open() &&
		settings_level_at(by_hand) == LEVEL_OFF && migration_keeps_no_content();
}

/* Was it created to belong to a relation? */
static bool
is_new_part(const TouchedObject *entry)
{
	return entry->created &&
		(entry->relkind == RELKIND_INDEX || entry->relkind == RELKIND_TOASTVALUE);
}

/* Sorts out what was touched; false if something is not plainly in order. */
static bool
sort_touched(Glance *glance)
{
	ListCell   *lc;

	foreach(lc, glance->statement->touched->objects)
	{
		const TouchedObject *entry = (const TouchedObject *) lfirst(lc);
		bool		plain = !entry->dropped && !entry->truncated && !entry->lost_part;

		switch (entry->classid)
		{
			case TypeRelationId:
				break;
			case RelationRelationId:
				if (!entry->created && entry->objid != glance->statement->target)
					plain = false;
				else if (plain && !is_new_part(entry))
					glance->relids = lappend_oid(glance->relids, entry->objid);
				break;
			case AttrDefaultRelationId:
			case ConstraintRelationId:
			case TriggerRelationId:
				plain = plain && entry->created;
				break;
			default:
				plain = false;
				break;
		}
		if (!plain)
			return false;
	}
	return true;
}

/* Rules that may speak of what is added, by the levels in force. */
static const HygieneRule *speakers[HYGIENE_MAX_RULES];
static int	nspeakers = 0;
static uint64 speakers_settings = 0;

static void
find_speakers(void)
{
	if (nspeakers > 0 && speakers_settings == settings_generation())
		return;
	nspeakers = 0;
	for (int i = 0; i < hygiene_nrules; i++)
	{
		const HygieneRule *rule = hygiene_rules[i];
		HygieneLevel level = settings_level_at(i);

		if (rule->check != NULL && rule->when != WHEN_AUDIT &&
			(level >= LEVEL_WARNING || (level != LEVEL_OFF && rule->raises_above > 0)))
			speakers[nspeakers++] = rule;
	}
	speakers_settings = settings_generation();
}

/* Does the rule have to look at a relation to which this was added? */
static bool
concerns(const HygieneRule *rule, const FormData_pg_class *class, uint32 added)
{
	if (rule->arises_with != 0 && !(rule->arises_with & added))
		return false;
	return rule->raises_above == 0 || class->reltuples > rule->raises_above ||
		settings_level(rule) >= LEVEL_WARNING;
}

/*
 * Looks at one relation; false if there is, or may be, something to tell.  It is
 * open if the relcache knows all about it.
 */
static bool
look_at(Glance *glance, Form_pg_class class, Relation relation)
{
	bool		is_new = class->oid != glance->statement->target;
	uint32		added = FACTS_ALL;
	uint32		reads = 0;
	RelationFacts *rel;
	bool		found = false;
	FindingSink sink = {note, &found};

	if (class->relispartition)
		return false;
	if (!is_new)
	{
		if (!addition_to_target(&glance->addition, class, &added))
			return false;
		/* to see that it is nothing but new */
		reads = added & FACTS_INDEXES ? (added & ~FACTS_INDEXES) | FACTS_TWINS : added;
	}
	if (class->relpersistence == RELPERSISTENCE_TEMP ||
		(class->relnamespace < FirstNormalObjectId &&
		 class->relnamespace != PG_PUBLIC_NAMESPACE))
		return true;

	find_speakers();
	for (int i = 0; i < nspeakers; i++)
	{
		if (concerns(speakers[i], class, added))
			reads |= speakers[i]->looks_at ? speakers[i]->looks_at : FACTS_ALL;
	}
	rel = relation ? facts_read_open(relation, reads) :
		facts_read_parts(class->oid, reads, glance->statement->cid);
	if (rel == NULL || (!is_new && !addition_is_all(&glance->addition, rel)))
		return false;
	glance->relations = lappend(glance->relations, rel);
	if (settings_ignores_table(rel->nspname, rel->relname))
		return true;

	for (int i = 0; i < nspeakers; i++)
	{
		const HygieneRule *rule = speakers[i];

		if (!concerns(rule, class, added))
			continue;
		rule->check(rule, rel, settings_rule_context(), &sink);
		if (!found)
			continue;
		if (rule->when != WHEN_COMMIT)
			return false;
		glance->due = true;
		found = false;
	}
	return true;
}

/* Does the new index or constraint belong to a relation that was looked at? */
static bool
belongs(const Glance *glance, Oid classid, Oid objid)
{
	ListCell   *lc;

	/* what CREATE TABLE makes is the new table's */
	if (glance->addition.may_add == FACTS_RELATION)
		return true;
	foreach(lc, glance->relations)
	{
		RelationFacts *rel = (RelationFacts *) lfirst(lc);

		if (classid == RelationRelationId ? facts_index(rel, objid) != NULL :
			facts_constraint(rel, objid) != NULL)
			return true;
	}
	return false;
}

static bool
looks_at_kind(const FormData_pg_class *class)
{
	return class->relkind == RELKIND_RELATION || class->relkind == RELKIND_SEQUENCE;
}

/*
 * What the command made, or added columns to, it has left in the relcache, while
 * the other caches do not know it yet.
 */
static bool
look_at_open(Glance *glance, Oid relid)
{
	Relation	relation = RelationIdGetRelation(relid);
	bool		passes;

	if (!RelationIsValid(relation))
		return false;
	passes = looks_at_kind(relation->rd_rel) && look_at(glance, relation->rd_rel, relation);
	RelationClose(relation);
	return passes;
}

static bool
look_at_relation(Glance *glance, Oid relid)
{
	HeapTuple	tuple;
	bool		passes;

	if (relid != glance->statement->target || glance->addition.columns > 0)
		return look_at_open(glance, relid);
	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	if (!HeapTupleIsValid(tuple))
		return false;
	passes = looks_at_kind((Form_pg_class) GETSTRUCT(tuple)) &&
		look_at(glance, (Form_pg_class) GETSTRUCT(tuple), NULL);
	ReleaseSysCache(tuple);
	return passes;
}

/* Is there an index or a constraint whose table nobody has looked at? */
static bool
something_left(const Glance *glance)
{
	ListCell   *lc;

	foreach(lc, glance->statement->touched->objects)
	{
		const TouchedObject *entry = (const TouchedObject *) lfirst(lc);

		if (entry->classid != ConstraintRelationId &&
			(entry->classid != RelationRelationId || entry->relkind != RELKIND_INDEX))
			continue;
		if (!belongs(glance, entry->classid, entry->objid))
			return true;
	}
	return false;
}

bool
glance_finds_nothing(const Statement *statement, bool *due)
{
	Glance		glance = {0};
	ListCell   *lc;

	glance.statement = statement;
	glance.addition = addition_expected(statement);
	if (glance.addition.may_add == 0 || !worth_a_glance(statement) || !sort_touched(&glance) ||
		long_names() != NIL)
		return false;
	/* an index is touched, and its table is not */
	if (glance.addition.may_add == FACTS_INDEXES)
		glance.relids = list_append_unique_oid(glance.relids, statement->target);
	foreach(lc, glance.relids)
	{
		if (!look_at_relation(&glance, lfirst_oid(lc)))
			return false;
	}
	if (glance.addition.may_add != FACTS_RELATION && something_left(&glance))
		return false;
	*due = glance.due;
	return true;
}
