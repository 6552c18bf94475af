/*-------------------------------------------------------------------------
 *
 * dry_run.c
 *		hygiene.dry_run(): the findings of a migration, before it is run.
 *
 * Each finding of each statement is a row, and so is each statement that fails
 * or cannot be rehearsed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "record/report.h"
#include "record/result_rows.h"
#include "rehearsal/rehearsal.h"
#include "rules/rule.h"
#include "utils/tuplestore.h"

PG_FUNCTION_INFO_V1(hygiene_dry_run);

/* Columns of its result, in the order of its declaration. */
enum
{
	COL_STATEMENT_NUMBER,
	COL_STATEMENT,
	COL_VERDICT,
	COL_RULE,
	COL_LEVEL,
	COL_CATEGORY,
	COL_OBJECT_TYPE,
	COL_OBJECT,
	COL_MESSAGE,
	COL_DETAIL,
	COL_HINT,
	COL_REMEDY,
	COL_REASON,
	COL_BACKUP,
	COL_SQLSTATE,
	COL_ROWS,
	COL_BYTES,
	COL_EVIDENCE,
	DRY_RUN_COLUMNS
};

typedef struct DryRun
{
	Rehearsal	rehearsal;		/* first: callbacks get a pointer to it */
	ReturnSetInfo *result;
	List	   *texts;			/* of the statements so far, of char * */
} DryRun;

typedef struct DryRunRow
{
	Datum		values[DRY_RUN_COLUMNS];
	bool		nulls[DRY_RUN_COLUMNS];
	Row			row;
} DryRunRow;

/*
 * Returns the text of a statement by its number, NULL if there is none.  Stores
 * the texts of all statements so far, because findings at commit belong to
 * earlier ones.
 */
static const char *
statement_text(DryRun *run, int number)
{
	MemoryContext old = MemoryContextSwitchTo(run->rehearsal.lasting);

	while (list_length(run->texts) < run->rehearsal.guard.number)
	{
		char	   *text = NULL;

		if (list_length(run->texts) == run->rehearsal.guard.number - 1)
			text = rehearsal_statement_text();
		run->texts = lappend(run->texts, text ? text : pstrdup(""));
	}
	MemoryContextSwitchTo(old);
	return number > 0 && number <= list_length(run->texts) ?
		(char *) list_nth(run->texts, number - 1) : NULL;
}

static Row *
begin_row(DryRun *run, DryRunRow *row, int number, const char *verdict)
{
	memset(row->nulls, true, sizeof(row->nulls));
	memset(row->values, 0, sizeof(row->values));
	row->row.values = row->values;
	row->row.nulls = row->nulls;
	row_int4(&row->row, COL_STATEMENT_NUMBER, number > 0 ? number : -1);
	row_text(&row->row, COL_STATEMENT, statement_text(run, number));
	row_text(&row->row, COL_VERDICT, verdict);
	return &row->row;
}

static void
put_row(DryRun *run, DryRunRow *row)
{
	tuplestore_putvalues(run->result->setResult, run->result->setDesc, row->values,
						 row->nulls);
}

static void
add_finding(const HygieneFinding *finding, const char *verdict, HygieneLevel level,
			const char *hint, const char *reason, const char *backup, int number, void *arg)
{
	DryRun	   *run = arg;
	DryRunRow	space;
	Row		   *row = begin_row(run, &space, number, verdict);

	row_text(row, COL_RULE, finding->rule->name);
	row_text(row, COL_LEVEL, level_name(level));
	row_text(row, COL_CATEGORY, finding->rule->category);
	row_text(row, COL_OBJECT_TYPE, finding->object_type);
	row_text(row, COL_OBJECT, finding->object);
	row_text(row, COL_MESSAGE, finding->message);
	row_text(row, COL_DETAIL, finding->detail);
	row_text(row, COL_HINT, hint);
	row_text(row, COL_REMEDY, finding->remedy);
	row_text(row, COL_REASON, reason);
	row_text(row, COL_BACKUP, backup);
	row_text(row, COL_SQLSTATE, level == LEVEL_ERROR ? finding->rule->sqlstate :
			 rule_warning_sqlstate(finding->rule));
	row_int8(row, COL_ROWS, finding->rows);
	row_int8(row, COL_BYTES, finding->bytes);
	row_jsonb(row, COL_EVIDENCE, report_evidence(finding));
	put_row(run, &space);
}

static void
add_message(DryRun *run, const char *verdict, int sqlerrcode, const char *message,
			const char *detail, const char *hint, int number)
{
	DryRunRow	space;
	Row		   *row = begin_row(run, &space, number, verdict);

	row_text(row, COL_MESSAGE, message);
	row_text(row, COL_DETAIL, detail);
	row_text(row, COL_HINT, hint);
	row_text(row, COL_SQLSTATE, sqlstate_text(sqlerrcode));
	put_row(run, &space);
}

static void
add_problem(int sqlerrcode, const char *message, const char *detail, const char *hint,
			int number, void *arg)
{
	add_message((DryRun *) arg, "warned", sqlerrcode, message, detail, hint, number);
}

static void
remark(Rehearsal *rehearsal, const char *verdict, const ErrorData *error)
{
	add_message((DryRun *) rehearsal, verdict, error->sqlerrcode, error->message,
				error->detail, error->hint, rehearsal->guard.number);
}

static void
done(Rehearsal *rehearsal, RehearsalOutcome outcome, const ErrorData *error)
{
	DryRun	   *run = (DryRun *) rehearsal;

	(void) statement_text(run, 0);
	if (outcome != REHEARSAL_RAN)
		remark(rehearsal, outcome == REHEARSAL_FAILED ? "failed" : "not run", error);
}

/*
 * dry_run(sql text).  Errors: null_value_not_allowed,
 * read_only_sql_transaction; query_canceled after the rollback.
 */
Datum
hygiene_dry_run(PG_FUNCTION_ARGS)
{
	char	   *sql = rehearsal_argument(fcinfo);
	DryRun		run = {0};

	run.result = rows_begin(fcinfo, DRY_RUN_COLUMNS);
	run.rehearsal.done = done;
	run.rehearsal.remark = remark;
	run.rehearsal.guard.finding = add_finding;
	run.rehearsal.guard.problem = add_problem;
	run.rehearsal.guard.arg = &run;
	rehearsal_run(&run.rehearsal, sql, "hygiene.dry_run()");
	return (Datum) 0;
}
