/*-------------------------------------------------------------------------
 *
 * result_rows.c
 *		The rows that SQL functions in C return.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "funcapi.h"
#include "record/result_rows.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

void
row_text(Row *row, int column, const char *text)
{
	row->nulls[column] = text == NULL;
	if (text)
		row->values[column] = CStringGetTextDatum(text);
}

void
row_name(Row *row, int column, const char *name)
{
	row->nulls[column] = name == NULL;
	if (name)
		row->values[column] = DirectFunctionCall1(namein, CStringGetDatum(name));
}

void
row_int4(Row *row, int column, int value)
{
	row->nulls[column] = value < 0;
	row->values[column] = Int32GetDatum(value);
}

void
row_int8(Row *row, int column, int64 value)
{
	row->nulls[column] = value < 0;
	row->values[column] = Int64GetDatum(value);
}

void
row_json(Row *row, int column, const char *json)
{
	row->nulls[column] = json == NULL;
	if (json)
		row->values[column] = DirectFunctionCall1(jsonb_in, CStringGetDatum(json));
}

void
row_jsonb(Row *row, int column, Jsonb *json)
{
	row->nulls[column] = false;
	row->values[column] = JsonbPGetDatum(json);
}

ReturnSetInfo *
rows_begin(FunctionCallInfo fcinfo, int columns)
{
	ReturnSetInfo *result;

	InitMaterializedSRF(fcinfo, 0);
	result = (ReturnSetInfo *) fcinfo->resultinfo;
	if (result->setDesc->natts != columns)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the function returns %d columns, its declaration says %d", columns,
						result->setDesc->natts),
				 errhint("Run ALTER EXTENSION pg_hygiene UPDATE.")));
	return result;
}

char *
sqlstate_text(int sqlerrcode)
{
	return pstrdup(unpack_sql_state(sqlerrcode));
}
