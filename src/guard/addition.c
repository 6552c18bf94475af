/*-------------------------------------------------------------------------
 *
 * addition.c
 *		Does a command do nothing but add?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_policy.h"
#include "compat.h"
#include "guard/addition.h"
#include "nodes/parsenodes.h"
#include "pgstat.h"
#include "utils/syscache.h"

/* Catalogs whose rows of a table tell what else a command did to it. */
static const Oid watched[GLANCE_WATCHED] = {
	ConstraintRelationId, IndexRelationId, PolicyRelationId, InheritsRelationId
};

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
addition_note_target(Statement *statement, Oid relid)
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

Addition
addition_expected(const Statement *statement)
{
	Addition	addition;

	addition.statement = statement;
	addition.may_add = additions(statement->parsetree);
	addition.columns = added_columns(statement->parsetree);
	return addition;
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
bool
addition_to_target(const Addition *addition, Form_pg_class class, uint32 *added)
{
	const Statement *statement = addition->statement;

	if (class->relhassubclass || !same_class(&statement->target_class, class) ||
		!pgstat_track_counts)
		return false;
	*added = addition->may_add;
	if (!watches(addition->may_add))
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
was_created(const Addition *addition, Oid classid, Oid objid)
{
	TouchedObject *entry = touched_find(addition->statement->touched, classid, objid, false);

	return entry != NULL && entry->created;
}

/* Marks the columns that it added; false if they are not as many as they must be. */
static bool
mark_added(const Addition *addition, RelationFacts *rel)
{
	int			added = 0;

	for (int i = 0; i < rel->natts; i++)
	{
		rel->atts[i].fresh = rel->atts[i].attnum > addition->statement->target_class.relnatts;
		added += rel->atts[i].fresh;
	}
	return added == addition->columns;
}

/* Is all that the command wrote of this table new? */
bool
addition_is_all(const Addition *addition, RelationFacts *rel)
{
	if (addition->columns > 0)
		return mark_added(addition, rel);
	for (int i = 0; i < rel->natts; i++)
	{
		if (rel->atts[i].fresh &&
			rel->atts[i].attnum <= addition->statement->target_class.relnatts)
			return false;
	}
	for (int i = 0; i < rel->nconstraints; i++)
	{
		if (rel->constraints[i].fresh &&
			!was_created(addition, ConstraintRelationId, rel->constraints[i].conid))
			return false;
	}
	for (int i = 0; i < rel->nindexes; i++)
	{
		if (rel->indexes[i].fresh &&
			!was_created(addition, RelationRelationId, rel->indexes[i].indexrelid))
			return false;
	}
	return true;
}
