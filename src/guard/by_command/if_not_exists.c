/*-------------------------------------------------------------------------
 *
 * if_not_exists.c
 *		IF NOT EXISTS that met something else.
 *
 * The one place that reads a statement's description of a table: there are no
 * facts after a command that did nothing.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "facts/catalog/reader.h"
#include "guard/by_command/if_not_exists.h"
#include "guard/judge/judging.h"
#include "guard/verdict/single_change.h"
#include "nodes/parsenodes.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

static void
pass(const RelationFacts *rel, const char *what, CommandTag tag)
{
	Change		change = {0};

	if (what == NULL || judging_exempt(rel))
		return;
	change.kind = CHANGE_SKIPPED;
	change.before = change.after = rel;
	change.what = what;
	judge_one(&change, false, tag);
}

/* How the column differs from its description, or NULL. */
static const char *
column_differs(const RelationFacts *rel, const ColumnDef *def)
{
	const AttributeFacts *att = facts_attribute_named(rel, def->colname);
	Type		type;
	Oid			typid;
	int32		typmod;

	if (att == NULL)
		return psprintf("it has no column \"%s\"", def->colname);
	if (def->typeName == NULL)
		return NULL;
	/* serial and its like are no types */
	type = LookupTypeName(NULL, def->typeName, &typmod, true);
	if (type == NULL)
		return NULL;
	typid = ((Form_pg_type) GETSTRUCT(type))->oid;
	ReleaseSysCache(type);
	if (typid == att->type->typid && typmod == att->type->typmod)
		return NULL;
	return psprintf("its column \"%s\" has type %s, not %s", def->colname, att->type->name,
					format_type_with_typemod(typid, typmod));
}

static const char *
table_differs(const RelationFacts *rel, const CreateStmt *stmt)
{
	ListCell   *lc;

	if (rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE &&
		rel->relkind != RELKIND_FOREIGN_TABLE)
		return psprintf("it is a %s", facts_relation_kind(rel));
	foreach(lc, stmt->tableElts)
	{
		const char *what;

		if (!IsA(lfirst(lc), ColumnDef))
			continue;
		what = column_differs(rel, lfirst_node(ColumnDef, lc));
		if (what != NULL)
			return what;
	}
	return NULL;
}

/* How an index of the table differs from its description, or NULL. */
static const char *
index_differs(const RelationFacts *rel, const IndexFacts *index, const IndexStmt *stmt)
{
	int			k = 0;
	ListCell   *lc;

	if (index == NULL)
		return psprintf("\"%s\" is not an index of it", stmt->idxname);
	if (!index->indisvalid)
		return psprintf("its index \"%s\" is invalid, probably left by a build that failed",
						stmt->idxname);
	if (stmt->unique && !index->indisunique)
		return psprintf("its index \"%s\" is not unique", stmt->idxname);
	if (list_length(stmt->indexParams) != index->indnkeyatts)
		return psprintf("its index \"%s\" has other columns", stmt->idxname);
	foreach(lc, stmt->indexParams)
	{
		const IndexElem *elem = lfirst_node(IndexElem, lc);
		const AttributeFacts *att = facts_attribute(rel, index->indkey[k++]);

		if ((elem->name == NULL) != (att == NULL) ||
			(elem->name != NULL && strcmp(elem->name, att->attname) != 0))
			return psprintf("its index \"%s\" has other columns", stmt->idxname);
	}
	return NULL;
}

static void
judge_table(const CreateStmt *stmt, CommandTag tag, Snapshot before)
{
	Oid			relid = RangeVarGetRelid(stmt->relation, NoLock, true);
	RelationFacts *rel = OidIsValid(relid) ? facts_read_relation(relid, before) : NULL;

	if (rel != NULL)
		pass(rel, table_differs(rel, stmt), tag);
}

static void
judge_index(const IndexStmt *stmt, CommandTag tag, Snapshot before)
{
	Oid			relid;
	Oid			indexrelid;
	RelationFacts *rel;

	if (stmt->idxname == NULL)
		return;
	relid = RangeVarGetRelid(stmt->relation, NoLock, true);
	if (!OidIsValid(relid))
		return;
	indexrelid = get_relname_relid(stmt->idxname, get_rel_namespace(relid));
	if (!OidIsValid(indexrelid) || !facts_exists(indexrelid, 0, before))
		return;
	rel = facts_read_relation(relid, before);
	if (rel != NULL)
		pass(rel, index_differs(rel, facts_index(rel, indexrelid), stmt), tag);
}

static void
judge_columns(const AlterTableStmt *stmt, CommandTag tag, Snapshot before)
{
	RelationFacts *rel = NULL;
	ListCell   *lc;

	foreach(lc, stmt->cmds)
	{
		const AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);
		Oid			relid;

		if (cmd->subtype != AT_AddColumn || !cmd->missing_ok)
			continue;
		if (rel == NULL)
		{
			relid = RangeVarGetRelid(stmt->relation, NoLock, true);
			rel = OidIsValid(relid) ? facts_read_relation(relid, before) : NULL;
			if (rel == NULL)
				return;
		}
		if (facts_attribute_named(rel, ((ColumnDef *) cmd->def)->colname) != NULL)
			pass(rel, column_differs(rel, (ColumnDef *) cmd->def), tag);
	}
}

static bool
says_if_not_exists(const Node *parsetree)
{
	ListCell   *lc;

	switch (nodeTag(parsetree))
	{
		case T_CreateStmt:
			return ((const CreateStmt *) parsetree)->if_not_exists;
		case T_IndexStmt:
			return ((const IndexStmt *) parsetree)->if_not_exists;
		case T_AlterTableStmt:
			foreach(lc, ((const AlterTableStmt *) parsetree)->cmds)
			{
				if (lfirst_node(AlterTableCmd, lc)->missing_ok)
					return true;
			}
			return false;
		default:
			return false;
	}
}

void
skipped_judge(const Node *parsetree, CommandTag tag, CommandId cid)
{
	Snapshot	before;

	if (!says_if_not_exists(parsetree))
		return;
	before = facts_snapshot_before(cid);
	if (IsA(parsetree, CreateStmt))
		judge_table((const CreateStmt *) parsetree, tag, before);
	else if (IsA(parsetree, IndexStmt))
		judge_index((const IndexStmt *) parsetree, tag, before);
	else
		judge_columns((const AlterTableStmt *) parsetree, tag, before);
	UnregisterSnapshot(before);
}
