/*-------------------------------------------------------------------------
 *
 * event_triggers.c
 *		The event trigger functions.
 *
 * ddl_command_start loads the library, so that the hooks see what the command
 * affects; ddl_command_end judges.  There is no sql_drop trigger: object_access_hook
 * has seen every dropped object while it could still be read.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/event_trigger.h"
#include "fmgr.h"
#include "guard/by_command/lock_and_rewrite.h"
#include "guard/collect/guard_enabled.h"
#include "guard/entry/command.h"
#include "guard/verdict/deferred_journal.h"
#include "utils/fmgroids.h"

PG_FUNCTION_INFO_V1(hygiene_ddl_command_start);
PG_FUNCTION_INFO_V1(hygiene_ddl_command_end);
PG_FUNCTION_INFO_V1(hygiene_table_rewrite);

/*
 * The data of the event trigger on that event; NULL if the guard is not enabled.
 * Each function serves one event.
 */
static EventTriggerData *
event_data(FunctionCallInfo fcinfo, const char *event)
{
	EventTriggerData *trigdata = (EventTriggerData *) fcinfo->context;

	if (CALLED_AS_EVENT_TRIGGER(fcinfo))
	{
		if (!guard_enabled())
			return NULL;
		if (strcmp(trigdata->event, event) == 0)
			return trigdata;
	}
	ereport(ERROR,
			(errcode(ERRCODE_E_R_I_E_EVENT_TRIGGER_PROTOCOL_VIOLATED),
			 errmsg("function is not called by an event trigger on %s", event)));
}

Datum
hygiene_ddl_command_start(PG_FUNCTION_ARGS)
{
	EventTriggerData *trigdata = event_data(fcinfo, "ddl_command_start");

	if (trigdata != NULL)
	{
		/* left by a command that failed after its first commit */
		deferred_journal_forget();
		command_begin(trigdata->parsetree, trigdata->tag);
	}
	PG_RETURN_POINTER(NULL);
}

Datum
hygiene_ddl_command_end(PG_FUNCTION_ARGS)
{
	EventTriggerData *trigdata = event_data(fcinfo, "ddl_command_end");

	if (trigdata != NULL)
		command_end_collected(trigdata->parsetree, trigdata->tag);
	PG_RETURN_POINTER(NULL);
}

/* A function of the event trigger's own that takes nothing and gives one value. */
static Datum
call_event_function(Oid function)
{
	FmgrInfo	flinfo;

	LOCAL_FCINFO(fcinfo, 0);

	fmgr_info(function, &flinfo);
	InitFunctionCallInfoData(*fcinfo, &flinfo, 0, InvalidOid, NULL, NULL);
	return FunctionCallInvoke(fcinfo);
}

Datum
hygiene_table_rewrite(PG_FUNCTION_ARGS)
{
	EventTriggerData *trigdata = event_data(fcinfo, "table_rewrite");

	if (trigdata == NULL)
		PG_RETURN_POINTER(NULL);

	lock_and_rewrite_judge_rewrite(DatumGetObjectId(call_event_function(F_PG_EVENT_TRIGGER_TABLE_REWRITE_OID)),
								   DatumGetInt32(call_event_function(F_PG_EVENT_TRIGGER_TABLE_REWRITE_REASON)),
								   trigdata->tag);
	PG_RETURN_POINTER(NULL);
}
