/*-------------------------------------------------------------------------
 *
 * fk_columns_obstacles.c
 *		What stands in the way of a change of type of columns.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "catalog/pg_index.h"
#include "catalog/pg_opclass.h"
#include "catalog/pg_partitioned_table.h"
#include "catalog/pg_type.h"
#include "facts/catalog/base_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/inheritance.h"
#include "facts/keys/fk_columns_text.h"
#include "facts/keys/fk_columns_walk.h"
#include "facts/relation/indexes.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

void
fk_columns_obstacle(FkColumnsWalk *walk, char *obstacle)
{
	if (walk->group->obstacle == NULL)
		walk->group->obstacle = obstacle;
}

void
fk_columns_check_index(FkColumnsWalk *walk, Oid indexrelid, AttrNumber attnum, Oid collation)
{
	HeapTuple	class = facts_fetch_class(indexrelid, walk->snapshot);
	HeapTuple	tuple = facts_fetch_by_oid(IndexRelationId, IndexRelidIndexId,
										   Anum_pg_index_indexrelid, indexrelid,
										   walk->snapshot);
	bool		plain = false;

	if (HeapTupleIsValid(class) && HeapTupleIsValid(tuple))
	{
		Relation	catalog = table_open(IndexRelationId, AccessShareLock);
		Oid			relam = ((Form_pg_class) GETSTRUCT(class))->relam;
		IndexFacts	index;

		facts_form_index(tuple, catalog, &index);
		table_close(catalog, AccessShareLock);
		plain = index.indexprs == NULL && index.indpred == NULL &&
			(relam == BTREE_AM_OID || relam == HASH_AM_OID || relam == BRIN_AM_OID);
		for (int k = 0; k < index.indnkeyatts && plain; k++)
		{
			HeapTuple	opclass;

			if (index.indkey[k] != attnum)
				continue;
			opclass = SearchSysCache1(CLAOID, ObjectIdGetDatum(index.indclass[k]));
			plain = HeapTupleIsValid(opclass) &&
				((Form_pg_opclass) GETSTRUCT(opclass))->opcdefault &&
				(index.indcollation[k] == collation || !OidIsValid(index.indcollation[k]));
			if (HeapTupleIsValid(opclass))
				ReleaseSysCache(opclass);
		}
	}
	if (!plain)
		fk_columns_obstacle(walk, psprintf("index %s",
										   fk_columns_table_name(indexrelid,
																 walk->snapshot)));
}

/* May the table's partition key be about the column? */
static bool
is_partition_key(Oid relid, AttrNumber attnum, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_by_oid(PartitionedRelationId, PartitionedRelidIndexId,
										   Anum_pg_partitioned_table_partrelid, relid,
										   snapshot);
	Form_pg_partitioned_table form;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_partitioned_table) GETSTRUCT(tuple);
	for (int i = 0; i < Min(form->partnatts, form->partattrs.dim1); i++)
	{
		if (form->partattrs.values[i] == 0 || form->partattrs.values[i] == attnum)
			return true;
	}
	return false;
}

/* Is it a type of those that the walk is about? */
static bool
is_fit(const FkColumnsWalk *walk, const TypeFacts *type)
{
	if (type->via_array || type->via_range || type->via_composite)
		return false;
	if (walk->integers)
		return type->typid == INT2OID || type->typid == INT4OID || type->typid == INT8OID;
	return type->base == TEXTOID || type->base == VARCHAROID || type->base == BPCHAROID;
}

void
fk_columns_check_table(FkColumnsWalk *walk, Oid relid, const FormData_pg_attribute *att)
{
	HeapTuple	tuple = facts_fetch_class(relid, walk->snapshot);
	Form_pg_class form;
	const TypeFacts *type = facts_read_type(att->atttypid, att->atttypmod, walk->snapshot);
	char	   *name = fk_columns_table_name(relid, walk->snapshot);

	if (!HeapTupleIsValid(tuple))
		return;
	form = (Form_pg_class) GETSTRUCT(tuple);
	if (form->relkind != RELKIND_RELATION && form->relkind != RELKIND_PARTITIONED_TABLE)
		fk_columns_obstacle(walk, psprintf("foreign table %s", name));
	else if (att->attinhcount > 0 && !form->relispartition)
		fk_columns_obstacle(walk, psprintf("table %s, which inherits the column", name));
	else if (OidIsValid(form->reloftype))
		fk_columns_obstacle(walk, psprintf("table %s, which is of a type", name));
	else if (OidIsValid(facts_extension_of(RelationRelationId, relid, walk->snapshot)))
		fk_columns_obstacle(walk, psprintf("table %s, which belongs to an extension", name));
	else if (facts_type_users(form->reltype, walk->snapshot) != NIL)
		fk_columns_obstacle(walk, psprintf("a column of the row type of table %s", name));
	else if (is_partition_key(relid, att->attnum, walk->snapshot))
		fk_columns_obstacle(walk, psprintf("the partition key of table %s", name));
	else if (att->attgenerated != '\0' || !is_fit(walk, type))
		fk_columns_obstacle(walk, psprintf("column %s of table %s, which is %s",
										   quote_identifier(NameStr(att->attname)), name,
										   att->attgenerated != '\0' ? "generated" :
										   psprintf("of type %s", type->name)));
}

void
fk_columns_check_default(FkColumnsWalk *walk, Oid relid, const FormData_pg_attribute *att,
						 const char *computed)
{
	Oid			parent = facts_first_parent(relid, walk->snapshot);
	Form_pg_attribute above;
	const char *other;

	if (!OidIsValid(parent))
		return;
	above = facts_attribute_by_name(parent, NameStr(att->attname), walk->snapshot);
	if (above == NULL)
		return;
	other = above->atthasdef ?
		fk_columns_computed_default(parent, above->attnum, walk->snapshot) : NULL;
	if (above->atthasdef != att->atthasdef || (other == NULL) != (computed == NULL) ||
		(other != NULL && strcmp(other, computed) != 0))
		fk_columns_obstacle(walk, psprintf("table %s, whose default is not its parent's",
										   fk_columns_table_name(relid, walk->snapshot)));
}
