/*-------------------------------------------------------------------------
 *
 * fk_columns_walk.c
 *		From column to column along foreign keys.
 *
 * Reads the dependents of each column in pg_depend: foreign keys lead to further
 * columns, and any other dependent that would not survive a change of type is an
 * obstacle.  Parents and children by inheritance are visited as well.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_index.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_type.h"
#include "commands/comment.h"
#include "compat.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/catalog_scan.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/growable_array.h"
#include "facts/catalog/inheritance.h"
#include "facts/keys/fk_columns_text.h"
#include "facts/keys/fk_columns_walk.h"
#include "facts/relation/constraints.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/rel.h"

/* No remedy is written for more columns than this. */
#define MAX_COLUMNS 100

HTAB *
fk_columns_hash(const char *name, Size entrysize, MemoryContext context)
{
	HASHCTL		ctl = {.keysize = sizeof(ColumnKey),.entrysize = entrysize,.hcxt = context};

	return hash_create(name, 64, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

/* Has the column been visited?  Marks it. */
static bool
is_visited(FkColumnsWalk *walk, Oid relid, int32 attnum)
{
	ColumnKey	key = {relid, attnum};
	bool		found;

	(void) hash_search(walk->visited, &key, HASH_ENTER, &found);
	return found;
}

static void
visit(FkColumnsWalk *walk, Oid relid, AttrNumber attnum)
{
	ColumnKey  *key;

	if (is_visited(walk, relid, attnum))
		return;
	key = palloc(sizeof(ColumnKey));
	key->relid = relid;
	key->attnum = attnum;
	walk->queue = lappend(walk->queue, key);
}

static void
add_foreign_key(FkColumnsWalk *walk, HeapTuple tuple, Oid relid, AttrNumber attnum)
{
	Relation	catalog = table_open(ConstraintRelationId, AccessShareLock);
	ConstraintFacts con;

	facts_form_constraint(tuple, catalog, &con);
	for (int k = 0; k < con.nkeys; k++)
	{
		Oid			conrelid = ((Form_pg_constraint) GETSTRUCT(tuple))->conrelid;

		if (conrelid == relid && con.conkey[k] == attnum)
			visit(walk, con.confrelid, con.confkey[k]);
		if (con.confrelid == relid && con.confkey[k] == attnum)
			visit(walk, conrelid, con.conkey[k]);
	}

	/* integers of any width compare; partitions' copies come and go with it */
	if (!walk->integers && !OidIsValid(con.conparentid) && !is_visited(walk, con.conid, -1))
	{
		FkColumns *group = walk->group;
		FkDefinition  *key;

		key = ARRAY_ADD(FkDefinition, group->keys, group->nkeys, walk->keys_allocated);
		key->table = fk_columns_table_name(((Form_pg_constraint) GETSTRUCT(tuple))->conrelid,
										   walk->snapshot);
		key->conname = pstrdup(quote_identifier(con.conname));
		key->definition = fk_definition_text(tuple, catalog, walk->snapshot);
		key->comment = GetComment(con.conid, ConstraintRelationId, 0);
		if (key->definition == NULL)
			fk_columns_obstacle(walk, psprintf("foreign key %s of table %s", key->conname, key->table));
	}
	table_close(catalog, AccessShareLock);
}

static void
read_constraint(FkColumnsWalk *walk, Oid conid, Oid relid, AttrNumber attnum)
{
	HeapTuple	tuple = facts_fetch_by_oid(ConstraintRelationId, ConstraintOidIndexId,
										   Anum_pg_constraint_oid, conid, walk->snapshot);
	Form_pg_constraint form;

	if (!HeapTupleIsValid(tuple))
		return;
	form = (Form_pg_constraint) GETSTRUCT(tuple);
	/* a check says the same of a wider integer */
	if (form->contype == CONSTRAINT_CHECK && walk->integers)
		return;
	switch (form->contype)
	{
		case CONSTRAINT_PRIMARY:
		case CONSTRAINT_UNIQUE:
		case HYGIENE_CONTYPE_NOTNULL:
			break;
		case CONSTRAINT_FOREIGN:
			add_foreign_key(walk, tuple, relid, attnum);
			break;
		default:
			fk_columns_obstacle(walk, psprintf("constraint %s of table %s",
											   quote_identifier(NameStr(form->conname)),
											   fk_columns_table_name(relid, walk->snapshot)));
	}
}

/* The objects that depend on the column. */
static void
read_dependents(FkColumnsWalk *walk, Oid relid, const FormData_pg_attribute *att)
{
	CatalogScan scan;
	List	   *rows;
	ListCell   *lc;

	catalog_scan_oids(&scan, DependRelationId, DependReferenceIndexId,
					  Anum_pg_depend_refclassid, RelationRelationId, Anum_pg_depend_refobjid,
					  relid, walk->snapshot);
	rows = catalog_scan_rest(&scan);
	foreach(lc, rows)
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT((HeapTuple) lfirst(lc));
		HeapTuple	tuple;

		if (depend->refobjsubid != att->attnum)
			continue;
		switch (depend->classid)
		{
			case ConstraintRelationId:
				read_constraint(walk, depend->objid, relid, att->attnum);
				continue;
			case StatisticExtRelationId:
				continue;
			case RelationRelationId:
				tuple = facts_fetch_by_oid(IndexRelationId, IndexRelidIndexId,
										   Anum_pg_index_indexrelid, depend->objid,
										   walk->snapshot);
				if (HeapTupleIsValid(tuple) && !walk->integers)
					fk_columns_check_index(walk, depend->objid, att->attnum, att->attcollation);
				if (HeapTupleIsValid(tuple) || facts_is_sequence(depend->objid, walk->snapshot))
					continue;
				break;
			case AttrDefaultRelationId:
				tuple = facts_fetch_by_oid(AttrDefaultRelationId, AttrDefaultOidIndexId,
										   Anum_pg_attrdef_oid, depend->objid, walk->snapshot);
				if (HeapTupleIsValid(tuple) &&
					((Form_pg_attrdef) GETSTRUCT(tuple))->adrelid == relid &&
					((Form_pg_attrdef) GETSTRUCT(tuple))->adnum == att->attnum)
					continue;
				break;
		}
		fk_columns_obstacle(walk, fk_columns_dependent(depend->classid, depend->objid, relid,
													   walk->snapshot));
	}
}

/* Parents and children have the column too, by its name. */
static void
read_family(FkColumnsWalk *walk, Oid relid, const FormData_pg_attribute *att)
{
	List	   *parents = att->attinhcount == 0 ? NIL : facts_parents(relid, walk->snapshot);
	List	   *children = facts_children(relid, walk->snapshot);
	Form_pg_attribute other;
	ListCell   *lc;

	if (att->attinhcount > 1)
		fk_columns_obstacle(walk, psprintf("table %s, which inherits the column twice",
										   fk_columns_table_name(relid, walk->snapshot)));
	foreach(lc, parents)
	{
		other = facts_attribute_by_name(lfirst_oid(lc), NameStr(att->attname), walk->snapshot);
		if (other != NULL)
			visit(walk, lfirst_oid(lc), other->attnum);
	}
	foreach(lc, children)
	{
		other = facts_attribute_by_name(lfirst_oid(lc), NameStr(att->attname), walk->snapshot);
		if (other != NULL)
			visit(walk, lfirst_oid(lc), other->attnum);
	}
}

/* How large its table is and how fast it grows, where the caller may read the column. */
static void
measure_growth(FkColumn *column, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_class(column->relid, snapshot);
	const PgStat_StatTabEntry *entry;
	bool		missing = false;

	if (!HeapTupleIsValid(tuple) ||
		(pg_class_aclcheck_ext(column->relid, GetUserId(), ACL_SELECT, &missing) != ACLCHECK_OK &&
		 (missing || pg_attribute_aclcheck_ext(column->relid, column->attnum, GetUserId(),
											   ACL_SELECT, &missing) != ACLCHECK_OK)) ||
		missing)
		return;
	column->rows = (int64) Max(((Form_pg_class) GETSTRUCT(tuple))->reltuples, -1);
	entry = hygiene_stat_table(false, column->relid);
	column->inserted = entry == NULL ? 0 : entry->tuples_inserted;
}

static void
read_column(FkColumnsWalk *walk, Oid relid, AttrNumber attnum)
{
	FkColumns *group = walk->group;
	const FormData_pg_attribute *att = facts_live_attribute(relid, attnum, walk->snapshot);
	FkColumn *column;
	char	   *computed;

	if (att == NULL)
		return;
	fk_columns_check_table(walk, relid, att);
	read_dependents(walk, relid, att);
	read_family(walk, relid, att);
	if (walk->integers)
	{
		if (att->attinhcount > 0)
			return;
		computed = NULL;
	}
	else
		computed = att->atthasdef ? fk_columns_computed_default(relid, attnum, walk->snapshot) : NULL;
	if (att->attinhcount > 0)
	{
		fk_columns_check_default(walk, relid, att, computed);
		return;
	}
	if (group->ncolumns == MAX_COLUMNS)
	{
		fk_columns_obstacle(walk, psprintf("their number, which is more than %d", MAX_COLUMNS));
		return;
	}
	column = ARRAY_ADD(FkColumn, group->columns, group->ncolumns, walk->columns_allocated);
	column->relid = relid;
	column->attnum = attnum;
	column->table = fk_columns_table_name(relid, walk->snapshot);
	column->attname = pstrdup(quote_identifier(NameStr(att->attname)));
	column->has_default = att->atthasdef;
	column->computed = computed;
	column->wide = att->atttypid == INT8OID;
	column->rows = column->inserted = -1;
	if (walk->integers)
		measure_growth(column, walk->snapshot);
}

void
fk_columns_walk(FkColumnsWalk *walk, Oid relid, AttrNumber attnum)
{
	walk->visited = fk_columns_hash("hygiene columns visited", sizeof(ColumnKey),
									CurrentMemoryContext);
	visit(walk, relid, attnum);

	/* the queue grows meanwhile */
	for (int i = 0; i < list_length(walk->queue) && walk->group->obstacle == NULL; i++)
	{
		const ColumnKey *key = list_nth(walk->queue, i);

		CHECK_FOR_INTERRUPTS();
		read_column(walk, key->relid, key->attnum);
	}
}
