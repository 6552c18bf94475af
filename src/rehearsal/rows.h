/*-------------------------------------------------------------------------
 *
 * rows.h
 *		Values of the rows that a rehearsal returns.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_ROWS_H
#define HYGIENE_ROWS_H

#include "postgres.h"

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
extern void row_int4(Row *row, int column, int value);
extern void row_int8(Row *row, int column, int64 value);
extern void row_json(Row *row, int column, const char *json);
extern void row_jsonb(Row *row, int column, Jsonb *json);

/* Checks that the function is declared with that many columns. */
extern void rows_check(const ReturnSetInfo *result, int columns);

/* Five letters or digits; palloc'd. */
extern char *sqlstate_text(int sqlerrcode);

#endif							/* HYGIENE_ROWS_H */
