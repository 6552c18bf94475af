/*-------------------------------------------------------------------------
 *
 * trace.c
 *		hygiene.trace(): what each statement of a migration does.
 *
 * Nothing is derived from the text.  Locks come from the lock manager, rewrites
 * are changed file numbers, scans and rows come from the server's counters.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "executor/instrument.h"
#include "fmgr.h"
#include "portability/instr_time.h"
#include "record/result_rows.h"
#include "rehearsal/effects.h"
#include "rehearsal/rehearsal.h"
#include "utils/tuplestore.h"

PG_FUNCTION_INFO_V1(hygiene_trace);

/* Columns of its result, in the order of its declaration. */
enum
{
	COL_STATEMENT_NUMBER,
	COL_STATEMENT,
	COL_OUTCOME,
	COL_MESSAGE,
	COL_SECONDS,
	COL_WAL_BYTES,
	COL_ROWS_CHANGED,
	COL_LOCKS,
	COL_REWRITES,
	COL_INDEX_BUILDS,
	COL_FULL_SCANS,
	TRACE_COLUMNS
};

typedef struct Trace
{
	Rehearsal	rehearsal;		/* first: callbacks get a pointer to it */
	ReturnSetInfo *result;
	Observer   *observer;
	instr_time	start;
	uint64		wal_start;
	char	   *remark;			/* on the running statement, or NULL */

	/* of the statement that has run */
	bool		measured;
	double		seconds;
	int64		wal_bytes;
	Observation seen;
} Trace;

static void
before(Rehearsal *rehearsal)
{
	Trace	   *trace = (Trace *) rehearsal;

	observe_begin(trace->observer);
	trace->wal_start = pgWalUsage.wal_bytes;
	INSTR_TIME_SET_CURRENT(trace->start);
}

static void
after(Rehearsal *rehearsal)
{
	Trace	   *trace = (Trace *) rehearsal;
	instr_time	end;

	INSTR_TIME_SET_CURRENT(end);
	INSTR_TIME_SUBTRACT(end, trace->start);
	trace->seconds = INSTR_TIME_GET_DOUBLE(end);
	trace->wal_bytes = pgWalUsage.wal_bytes - trace->wal_start;
	observe_end(trace->observer, rehearsal->guard.utility, &trace->seen);
	trace->measured = true;
}

static void
done(Rehearsal *rehearsal, RehearsalOutcome outcome, const ErrorData *error)
{
	Trace	   *trace = (Trace *) rehearsal;
	Datum		values[TRACE_COLUMNS] = {0};
	bool		nulls[TRACE_COLUMNS];
	Row			row = {values, nulls};

	memset(nulls, true, sizeof(nulls));
	row_int4(&row, COL_STATEMENT_NUMBER, rehearsal->guard.number);
	row_text(&row, COL_STATEMENT, rehearsal_statement_text());
	row_text(&row, COL_OUTCOME, outcome == REHEARSAL_RAN ? "ran" :
			 outcome == REHEARSAL_FAILED ? "failed" : "not run");
	row_text(&row, COL_MESSAGE, error ? error->message : trace->remark);
	if (outcome == REHEARSAL_RAN && trace->measured)
	{
		values[COL_SECONDS] = Float8GetDatum(trace->seconds);
		nulls[COL_SECONDS] = false;
		row_int8(&row, COL_WAL_BYTES, trace->wal_bytes);
		row_int8(&row, COL_ROWS_CHANGED, trace->seen.rows_changed);
		row_json(&row, COL_LOCKS, trace->seen.locks);
		row_json(&row, COL_REWRITES, trace->seen.rewrites);
		row_json(&row, COL_INDEX_BUILDS, trace->seen.index_builds);
		row_json(&row, COL_FULL_SCANS, trace->seen.full_scans);
	}
	else
		observe_failed(trace->observer);
	tuplestore_putvalues(trace->result->setResult, trace->result->setDesc, values, nulls);
	trace->measured = false;
	trace->remark = NULL;
}

static void
remark(Rehearsal *rehearsal, const char *verdict, const ErrorData *error)
{
	/* lives as long as the statement; a failed commit at the end has none */
	((Trace *) rehearsal)->remark = error->message;
	if (rehearsal->guard.number == 0)
		ereport(WARNING,
				(errcode(error->sqlerrcode),
				 errmsg("the migration could not commit: %s", error->message)));
}

static void
ignore_finding(const HygieneFinding *finding, const char *verdict, HygieneLevel level,
			   const char *hint, const char *reason, const char *backup, int number,
			   void *arg)
{
}

static void
ignore_problem(int sqlerrcode, const char *message, const char *detail, const char *hint,
			   int number, void *arg)
{
}

/*
 * trace(sql text).  Errors: null_value_not_allowed,
 * read_only_sql_transaction; query_canceled after the rollback.
 */
Datum
hygiene_trace(PG_FUNCTION_ARGS)
{
	char	   *sql = rehearsal_argument(fcinfo);
	Trace		trace = {0};

	trace.result = rows_begin(fcinfo, TRACE_COLUMNS);
	trace.rehearsal.before = before;
	trace.rehearsal.after = after;
	trace.rehearsal.done = done;
	trace.rehearsal.remark = remark;
	trace.rehearsal.guard.finding = ignore_finding;
	trace.rehearsal.guard.problem = ignore_problem;
	trace.observer = observer_create();
	rehearsal_run(&trace.rehearsal, sql, "hygiene.trace()");
	observe_over();
	return (Datum) 0;
}
