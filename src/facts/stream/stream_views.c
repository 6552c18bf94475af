/*-------------------------------------------------------------------------
 *
 * stream_views.c
 *		The views that users made, for audits.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "facts/catalog/user_schema.h"
#include "facts/relation/relation.h"
#include "facts/stream/stream_views.h"
#include "miscadmin.h"
#include "utils/memutils.h"

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
		RelationFacts *view = relation_read(lfirst_oid(lc), FACTS_ALL, snapshot);

		CHECK_FOR_INTERRUPTS();
		MemoryContextSwitchTo(old);
		if (view != NULL && view->relkind == RELKIND_VIEW &&
			view->relpersistence != RELPERSISTENCE_TEMP && !view->extension_member &&
			is_user_schema(view->nspname))
			callback(view, arg);
		MemoryContextReset(context);
	}
	MemoryContextDelete(context);
}
