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
#include "catalog/pg_class.h"
#include "commands/defrem.h"
#include "facts/catalog/catalog_rows.h"
#include "facts/catalog/dependency.h"
#include "facts/relation/views.h"
#include "utils/acl.h"
#include "utils/builtins.h"
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
