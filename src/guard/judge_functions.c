/*-------------------------------------------------------------------------
 *
 * judge_functions.c
 *		State rules on the functions that were touched.
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
#include "facts/functions.h"
#include "guard/judging.h"
#include "settings.h"

/* Sink: a plain list. */
static void
collect(HygieneFinding *finding, FindingSink *sink)
{
	List	  **list = (List **) sink->arg;

	*list = lappend(*list, finding);
}

static List *
function_findings(const FunctionFacts *function, uint32 when_bits)
{
	List	   *found = NIL;
	FindingSink sink = {collect, &found};

	rules_check_function(function, when_bits, settings_rule_context(), &sink);
	return found;
}

static bool
function_exempt(const FunctionFacts *function)
{
	return function->extension_member || function->prokind == PROKIND_AGGREGATE ||
		(function->pronamespace < FirstNormalObjectId &&
		 function->pronamespace != PG_PUBLIC_NAMESPACE) ||
		isAnyTempNamespace(function->pronamespace);
}

void
judging_functions(Judging *judging)
{
	ListCell   *lc;

	foreach(lc, judging->objects)
	{
		TouchedObject *entry = (TouchedObject *) lfirst(lc);
		const FunctionFacts *before;
		const FunctionFacts *after;
		List	   *now;
		List	   *then = NIL;
		ListCell   *ln;

		CHECK_FOR_INTERRUPTS();
		if (entry->classid != ProcedureRelationId)
			continue;
		after = facts_read_function(entry->objid, judging->after);
		if (after == NULL || function_exempt(after))
			continue;
		now = function_findings(after, judging->when_bits);
		if (now == NIL)
			continue;
		before = facts_read_function(entry->objid, judging->before);
		if (before != NULL && !function_exempt(before))
			then = function_findings(before, judging->when_bits);
		judging->touched_now = entry;
		foreach(ln, now)
		{
			HygieneFinding *finding = (HygieneFinding *) lfirst(ln);
			ListCell   *lt;
			bool		old = false;

			foreach(lt, then)
				old = old || finding_same(finding, (HygieneFinding *) lfirst(lt));
			if (!old)
				judging->sink.add(finding, &judging->sink);
		}
	}
	judging->touched_now = NULL;
}
