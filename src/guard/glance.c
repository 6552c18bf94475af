/*-------------------------------------------------------------------------
 *
 * glance.c
 *		Is there surely nothing to tell of a statement?
 *
 * Three commands are worth a glance: CREATE TABLE (AS), CREATE INDEX and ALTER
 * TABLE of a small table.  In order is what only adds: no object went, the
 * row in pg_class says what it said, and each attribute, constraint and index
 * that this command wrote is new.  Then state rules are the only ones that can
 * speak, and of these the ones that look at what was added.
 *
 * Defects that are only told if an annotation asks for them (level audit) are
 * not looked for; with annotations about, nothing passes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/transam.h"
#include "catalog/namespace.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "facts/reader.h"
#include "facts/stream_records.h"
#include "guard/answers.h"
#include "guard/glance.h"
#include "guard/long_names.h"
#include "guard/migration.h"
#include "guard/rehearsed.h"
#include "guard/traffic.h"
#include "nodes/parsenodes.h"
#include "pgstat.h"
#include "rules/rule.h"
#include "settings.h"
#include "utils/rel.h"
#include "utils/syscache.h"

/* Catalogs whose rows of a table tell what else a command did to it. */
static const Oid watched[GLANCE_WATCHED] = {
	ConstraintRelationId, IndexRelationId, PolicyRelationId, InheritsRelationId
};

typedef struct Glance
{
	const Statement *statement;
	uint32		may_add;		/* what the command can add, FACTS_ bits */
	int			columns;		/* as many and nothing else it is sure to add
								 * to its table; 0: that cannot be said */
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
	static const HygieneRule *by_hand = NULL;

	if (by_hand == NULL)
		by_hand = rule_by_name("hand_made_change");
	return statement->role == NULL && statement->told == NIL &&
		rehearsed_current() == NULL && !answers_pending() && !traffic_window_open() &&
		settings_level(by_hand) == LEVEL_OFF && migration_keeps_no_content();
}

/* Does it do nothing but add columns that have no constraints? */
static bool
only_plain_columns(const AlterTableStmt *stmt)
{
	ListCell   *lc;

	foreach(lc, stmt->cmds)
	{
		const AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

		if (cmd->subtype != AT_AddColumn || ((const ColumnDef *) cmd->def)->constraints != NIL)
			return false;
	}
	return true;
}

/* How many columns does it add, if it does nothing else?  0 if nobody knows. */
static int
added_columns(const Node *parsetree)
{
	const AlterTableStmt *stmt = (const AlterTableStmt *) parsetree;
	ListCell   *lc;

	if (!IsA(parsetree, AlterTableStmt) || !only_plain_columns(stmt))
		return 0;
	foreach(lc, stmt->cmds)
	{
		if (lfirst_node(AlterTableCmd, lc)->missing_ok)
			return 0;
	}
	return list_length(stmt->cmds);
}

/* What a command can add, or 0 where a glance is no use. */
static uint32
additions(const Node *parsetree)
{
	switch (nodeTag(parsetree))
	{
		case T_CreateStmt:
		case T_CreateTableAsStmt:
			return FACTS_RELATION;
		case T_IndexStmt:
			return ((const IndexStmt *) parsetree)->concurrent ? 0 : FACTS_INDEXES;
		case T_AlterTableStmt:
			return only_plain_columns((const AlterTableStmt *) parsetree) ? FACTS_ATTRIBUTES :
				FACTS_ATTRIBUTES | FACTS_CONSTRAINTS | FACTS_INDEXES;
		default:
			return 0;
	}
}

/* Has to be watched what a command that can add this does? */
static bool
watches(uint32 may_add)
{
	return may_add == (FACTS_ATTRIBUTES | FACTS_CONSTRAINTS | FACTS_INDEXES);
}

void
glance_note_small(Statement *statement, Oid relid)
{
	uint32		may_add = additions(statement->parsetree);
	HeapTuple	tuple;

	if (may_add == 0 || !pgstat_track_counts)
		return;
	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));
	if (!HeapTupleIsValid(tuple))
		return;
	statement->target = relid;
	memcpy(&statement->target_class, GETSTRUCT(tuple), CLASS_TUPLE_SIZE);
	ReleaseSysCache(tuple);
	for (int i = 0; i < GLANCE_WATCHED && watches(may_add); i++)
		statement->watched[i] = hygiene_pending_changes(watched[i]);
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
	HASH_SEQ_STATUS status;
	TouchedObject *entry;
	bool		plain = true;

	hash_seq_init(&status, glance->statement->touched);
	while (plain && (entry = hash_seq_search(&status)) != NULL)
	{
		plain = !entry->dropped && !entry->truncated && !entry->lost_part;
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
	}
	if (!plain && entry != NULL)
		hash_seq_term(&status);
	return plain;
}

/* Does the row in pg_class say of the relation what it said? */
static bool
same_class(const FormData_pg_class *before, const FormData_pg_class *after)
{
	return strcmp(NameStr(before->relname), NameStr(after->relname)) == 0 &&
		before->relnamespace == after->relnamespace &&
		before->relowner == after->relowner &&
		before->relkind == after->relkind &&
		before->relpersistence == after->relpersistence &&
		before->relreplident == after->relreplident &&
		before->relispartition == after->relispartition &&
		before->relrowsecurity == after->relrowsecurity &&
		before->relforcerowsecurity == after->relforcerowsecurity &&
		before->relam == after->relam &&
		before->reloftype == after->reloftype &&
		before->reltablespace == after->reltablespace &&
		before->relfilenode == after->relfilenode;
}

/* What the command added to its table; false if it did something else as well. */
static bool
added_to_target(const Glance *glance, Form_pg_class class, uint32 *added)
{
	const Statement *statement = glance->statement;

	if (class->relhassubclass || !same_class(&statement->target_class, class) ||
		!pgstat_track_counts)
		return false;
	*added = glance->may_add;
	if (!watches(glance->may_add))
		return true;
	for (int i = 0; i < GLANCE_WATCHED; i++)
	{
		if (hygiene_pending_changes(watched[i]) != statement->watched[i])
		{
			if (watched[i] != ConstraintRelationId && watched[i] != IndexRelationId)
				return false;
		}
		else if (watched[i] == ConstraintRelationId)
			*added &= ~FACTS_CONSTRAINTS;
		else if (watched[i] == IndexRelationId)
			*added &= ~FACTS_INDEXES;
	}
	return true;
}

static bool
was_created(const Glance *glance, Oid classid, Oid objid)
{
	TouchedObject *entry = touched_find(glance->statement->touched, classid, objid, false);

	return entry != NULL && entry->created;
}

/* Marks the columns that it added; false if they are not as many as they must be. */
static bool
mark_added(const Glance *glance, RelationFacts *rel)
{
	int			added = 0;

	for (int i = 0; i < rel->natts; i++)
	{
		rel->atts[i].fresh = rel->atts[i].attnum > glance->statement->target_class.relnatts;
		added += rel->atts[i].fresh;
	}
	return added == glance->columns;
}

/* Is all that the command wrote of this table new? */
static bool
only_new(const Glance *glance, RelationFacts *rel)
{
	if (glance->columns > 0)
		return mark_added(glance, rel);
	for (int i = 0; i < rel->natts; i++)
	{
		if (rel->atts[i].fresh &&
			rel->atts[i].attnum <= glance->statement->target_class.relnatts)
			return false;
	}
	for (int i = 0; i < rel->nconstraints; i++)
	{
		if (rel->constraints[i].fresh &&
			!was_created(glance, ConstraintRelationId, rel->constraints[i].conid))
			return false;
	}
	for (int i = 0; i < rel->nindexes; i++)
	{
		if (rel->indexes[i].fresh &&
			!was_created(glance, RelationRelationId, rel->indexes[i].indexrelid))
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

/* Lets the transaction know what became of the relation's definition. */
static void
note_definition(const Glance *glance, Form_pg_class class, const RelationFacts *rel)
{
	TouchedObject *entry = touched_find(glance->statement->touched, RelationRelationId,
										class->oid, false);

	if (entry == NULL)
		return;
	entry->definition.known = true;
	if (rel == NULL || !stream_looks_at_relation(rel->relkind, rel->relpersistence))
		return;
	entry->definition.after = rel->definition;
	if (entry->created)
		return;
	/* it is what it was and what was added */
	entry->definition.before = rel->definition;
	for (int i = 0; i < rel->natts; i++)
	{
		if (rel->atts[i].fresh)
			entry->definition.before -= facts_attribute_definition(&rel->atts[i]);
	}
}

/* Nor is there a constraint that does something to a relation nobody looked at. */
static void
note_constraints(const Glance *glance)
{
	HASH_SEQ_STATUS status;
	TouchedObject *entry;

	hash_seq_init(&status, glance->statement->touched);
	while ((entry = hash_seq_search(&status)) != NULL)
	{
		if (entry->classid == ConstraintRelationId)
			entry->definition.known = true;
	}
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
		if (!added_to_target(glance, class, &added))
			return false;
		/* to see that it is nothing but new */
		reads = added;
	}
	if (class->relpersistence == RELPERSISTENCE_TEMP ||
		(class->relnamespace < FirstNormalObjectId &&
		 class->relnamespace != PG_PUBLIC_NAMESPACE))
	{
		note_definition(glance, class, NULL);
		return true;
	}

	find_speakers();
	for (int i = 0; i < nspeakers; i++)
	{
		if (concerns(speakers[i], class, added))
			reads |= speakers[i]->looks_at ? speakers[i]->looks_at : FACTS_ALL;
	}
	rel = relation ? facts_read_open(relation, reads) :
		facts_read_parts(class->oid, reads, glance->statement->cid);
	if (rel == NULL || (!is_new && !only_new(glance, rel)))
		return false;
	glance->relations = lappend(glance->relations, rel);
	note_definition(glance, class, rel);
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
	if (glance->may_add == FACTS_RELATION)
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

	if (relid != glance->statement->target || glance->columns > 0)
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
	HASH_SEQ_STATUS status;
	TouchedObject *entry;
	bool		left = false;

	hash_seq_init(&status, glance->statement->touched);
	while (!left && (entry = hash_seq_search(&status)) != NULL)
	{
		if (entry->classid == ConstraintRelationId)
			left = !belongs(glance, entry->classid, entry->objid);
		else if (entry->classid == RelationRelationId)
			left = entry->relkind == RELKIND_INDEX &&
				!belongs(glance, entry->classid, entry->objid);
	}
	if (left)
		hash_seq_term(&status);
	return left;
}

bool
glance_finds_nothing(const Statement *statement, bool *due)
{
	Glance		glance = {0};
	ListCell   *lc;

	glance.statement = statement;
	glance.may_add = additions(statement->parsetree);
	glance.columns = added_columns(statement->parsetree);
	if (glance.may_add == 0 || !worth_a_glance(statement) || !sort_touched(&glance) ||
		long_names() != NIL)
		return false;
	/* an index is touched, and its table is not */
	if (glance.may_add == FACTS_INDEXES)
		glance.relids = list_append_unique_oid(glance.relids, statement->target);
	foreach(lc, glance.relids)
	{
		if (!look_at_relation(&glance, lfirst_oid(lc)))
			return false;
	}
	if (glance.may_add != FACTS_RELATION && something_left(&glance))
		return false;
	note_constraints(&glance);
	*due = glance.due;
	return true;
}
