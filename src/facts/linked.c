/*-------------------------------------------------------------------------
 *
 * linked.c
 *		The columns that foreign keys tie together, as facts for audits.
 *
 * Goes from column to column by what pg_depend says hangs on each: the foreign
 * keys lead on, and whatever else would not survive a change of type is an
 * obstacle.  Parents and children by inheritance are walked through as well.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_am.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_opclass.h"
#include "catalog/pg_partitioned_table.h"
#include "catalog/pg_sequence.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_type.h"
#include "facts/linked.h"
#include "facts/linked_text.h"
#include "facts/reader.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/syscache.h"

/* A script for more columns than this is nobody's remedy. */
#define MAX_COLUMNS 100

typedef struct ColumnKey
{
	Oid			relid;
	int32		attnum;
} ColumnKey;

typedef struct GroupEntry
{
	ColumnKey	key;
	const LinkedColumns *group;
} GroupEntry;

/* State of reading one group. */
typedef struct Walk
{
	LinkedColumns *group;
	List	   *queue;			/* of ColumnKey *, all that were ever met */
	HTAB	   *met;			/* ColumnKeys and OIDs of keys (attnum -1) */
	bool		integers;		/* the columns are, and become bigint; else texts */
	Snapshot	snapshot;
} Walk;

/* ---------------------------------------------------------------------
 * Catalog rows
 * ---------------------------------------------------------------------
 */

/* The rows of a catalog with these one or two values in the index; a list of copies. */
static List *
rows_with(Oid catalogid, Oid indexid, AttrNumber first, Oid value, AttrNumber second,
		  Datum other, RegProcedure equal, Snapshot snapshot)
{
	Relation	catalog = table_open(catalogid, AccessShareLock);
	SysScanDesc scan;
	ScanKeyData key[2];
	HeapTuple	tuple;
	List	   *rows = NIL;

	ScanKeyInit(&key[0], first, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(value));
	if (second != 0)
		ScanKeyInit(&key[1], second, BTEqualStrategyNumber, equal, other);
	scan = systable_beginscan(catalog, indexid, true, snapshot, second != 0 ? 2 : 1, key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		rows = lappend(rows, heap_copytuple(tuple));
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return rows;
}

/* The live attribute of that number, or of that name; NULL if there is none. */
static Form_pg_attribute
read_attribute(Oid relid, AttrNumber attnum, const char *name, Snapshot snapshot)
{
	List	   *rows;
	Form_pg_attribute form;

	if (name == NULL)
		rows = rows_with(AttributeRelationId, AttributeRelidNumIndexId,
						 Anum_pg_attribute_attrelid, relid, Anum_pg_attribute_attnum,
						 Int16GetDatum(attnum), F_INT2EQ, snapshot);
	else
		rows = rows_with(AttributeRelationId, AttributeRelidNameIndexId,
						 Anum_pg_attribute_attrelid, relid, Anum_pg_attribute_attname,
						 CStringGetDatum(name), F_NAMEEQ, snapshot);
	if (rows == NIL)
		return NULL;
	form = (Form_pg_attribute) GETSTRUCT((HeapTuple) linitial(rows));
	return form->attnum > 0 && !form->attisdropped ? form : NULL;
}

static char *
table_name(Oid relid, Snapshot snapshot)
{
	char	   *nspname;
	char	   *relname;

	facts_name_relation(relid, snapshot, &nspname, &relname);
	return quote_qualified_identifier(nspname, relname);
}

/* ---------------------------------------------------------------------
 * The walk
 * ---------------------------------------------------------------------
 */

/* Has it been met?  From now on it has. */
static bool
met_before(Walk *walk, Oid relid, int32 attnum)
{
	ColumnKey	key = {relid, attnum};
	bool		found;

	(void) hash_search(walk->met, &key, HASH_ENTER, &found);
	return found;
}

static void
meet(Walk *walk, Oid relid, AttrNumber attnum)
{
	ColumnKey  *key;

	if (met_before(walk, relid, attnum))
		return;
	key = palloc(sizeof(ColumnKey));
	*key = (ColumnKey) {relid, attnum};
	walk->queue = lappend(walk->queue, key);
}

static void
stop(Walk *walk, char *obstacle)
{
	if (walk->group->obstacle == NULL)
		walk->group->obstacle = obstacle;
}

static void
take_foreign_key(Walk *walk, HeapTuple tuple, Oid relid, AttrNumber attnum)
{
	Relation	catalog = table_open(ConstraintRelationId, AccessShareLock);
	ConstraintFacts con;

	facts_form_constraint(tuple, catalog, &con);
	for (int k = 0; k < con.nkeys; k++)
	{
		Oid			conrelid = ((Form_pg_constraint) GETSTRUCT(tuple))->conrelid;

		if (conrelid == relid && con.conkey[k] == attnum)
			meet(walk, con.confrelid, con.confkey[k]);
		if (con.confrelid == relid && con.confkey[k] == attnum)
			meet(walk, conrelid, con.conkey[k]);
	}

	/* integers of any width can be compared; partitions' copies come and go with it */
	if (!walk->integers && !OidIsValid(con.conparentid) && !met_before(walk, con.conid, -1))
	{
		LinkedColumns *group = walk->group;
		LinkedKey  *key;

		group->keys = group->keys == NULL ? palloc(sizeof(LinkedKey)) :
			repalloc(group->keys, (group->nkeys + 1) * sizeof(LinkedKey));
		key = &group->keys[group->nkeys++];
		key->table = table_name(((Form_pg_constraint) GETSTRUCT(tuple))->conrelid,
								walk->snapshot);
		key->conname = pstrdup(quote_identifier(con.conname));
		key->definition = linked_key_definition(tuple, catalog, walk->snapshot);
		key->comment = linked_comment(ConstraintRelationId, con.conid);
		if (key->definition == NULL)
			stop(walk, psprintf("foreign key %s of table %s", key->conname, key->table));
	}
	table_close(catalog, AccessShareLock);
}

static void
look_at_constraint(Walk *walk, Oid conid, Oid relid, AttrNumber attnum)
{
	HeapTuple	tuple = facts_fetch_by_oid(ConstraintRelationId, ConstraintOidIndexId,
										   Anum_pg_constraint_oid, conid, walk->snapshot);
	Form_pg_constraint form;

	if (!HeapTupleIsValid(tuple))
		return;
	form = (Form_pg_constraint) GETSTRUCT(tuple);
	switch (form->contype)
	{
		case CONSTRAINT_PRIMARY:
		case CONSTRAINT_UNIQUE:
		case HYGIENE_CONTYPE_NOTNULL:
			break;
		case CONSTRAINT_FOREIGN:
			take_foreign_key(walk, tuple, relid, attnum);
			break;
		case CONSTRAINT_CHECK:
			/* says the same of a wider integer */
			if (walk->integers)
				break;
			/* FALLTHROUGH */
		default:
			stop(walk, psprintf("constraint %s of table %s",
								quote_identifier(NameStr(form->conname)),
								table_name(relid, walk->snapshot)));
	}
}

/* Would the index be made again as it is?  Else it is an obstacle. */
static void
look_at_index(Walk *walk, Oid indexrelid, AttrNumber attnum, Oid collation)
{
	HeapTuple	class = facts_fetch_by_oid(RelationRelationId, ClassOidIndexId,
										   Anum_pg_class_oid, indexrelid, walk->snapshot);
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
		stop(walk, psprintf("index %s", table_name(indexrelid, walk->snapshot)));
}

static bool
is_sequence(Oid relid, Snapshot snapshot)
{
	return HeapTupleIsValid(facts_fetch_by_oid(SequenceRelationId, SequenceRelidIndexId,
											   Anum_pg_sequence_seqrelid, relid, snapshot));
}

/* What hangs on the column. */
static void
look_at_dependents(Walk *walk, Oid relid, const FormData_pg_attribute *att)
{
	List	   *rows = rows_with(DependRelationId, DependReferenceIndexId,
								 Anum_pg_depend_refclassid, RelationRelationId,
								 Anum_pg_depend_refobjid, ObjectIdGetDatum(relid), F_OIDEQ,
								 walk->snapshot);
	ListCell   *lc;

	foreach(lc, rows)
	{
		Form_pg_depend depend = (Form_pg_depend) GETSTRUCT((HeapTuple) lfirst(lc));
		HeapTuple	tuple;

		if (depend->refobjsubid != att->attnum)
			continue;
		switch (depend->classid)
		{
			case ConstraintRelationId:
				look_at_constraint(walk, depend->objid, relid, att->attnum);
				continue;
			case StatisticExtRelationId:
				continue;
			case RelationRelationId:
				tuple = facts_fetch_by_oid(IndexRelationId, IndexRelidIndexId,
										   Anum_pg_index_indexrelid, depend->objid,
										   walk->snapshot);
				if (HeapTupleIsValid(tuple) && !walk->integers)
					look_at_index(walk, depend->objid, att->attnum, att->attcollation);
				if (HeapTupleIsValid(tuple) || is_sequence(depend->objid, walk->snapshot))
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
		stop(walk, linked_dependent(depend->classid, depend->objid, relid, walk->snapshot));
	}
}

/* Parents and children have the column too, by its name. */
static void
look_at_family(Walk *walk, Oid relid, const FormData_pg_attribute *att)
{
	List	   *parents = att->attinhcount == 0 ? NIL :
		rows_with(InheritsRelationId, InheritsRelidSeqnoIndexId, Anum_pg_inherits_inhrelid,
				  relid, 0, 0, InvalidOid, walk->snapshot);
	List	   *children = rows_with(InheritsRelationId, InheritsParentIndexId,
									 Anum_pg_inherits_inhparent, relid, 0, 0, InvalidOid,
									 walk->snapshot);
	Form_pg_attribute other;
	ListCell   *lc;

	if (att->attinhcount > 1)
		stop(walk, psprintf("table %s, which inherits the column twice",
							table_name(relid, walk->snapshot)));
	foreach(lc, parents)
	{
		Oid			parent = ((Form_pg_inherits) GETSTRUCT((HeapTuple) lfirst(lc)))->inhparent;

		other = read_attribute(parent, 0, NameStr(att->attname), walk->snapshot);
		if (other != NULL)
			meet(walk, parent, other->attnum);
	}
	foreach(lc, children)
	{
		Oid			child = ((Form_pg_inherits) GETSTRUCT((HeapTuple) lfirst(lc)))->inhrelid;

		other = read_attribute(child, 0, NameStr(att->attname), walk->snapshot);
		if (other != NULL)
			meet(walk, child, other->attnum);
	}
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
is_fit(const Walk *walk, const TypeFacts *type)
{
	if (type->via_array || type->via_range || type->via_composite)
		return false;
	if (walk->integers)
		return type->typid == INT2OID || type->typid == INT4OID || type->typid == INT8OID;
	return type->base == TEXTOID || type->base == VARCHAROID || type->base == BPCHAROID;
}

static void
look_at_table(Walk *walk, Oid relid, const FormData_pg_attribute *att)
{
	HeapTuple	tuple = facts_fetch_by_oid(RelationRelationId, ClassOidIndexId,
										   Anum_pg_class_oid, relid, walk->snapshot);
	Form_pg_class form;
	const TypeFacts *type = facts_read_type(att->atttypid, att->atttypmod, walk->snapshot);
	char	   *name = table_name(relid, walk->snapshot);

	if (!HeapTupleIsValid(tuple))
		return;
	form = (Form_pg_class) GETSTRUCT(tuple);
	if (form->relkind != RELKIND_RELATION && form->relkind != RELKIND_PARTITIONED_TABLE)
		stop(walk, psprintf("foreign table %s", name));
	else if (OidIsValid(form->reloftype))
		stop(walk, psprintf("table %s, which is of a type", name));
	else if (OidIsValid(facts_extension_of(RelationRelationId, relid, walk->snapshot)))
		stop(walk, psprintf("table %s, which belongs to an extension", name));
	else if (facts_type_users(form->reltype, walk->snapshot) != NIL)
		stop(walk, psprintf("a column of the row type of table %s", name));
	else if (is_partition_key(relid, att->attnum, walk->snapshot))
		stop(walk, psprintf("the partition key of table %s", name));
	else if (att->attgenerated != '\0' || !is_fit(walk, type))
		stop(walk, psprintf("column %s of table %s, which is %s",
							quote_identifier(NameStr(att->attname)), name,
							att->attgenerated != '\0' ? "generated" :
							psprintf("of type %s", type->name)));
}

/* The parent's is set anew for all of its children: this must be the same. */
static void
look_at_inherited_default(Walk *walk, Oid relid, const FormData_pg_attribute *att,
						  const char *computed)
{
	List	   *parents = rows_with(InheritsRelationId, InheritsRelidSeqnoIndexId,
									Anum_pg_inherits_inhrelid, relid, 0, 0, InvalidOid,
									walk->snapshot);
	Oid			parent;
	Form_pg_attribute above;
	const char *other;

	if (parents == NIL)
		return;
	parent = ((Form_pg_inherits) GETSTRUCT((HeapTuple) linitial(parents)))->inhparent;
	above = read_attribute(parent, 0, NameStr(att->attname), walk->snapshot);
	if (above == NULL)
		return;
	other = above->atthasdef ?
		linked_computed_default(parent, above->attnum, walk->snapshot) : NULL;
	if (above->atthasdef != att->atthasdef || (other == NULL) != (computed == NULL) ||
		(other != NULL && strcmp(other, computed) != 0))
		stop(walk, psprintf("table %s, whose default is not its parent's",
							table_name(relid, walk->snapshot)));
}

/* How large its table is and how fast it grows, where the caller may read the column. */
static void
measure_growth(LinkedColumn *column, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_by_oid(RelationRelationId, ClassOidIndexId,
										   Anum_pg_class_oid, column->relid, snapshot);
	const PgStat_StatTabEntry *entry;
	bool		missing = false;

	if (!HeapTupleIsValid(tuple) ||
		(pg_class_aclcheck_ext(column->relid, GetUserId(), ACL_SELECT, &missing) != ACLCHECK_OK &&
		 (missing || pg_attribute_aclcheck_ext(column->relid, column->attnum, GetUserId(),
											   ACL_SELECT, &missing) != ACLCHECK_OK)) ||
		missing)
		return;
	column->rows = (int64) Max(((Form_pg_class) GETSTRUCT(tuple))->reltuples, -1);
	entry = pgstat_fetch_stat_tabentry_ext(false, column->relid);
	column->inserted = entry == NULL ? 0 : entry->tuples_inserted;
}

static void
look_at_column(Walk *walk, Oid relid, AttrNumber attnum)
{
	LinkedColumns *group = walk->group;
	const FormData_pg_attribute *att = read_attribute(relid, attnum, NULL, walk->snapshot);
	LinkedColumn *column;
	char	   *computed;

	if (att == NULL)
		return;
	look_at_table(walk, relid, att);
	look_at_dependents(walk, relid, att);
	look_at_family(walk, relid, att);
	if (walk->integers)
	{
		if (att->attinhcount > 0)
			return;
		computed = NULL;
	}
	else
		computed = att->atthasdef ? linked_computed_default(relid, attnum, walk->snapshot) : NULL;
	if (att->attinhcount > 0)
	{
		look_at_inherited_default(walk, relid, att, computed);
		return;
	}
	if (group->ncolumns == MAX_COLUMNS)
	{
		stop(walk, psprintf("their number, which is more than %d", MAX_COLUMNS));
		return;
	}
	group->columns = group->columns == NULL ? palloc(sizeof(LinkedColumn)) :
		repalloc(group->columns, (group->ncolumns + 1) * sizeof(LinkedColumn));
	column = &group->columns[group->ncolumns++];
	column->relid = relid;
	column->attnum = attnum;
	column->table = table_name(relid, walk->snapshot);
	column->attname = pstrdup(quote_identifier(NameStr(att->attname)));
	column->has_default = att->atthasdef;
	column->computed = computed;
	column->wide = att->atttypid == INT8OID;
	column->rows = column->inserted = -1;
	if (walk->integers)
		measure_growth(column, walk->snapshot);
}

/* ---------------------------------------------------------------------
 * Groups
 * ---------------------------------------------------------------------
 */

static int
compare_columns(const void *a, const void *b)
{
	const LinkedColumn *left = a;
	const LinkedColumn *right = b;

	if (left->relid != right->relid)
		return left->relid < right->relid ? -1 : 1;
	return left->attnum - right->attnum;
}

static int
compare_keys(const void *a, const void *b)
{
	const LinkedKey *left = a;
	const LinkedKey *right = b;
	int			order = strcmp(left->table, right->table);

	/* not by OID, which changes with each change of a column's length */
	return order != 0 ? order : strcmp(left->conname, right->conname);
}

static HTAB *
new_table(const char *name, Size entrysize, MemoryContext context)
{
	HASHCTL		ctl = {.keysize = sizeof(ColumnKey),.entrysize = entrysize,.hcxt = context};

	return hash_create(name, 64, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

static char *
copy_text(const char *text)
{
	return text ? pstrdup(text) : NULL;
}

static LinkedColumns *
copy_group(const LinkedColumns *group)
{
	LinkedColumns *copy = palloc(sizeof(LinkedColumns));

	*copy = *group;
	copy->obstacle = copy_text(group->obstacle);
	copy->columns = palloc(sizeof(LinkedColumn) * Max(group->ncolumns, 1));
	copy->keys = palloc(sizeof(LinkedKey) * Max(group->nkeys, 1));
	for (int i = 0; i < group->ncolumns; i++)
	{
		copy->columns[i] = group->columns[i];
		copy->columns[i].table = copy_text(group->columns[i].table);
		copy->columns[i].attname = copy_text(group->columns[i].attname);
		copy->columns[i].computed = copy_text(group->columns[i].computed);
	}
	for (int i = 0; i < group->nkeys; i++)
	{
		copy->keys[i] = group->keys[i];
		copy->keys[i].table = copy_text(group->keys[i].table);
		copy->keys[i].conname = copy_text(group->keys[i].conname);
		copy->keys[i].definition = copy_text(group->keys[i].definition);
		copy->keys[i].comment = copy_text(group->keys[i].comment);
	}
	return copy;
}

/*
 * Reads the group of a column, into the audit's context, and notes it for all
 * that are in it.  Behind an obstacle nothing is read: it stands in the way of
 * all of them.
 */
static const LinkedColumns *
read_group(LinkedReading *reading, Oid relid, AttrNumber attnum, bool integers,
		   Snapshot snapshot)
{
	MemoryContext waste = AllocSetContextCreate(CurrentMemoryContext, "hygiene linked walk",
												ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(waste);
	LinkedColumns group = {0};
	Walk		walk = {&group};
	const LinkedColumns *kept;

	walk.met = new_table("hygiene columns met", sizeof(ColumnKey), waste);
	walk.snapshot = snapshot;
	walk.integers = integers;
	meet(&walk, relid, attnum);

	/* the queue grows meanwhile */
	for (int i = 0; i < list_length(walk.queue) && group.obstacle == NULL; i++)
	{
		const ColumnKey *key = list_nth(walk.queue, i);

		CHECK_FOR_INTERRUPTS();
		look_at_column(&walk, key->relid, key->attnum);
	}
	if (group.ncolumns > 1)
		qsort(group.columns, group.ncolumns, sizeof(LinkedColumn), compare_columns);
	if (group.nkeys > 1)
		qsort(group.keys, group.nkeys, sizeof(LinkedKey), compare_keys);

	MemoryContextSwitchTo(reading->context);
	kept = copy_group(&group);
	for (int i = 0; i < list_length(walk.queue); i++)
	{
		GroupEntry *entry = hash_search(reading->groups, list_nth(walk.queue, i), HASH_ENTER,
										NULL);

		entry->group = kept;
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(waste);
	return kept;
}

/*
 * Of texts all parts of keys, of integers those of primary keys that refer to
 * nothing and that somebody refers to.
 */
static bool
is_in_key(const RelationFacts *rel, const AttributeFacts *att, bool integer,
		  bool know_references, Snapshot snapshot)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];

		for (int k = 0; k < con->nkeys && con->contype == CONSTRAINT_FOREIGN; k++)
		{
			if (con->conkey[k] == att->attnum)
				return !integer;
		}
	}
	for (int i = 0; i < rel->nindexes; i++)
	{
		const IndexFacts *index = &rel->indexes[i];
		bool		in_key = false;

		for (int k = 0; k < index->indnkeyatts; k++)
			in_key |= index->indkey[k] == att->attnum;
		if (in_key && (integer ? index->indisprimary : index->indisunique))
			return !integer || (know_references ? index->referenced :
								facts_is_referenced(index->indexrelid, snapshot));
	}
	return false;
}

static bool
is_wanted(const StreamWanted *wanted, const AttributeFacts *att)
{
	for (int i = 0; i < wanted->nlinked; i++)
	{
		if (wanted->linked[i] (att))
			return true;
	}
	return false;
}

void
linked_fill(LinkedReading *reading, RelationFacts *rel,
			const StreamWanted *wanted, bool know_references, Snapshot snapshot)
{
	if (rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE)
		return;
	for (int i = 0; i < rel->natts; i++)
	{
		AttributeFacts *att = &rel->atts[i];
		ColumnKey	key = {rel->relid, att->attnum};
		bool		integer = att->type->base_category == TYPCATEGORY_NUMERIC;
		GroupEntry *entry;

		if (att->attinhcount > 0 || !is_wanted(wanted, att) ||
			!is_in_key(rel, att, integer, know_references, snapshot))
			continue;
		if (reading->groups == NULL)
			reading->groups = new_table("hygiene linked columns", sizeof(GroupEntry),
										reading->context);
		entry = hash_search(reading->groups, &key, HASH_FIND, NULL);
		att->linked = entry != NULL ? entry->group :
			read_group(reading, rel->relid, att->attnum, integer, snapshot);
	}
}
