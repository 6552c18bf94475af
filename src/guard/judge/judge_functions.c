/*-------------------------------------------------------------------------
 *
 * judge_functions.c
 *		State rules on the functions and schemas that were affected.
 *
 * As with relations: what is found after and was not found before is new.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/transam.h"
#include "catalog/namespace.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "facts/code/functions.h"
#include "facts/code/schemas.h"
#include "guard/judge/judge_functions.h"

/* Sink: a plain list. */
static void
collect(HygieneFinding *finding, FindingSink *sink)
{
	List	  **list = (List **) sink->arg;

	*list = lappend(*list, finding);
}

static bool
function_exempt(const FunctionFacts *function)
{
	return function->extension_member || function->prokind == PROKIND_AGGREGATE ||
		(function->pronamespace < FirstNormalObjectId &&
		 function->pronamespace != PG_PUBLIC_NAMESPACE) ||
		isAnyTempNamespace(function->pronamespace);
}

/* State findings of the object at the snapshot. */
static List *
object_findings(const Judging *judging, const AffectedObject *entry, Snapshot snapshot)
{
	const SchemaFacts *schema;
	const FunctionFacts *function;
	List	   *found = NIL;
	FindingSink sink = {collect, &found};

	if (entry->classid == NamespaceRelationId)
	{
		schema = facts_read_schema(entry->objid, snapshot);
		if (schema != NULL && !schema->extension_member &&
			(schema->nspoid >= FirstNormalObjectId || schema->nspoid == PG_PUBLIC_NAMESPACE) &&
			!isAnyTempNamespace(schema->nspoid))
			rules_check_schema(schema, judging->when_bits, &judging->context, &sink);
	}
	else if (entry->classid == ProcedureRelationId)
	{
		function = facts_read_function(entry->objid, snapshot);
		if (function != NULL && !function_exempt(function))
			rules_check_function(function, judging->when_bits, &judging->context, &sink);
	}
	return found;
}

void
judge_functions(Judging *judging)
{
	ListCell   *lc;

	foreach(lc, judging->objects)
	{
		AffectedObject *entry = (AffectedObject *) lfirst(lc);
		List	   *now;
		List	   *then;
		ListCell   *ln;

		CHECK_FOR_INTERRUPTS();
		now = object_findings(judging, entry, judging->after);
		if (now == NIL)
			continue;
		then = object_findings(judging, entry, judging->before);
		judging->affected_now = entry;
		foreach(ln, now)
		{
			HygieneFinding *finding = (HygieneFinding *) lfirst(ln);
			ListCell   *lt;
			bool		old = false;

			foreach(lt, then)
				old = old || finding_within(finding, (HygieneFinding *) lfirst(lt));
			if (!old)
				judging->sink.add(finding, &judging->sink);
		}
	}
	judging->affected_now = NULL;
}
