/*-------------------------------------------------------------------------
 *
 * result_rows.h
 *		The rows that SQL functions in C return.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_RESULT_ROWS_H
#define HYGIENE_RESULT_ROWS_H

#include "postgres.h"

#include "fmgr.h"
#include "nodes/execnodes.h"
#include "utils/jsonb.h"

/* A row that is being built; both arrays have room for all columns. */
typedef struct Row
{
	Datum	   *values;
	bool	   *nulls;
} Row;

/* Set a column; a NULL pointer and a negative number become SQL's NULL. */
extern void row_text(Row *row, int column, const char *text);
extern void row_name(Row *row, int column, const char *name);
extern void row_int4(Row *row, int column, int value);
extern void row_int8(Row *row, int column, int64 value);
extern void row_json(Row *row, int column, const char *json);
extern void row_jsonb(Row *row, int column, Jsonb *json);

/*
 * Begins the result of a set-returning function and returns it, with a
 * tuplestore.  Raises an error unless the function is declared with that many
 * columns.
 */
extern ReturnSetInfo *rows_begin(FunctionCallInfo fcinfo, int columns);

/* Returns the SQLSTATE as five characters; palloc'd. */
extern char *sqlstate_text(int sqlerrcode);

#endif							/* HYGIENE_RESULT_ROWS_H */
