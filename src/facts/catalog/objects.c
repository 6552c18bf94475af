/*-------------------------------------------------------------------------
 *
 * objects.c
 *		Facts of what is not a relation, and what bears a name.
 *
 * All look-ups are index probes at the given snapshot, so they also answer for
 * objects that the running command has just dropped.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "facts/catalog/base_type.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/dependency.h"
#include "facts/catalog/objects.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"

/* "name(type, type)", also where the types are gone by now */
static char *
function_name(Form_pg_proc proc, Snapshot snapshot)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "%s(", NameStr(proc->proname));
	for (int i = 0; i < Min(proc->pronargs, proc->proargtypes.dim1); i++)
		appendStringInfo(&buf, "%s%s", i > 0 ? ", " : "",
						 facts_read_type(proc->proargtypes.values[i], -1, snapshot)->name);
	appendStringInfoChar(&buf, ')');
	return buf.data;
}

/* Was the type created by CREATE TYPE or CREATE DOMAIN (no row type, no array)? */
static bool
is_standalone_type(Form_pg_type type, Snapshot snapshot)
{
	HeapTuple	class;

	if (type->typtype == TYPTYPE_MULTIRANGE)
		return false;
	if (type->typcategory == TYPCATEGORY_ARRAY && OidIsValid(type->typelem))
		return false;
	if (type->typtype != TYPTYPE_COMPOSITE)
		return true;
	class = facts_fetch_class(type->typrelid, snapshot);
	return HeapTupleIsValid(class) &&
		((Form_pg_class) GETSTRUCT(class))->relkind == RELKIND_COMPOSITE_TYPE;
}

ObjectFacts *
facts_read_object(Oid classid, Oid objid, Snapshot snapshot)
{
	ObjectFacts *facts = palloc0(sizeof(ObjectFacts));
	HeapTuple	tuple;
	Oid			nspoid = InvalidOid;

	facts->classid = classid;
	facts->objid = objid;

	switch (classid)
	{
		case NamespaceRelationId:
			facts->kind = "schema";
			facts->name = facts_namespace_name(objid, snapshot);
			if (facts->name == NULL)
				return NULL;
			break;

		case TypeRelationId:
			{
				Form_pg_type type;

				tuple = facts_fetch_by_oid(TypeRelationId, TypeOidIndexId, Anum_pg_type_oid,
										   objid, snapshot);
				if (!HeapTupleIsValid(tuple))
					return NULL;
				type = (Form_pg_type) GETSTRUCT(tuple);
				if (!is_standalone_type(type, snapshot))
					return NULL;
				facts->kind = type->typtype == TYPTYPE_DOMAIN ? "domain" : "type";
				facts->typtype = type->typtype;
				facts->name = pstrdup(NameStr(type->typname));
				facts->typrelid = type->typrelid;
				nspoid = type->typnamespace;
				break;
			}

		case ProcedureRelationId:
			{
				Form_pg_proc proc;

				tuple = facts_fetch_by_oid(ProcedureRelationId, ProcedureOidIndexId,
										   Anum_pg_proc_oid, objid, snapshot);
				if (!HeapTupleIsValid(tuple))
					return NULL;
				proc = (Form_pg_proc) GETSTRUCT(tuple);
				facts->kind = proc->prokind == PROKIND_PROCEDURE ? "procedure" :
					proc->prokind == PROKIND_AGGREGATE ? "aggregate" : "function";
				facts->name = function_name(proc, snapshot);
				nspoid = proc->pronamespace;
				break;
			}

		case ExtensionRelationId:
			tuple = facts_fetch_by_oid(ExtensionRelationId, ExtensionOidIndexId,
									   Anum_pg_extension_oid, objid, snapshot);
			if (!HeapTupleIsValid(tuple))
				return NULL;
			facts->kind = "extension";
			facts->name = pstrdup(NameStr(((Form_pg_extension) GETSTRUCT(tuple))->extname));
			break;

		default:
			return NULL;
	}

	facts->nspoid = nspoid;
	if (OidIsValid(nspoid))
	{
		facts->nspname = facts_namespace_name(nspoid, snapshot);
		if (facts->nspname == NULL)
			facts->nspname = pstrdup("???");
	}
	facts->extension_member = OidIsValid(facts_extension_of(classid, objid, snapshot));
	return facts;
}
