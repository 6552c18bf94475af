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
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/snapshot.h"
#include "facts/keys/read_relation.h"
#include "guard/by_command/if_not_exists.h"
#include "guard/judge/judging.h"
#include "guard/verdict/single_change.h"
#include "nodes/parsenodes.h"
#include "parser/parse_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

/*
 * Facts of the relation of that name, which is not locked; NULL if there is
 * none.
 */
static RelationFacts *
relation_named(const RangeVar *name, Snapshot snapshot)
{
	Oid			relid = RangeVarGetRelid(name, NoLock, true);

	return OidIsValid(relid) ? facts_read_relation(relid, snapshot) : NULL;
}

static void
pass(const RelationFacts *rel, const char *what, CommandTag tag)
{
	Change		change = {0};

	if (what == NULL || judging_exempt(rel))
		return;
	change.kind = CHANGE_SKIPPED;
	change.before = change.after = rel;
	change.what = what;
	judge_single_change(&change, false, tag);
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

void
if_not_exists_judge_table(Statement *statement, const Node *parsetree)
{
	const CreateStmt *stmt = (const CreateStmt *) parsetree;
	Snapshot	before;
	RelationFacts *rel;

	if (!stmt->if_not_exists)
		return;
	before = facts_snapshot_before(statement->cid);
	rel = relation_named(stmt->relation, before);
	if (rel != NULL)
		pass(rel, table_differs(rel, stmt), statement->tag);
	UnregisterSnapshot(before);
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

void
if_not_exists_judge_index(Statement *statement, const Node *parsetree)
{
	const IndexStmt *stmt = (const IndexStmt *) parsetree;
	Snapshot	before;

	if (!stmt->if_not_exists)
		return;
	before = facts_snapshot_before(statement->cid);
	judge_index(stmt, statement->tag, before);
	UnregisterSnapshot(before);
}

void
if_not_exists_judge_columns(Statement *statement, const Node *parsetree)
{
	const AlterTableStmt *stmt = (const AlterTableStmt *) parsetree;
	Snapshot	before = NULL;
	RelationFacts *rel = NULL;
	ListCell   *lc;

	foreach(lc, stmt->cmds)
	{
		const AlterTableCmd *cmd = lfirst_node(AlterTableCmd, lc);

		if (cmd->subtype != AT_AddColumn || !cmd->missing_ok)
			continue;
		if (before == NULL)
		{
			before = facts_snapshot_before(statement->cid);
			rel = relation_named(stmt->relation, before);
		}
		if (rel != NULL &&
			facts_attribute_named(rel, ((ColumnDef *) cmd->def)->colname) != NULL)
			pass(rel, column_differs(rel, (ColumnDef *) cmd->def), statement->tag);
	}
	if (before != NULL)
		UnregisterSnapshot(before);
}
