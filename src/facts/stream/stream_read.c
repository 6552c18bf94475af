/*-------------------------------------------------------------------------
 *
 * stream_read.c
 *		The sequential part of a stream: fills the records of stream_records.h.
 *
 * Each catalog is read once, sequentially: after many updates any other order is
 * several times slower.  pg_attribute, pg_constraint and pg_index have files of
 * their own, stream_attributes.c and stream_keys.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_publication.h"
#include "catalog/pg_publication_namespace.h"
#include "catalog/pg_publication_rel.h"
#include "facts/catalog/extension_members.h"
#include "facts/catalog/oid_array.h"
#include "facts/catalog/user_schema.h"
#include "facts/relation/indexes.h"
#include "facts/relation/relation.h"
#include "facts/stream/stream_attributes.h"
#include "facts/stream/stream_keys.h"
#include "facts/stream/stream_read.h"
#include "facts/stream/stream_records.h"
#include "miscadmin.h"
#include "storage/bufmgr.h"
#include "utils/memutils.h"

/* Bytes: a row of pg_class, which begins with a name, is hardly ever smaller. */
#define MIN_CLASS_ROW 200

/* State of the reading, gone when it is done. */
typedef struct Reading
{
	StreamRecords *records;
	Snapshot	snapshot;
	Oid			nspoid;
	const StreamWanted *wanted;
	OidArray	members;		/* of extensions */
	OidArray	published;		/* Oids of relations in publications */
	bool		all_published;
	StreamSchema *last_schema;	/* neighbours are mostly of one */
} Reading;

/* ---------------------------------------------------------------------
 * Reading whole catalogs
 * ---------------------------------------------------------------------
 */

typedef void (*RowCallback) (Reading *reading, HeapTuple tuple, Relation catalog);

/* Calls back for each row of a catalog as it lies there. */
static void
read_catalog(Reading *reading, Oid catalogid, RowCallback callback)
{
	Relation	catalog = table_open(catalogid, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, reading->snapshot, 0, NULL);
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		CHECK_FOR_INTERRUPTS();
		callback(reading, tuple, catalog);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
}

static void
read_schema(Reading *reading, HeapTuple tuple, Relation catalog)
{
	Form_pg_namespace form = (Form_pg_namespace) GETSTRUCT(tuple);
	StreamSchema *schema = oid_array_add(&reading->records->schemas);

	schema->nspoid = form->oid;
	if (is_user_schema(NameStr(form->nspname)) &&
		(!OidIsValid(reading->nspoid) || reading->nspoid == form->oid))
		schema->nspname = text_store_get(&reading->records->names,
										 text_store_add(&reading->records->names,
														NameStr(form->nspname)));
}

static void
read_publication(Reading *reading, HeapTuple tuple, Relation catalog)
{
	if (((Form_pg_publication) GETSTRUCT(tuple))->puballtables)
		reading->all_published = true;
}

static void
read_published_relation(Reading *reading, HeapTuple tuple, Relation catalog)
{
	*(Oid *) oid_array_add(&reading->published) =
		((Form_pg_publication_rel) GETSTRUCT(tuple))->prrelid;
}

static void
read_published_schema(Reading *reading, HeapTuple tuple, Relation catalog)
{
	StreamSchema *schema = oid_array_find(&reading->records->schemas,
										  ((Form_pg_publication_namespace) GETSTRUCT(tuple))->pnnspid);

	if (schema)
		schema->published = true;
}

static void
read_class(Reading *reading, HeapTuple tuple, Relation catalog)
{
	Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);
	StreamRecords *records = reading->records;
	const StreamSchema *schema = reading->last_schema;
	StreamRelation *rel;

	if (schema == NULL || schema->nspoid != form->relnamespace)
		schema = reading->last_schema = oid_array_find(&records->schemas, form->relnamespace);
	if (reading->wanted->observe_class)
		reading->wanted->observe_class(tuple, catalog, schema ? schema->nspname : NULL,
									   reading->wanted->observe_arg);
	if (schema == NULL || schema->nspname == NULL || !reading->wanted->relations)
		return;

	if (form->relkind == RELKIND_INDEX || form->relkind == RELKIND_PARTITIONED_INDEX)
	{
		StreamIndex *index = oid_array_add(&records->indexes);

		index->indexrelid = form->oid;
		index_form_class(form, &index->class);
		index->relname = text_store_add(&records->names, NameStr(form->relname));
		return;
	}
	if (!is_audited_relation(form->relkind, form->relpersistence) ||
		extension_members_has(&reading->members, RelationRelationId, form->oid))
		return;

	rel = oid_array_add(&records->relations);
	relation_form_class(form, &rel->class);
	rel->published = (form->relkind == RELKIND_RELATION ||
					  form->relkind == RELKIND_PARTITIONED_TABLE) &&
		(reading->all_published || schema->published ||
		 oid_array_find(&reading->published, form->oid) != NULL);
	rel->relname = text_store_add(&records->names, NameStr(form->relname));
}

static void
read_inherits(Reading *reading, HeapTuple tuple, Relation catalog)
{
	Form_pg_inherits form = (Form_pg_inherits) GETSTRUCT(tuple);
	StreamRelation *rel;

	if (form->inhseqno != 1)
		return;
	rel = oid_array_find(&reading->records->relations, form->inhrelid);
	if (rel)
		rel->parent = form->inhparent;
}

static void
read_policy(Reading *reading, HeapTuple tuple, Relation catalog)
{
	StreamRelation *rel = oid_array_find(&reading->records->relations,
										 ((Form_pg_policy) GETSTRUCT(tuple))->polrelid);

	if (rel)
		rel->has_policies = true;
}

static void
read_constraint(Reading *reading, HeapTuple tuple, Relation catalog)
{
	stream_read_constraint(reading->records, tuple, catalog);
}

static void
read_index(Reading *reading, HeapTuple tuple, Relation catalog)
{
	stream_read_index(reading->records, tuple, catalog);
}

/* A bound on the rows of a catalog, by its size. */
static Size
rows_at_most(Oid catalogid)
{
	Relation	catalog = table_open(catalogid, AccessShareLock);
	Size		rows = (Size) RelationGetNumberOfBlocks(catalog) * (BLCKSZ / MIN_CLASS_ROW);

	table_close(catalog, AccessShareLock);
	return rows;
}

/* ---------------------------------------------------------------------
 * All of it
 * ---------------------------------------------------------------------
 */

void
stream_read_records(StreamRecords *records, Snapshot snapshot, Oid nspoid,
					const StreamWanted *wanted)
{
	Reading		reading = {records, snapshot, nspoid, wanted};
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "hygiene reading",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(records->context);
	Size		rows;

	text_store_init(&records->names);
	distinct_rows_init(&records->distinct_constraints, sizeof(ConstraintFacts));
	distinct_rows_init(&records->distinct_indexes, sizeof(IndexFacts));
	MemoryContextSwitchTo(context);
	records->schemas.itemsize = sizeof(StreamSchema);
	records->relations.itemsize = sizeof(StreamRelation);
	records->indexes.itemsize = sizeof(StreamIndex);
	records->constraints.itemsize = sizeof(StreamConstraint);
	reading.published.itemsize = sizeof(Oid);

	/*
	 * a table mostly comes with an index of its own, a toast table and that
	 * one's
	 */
	rows = rows_at_most(RelationRelationId);
	oid_array_reserve(&records->schemas, 64, records->context);
	oid_array_reserve(&records->relations, rows / 3, records->context);
	oid_array_reserve(&records->indexes, rows / 2, records->context);
	oid_array_reserve(&records->constraints, rows / 2, records->context);
	oid_array_reserve(&reading.published, 64, context);

	read_catalog(&reading, NamespaceRelationId, read_schema);
	oid_array_sort(&records->schemas);
	if (wanted->relations)
	{
		extension_members_read(&reading.members, snapshot);
		read_catalog(&reading, PublicationRelationId, read_publication);
		read_catalog(&reading, PublicationRelRelationId, read_published_relation);
		oid_array_sort(&reading.published);
		read_catalog(&reading, PublicationNamespaceRelationId, read_published_schema);
	}
	read_catalog(&reading, RelationRelationId, read_class);
	oid_array_sort(&records->relations);
	oid_array_sort(&records->indexes);

	rows_by_relation_begin(&records->constraint_rows, ConstraintRelationId, snapshot,
						   records->context);
	rows_by_relation_begin(&records->index_rows, IndexRelationId, snapshot, records->context);
	if (records->relations.nitems > 0)
	{
		read_catalog(&reading, InheritsRelationId, read_inherits);
		read_catalog(&reading, PolicyRelationId, read_policy);
		read_catalog(&reading, ConstraintRelationId, read_constraint);
		oid_array_order_by(&records->constraints, offsetof(StreamConstraint, conrelid),
						   &records->relations);
		rows_by_relation_sort(&records->constraint_rows);
		read_catalog(&reading, IndexRelationId, read_index);
		oid_array_order_by(&records->indexes, offsetof(StreamIndex, indrelid), &records->relations);
		rows_by_relation_sort(&records->index_rows);
		stream_read_attributes(records, snapshot, wanted);
	}

	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}
