/*-------------------------------------------------------------------------
 *
 * views.c
 *		Views, and the row security that they pass by.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/reloptions.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "commands/defrem.h"
#include "facts/catalog/reader.h"
#include "facts/relation/views.h"
#include "facts/stream/stream_records.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/rel.h"

/* Is it "WITH (security_invoker = true)"? */
static bool
is_security_invoker(Oid relid, Snapshot snapshot)
{
	Relation	catalog = table_open(RelationRelationId, AccessShareLock);
	HeapTuple	tuple = facts_fetch_class(relid, snapshot);
	bool		isnull = true;
	Datum		datum = HeapTupleIsValid(tuple) ?
		heap_getattr(tuple, Anum_pg_class_reloptions, RelationGetDescr(catalog), &isnull) :
		(Datum) 0;
	ListCell   *lc;

	table_close(catalog, AccessShareLock);
	if (isnull)
		return false;
	foreach(lc, untransformRelOptions(datum))
	{
		DefElem    *option = lfirst_node(DefElem, lc);
		bool		value;

		if (strcmp(option->defname, "security_invoker") == 0)
			return option->arg == NULL || (parse_bool(defGetString(option), &value) && value);
	}
	return false;
}

void
facts_read_bypassed(RelationFacts *view, Snapshot snapshot)
{
	List	   *relids;
	ListCell   *lc;
	bool		exempt;

	if (is_security_invoker(view->relid, snapshot))
		return;
	relids = facts_view_reads(view->relid, snapshot);
	if (relids == NIL)
		return;
	exempt = has_bypassrls_privilege(view->relowner);
	view->bypassed = palloc(list_length(relids) * sizeof(char *));
	foreach(lc, relids)
	{
		HeapTuple	tuple = facts_fetch_class(lfirst_oid(lc), snapshot);
		Form_pg_class form;
		char	   *nspname;

		if (!HeapTupleIsValid(tuple))
			continue;
		form = (Form_pg_class) GETSTRUCT(tuple);
		if (!form->relrowsecurity ||
			!(exempt || (!form->relforcerowsecurity &&
						 has_privs_of_role(view->relowner, form->relowner))))
			continue;
		nspname = facts_namespace_name(form->relnamespace, snapshot);
		view->bypassed[view->nbypassed++] =
			quote_qualified_identifier(nspname ? nspname : "???", NameStr(form->relname));
	}
}

void
facts_views_observe(HeapTuple tuple, Relation pg_class, const char *nspname, void *arg)
{
	ViewReading *reading = arg;
	Form_pg_class form = (Form_pg_class) GETSTRUCT(tuple);

	reading->any_row_security = reading->any_row_security || form->relrowsecurity;
	if (form->relkind == RELKIND_VIEW && nspname != NULL)
		reading->views = lappend_oid(reading->views, form->oid);
}

void
facts_stream_views(ViewReading *reading, Snapshot snapshot, ViewCallback callback, void *arg)
{
	MemoryContext context;
	ListCell   *lc;

	if (!reading->any_row_security || reading->views == NIL)
		return;
	context = AllocSetContextCreate(CurrentMemoryContext, "hygiene views",
									ALLOCSET_DEFAULT_SIZES);
	list_sort(reading->views, list_oid_cmp);
	foreach(lc, reading->views)
	{
		MemoryContext old = MemoryContextSwitchTo(context);
		RelationFacts *view = facts_read_relation(lfirst_oid(lc), snapshot);

		CHECK_FOR_INTERRUPTS();
		MemoryContextSwitchTo(old);
		if (view != NULL && view->relkind == RELKIND_VIEW &&
			view->relpersistence != RELPERSISTENCE_TEMP && !view->extension_member &&
			stream_looks_at_schema(view->nspname))
			callback(view, arg);
		MemoryContextReset(context);
	}
	MemoryContextDelete(context);
}
