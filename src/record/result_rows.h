/*-------------------------------------------------------------------------
 *
 * result_rows.h
 *		The rows that our SQL functions return.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_RESULT_ROWS_H
#define HYGIENE_RESULT_ROWS_H

#include "postgres.h"

#include "fmgr.h"
#include "nodes/execnodes.h"
#include "utils/jsonb.h"

/* A row being made; "values" and "nulls" have room for all columns. */
typedef struct Row
{
	Datum	   *values;
	bool	   *nulls;
} Row;

/* Sets a column; NULL and, for numbers, -1 are SQL's NULL. */
extern void row_text(Row *row, int column, const char *text);
extern void row_name(Row *row, int column, const char *name);
extern void row_int4(Row *row, int column, int value);
extern void row_int8(Row *row, int column, int64 value);
extern void row_json(Row *row, int column, const char *json);
extern void row_jsonb(Row *row, int column, Jsonb *json);

/*
 * Begins the result of a function that returns a set: a tuplestore.  Raises an
 * error unless the function is declared with that many columns.
 */
extern ReturnSetInfo *rows_begin(FunctionCallInfo fcinfo, int columns);

/* Five letters or digits; palloc'd. */
extern char *sqlstate_text(int sqlerrcode);

#endif							/* HYGIENE_RESULT_ROWS_H */
