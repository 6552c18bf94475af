/*-------------------------------------------------------------------------
 *
 * schemas.c
 *		Schemas and their privileges at one snapshot.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_namespace.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/user_schema.h"
#include "facts/code/schemas.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/memutils.h"
#include "utils/rel.h"

static SchemaFacts *
form_schema(HeapTuple tuple, Relation catalog, Snapshot snapshot)
{
	Form_pg_namespace form = (Form_pg_namespace) GETSTRUCT(tuple);
	SchemaFacts *schema = palloc0(sizeof(SchemaFacts));
	bool		isnull;
	Datum		datum = heap_getattr(tuple, Anum_pg_namespace_nspacl,
									 RelationGetDescr(catalog), &isnull);

	schema->nspoid = form->oid;
	schema->nspname = pstrdup(NameStr(form->nspname));
	/* without an ACL only the owner may do anything */
	if (!isnull)
	{
		const Acl  *acl = DatumGetAclP(datum);
		const AclItem *items = ACL_DAT(acl);

		for (int i = 0; ARR_NDIM(acl) == 1 && i < ACL_NUM(acl); i++)
		{
			if (items[i].ai_grantee == ACL_ID_PUBLIC &&
				(ACLITEM_GET_PRIVS(items[i]) & ACL_CREATE))
				schema->public_create = true;
		}
	}
	schema->extension_member = OidIsValid(facts_extension_of(NamespaceRelationId, form->oid,
															 snapshot));
	return schema;
}

SchemaFacts *
facts_read_schema(Oid nspoid, Snapshot snapshot)
{
	HeapTuple	tuple = facts_fetch_by_oid(NamespaceRelationId, NamespaceOidIndexId,
										   Anum_pg_namespace_oid, nspoid, snapshot);
	Relation	catalog;
	SchemaFacts *schema;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	catalog = table_open(NamespaceRelationId, AccessShareLock);
	schema = form_schema(tuple, catalog, snapshot);
	table_close(catalog, AccessShareLock);
	return schema;
}

void
facts_stream_schemas(Snapshot snapshot, Oid nspoid, SchemaCallback callback, void *arg)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "hygiene schemas",
												  ALLOCSET_DEFAULT_SIZES);
	Relation	catalog = table_open(NamespaceRelationId, AccessShareLock);
	SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, snapshot, 0, NULL);
	HeapTuple	tuple;

	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_namespace form = (Form_pg_namespace) GETSTRUCT(tuple);
		MemoryContext old;
		SchemaFacts *schema;

		CHECK_FOR_INTERRUPTS();
		if ((OidIsValid(nspoid) && form->oid != nspoid) ||
			!is_user_schema(NameStr(form->nspname)))
			continue;
		old = MemoryContextSwitchTo(context);
		schema = form_schema(tuple, catalog, snapshot);
		MemoryContextSwitchTo(old);
		if (!schema->extension_member)
			callback(schema, arg);
		MemoryContextReset(context);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	MemoryContextDelete(context);
}
