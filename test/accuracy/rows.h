/*-------------------------------------------------------------------------
 *
 * rows.h
 *	  Tab-separated files of labelled columns.
 *
 *-------------------------------------------------------------------------
 */
#ifndef ACCURACY_ROWS_H
#define ACCURACY_ROWS_H

#include <stdio.h>
#include <stdlib.h>

#include "plain.h"

#define MAX_ROWS		20000
#define MAX_FIELDS		12
#define LINE_BYTES		4096

/* The fields of a row that this program knows by name. */
enum
{
	PROJECT, SCHEMA, TABLE, COLUMN, TYPE, BASE_TYPE, LABEL, NFIELDS
};
typedef struct Row
{
	const char *field[NFIELDS]; /* "" when the file has none */
	uint32		siblings;
} Row;

typedef struct Rows
{
	int			n;
	Row			row[MAX_ROWS];
} Rows;

/* Named in messages; set it first. */
extern const char *program_name;

/* Says what is wrong with which, and ends the program with 2. */
extern void die(const char *what, const char *which);

/* Which field of a file holds the labels; "label" unless set before reading. */
extern const char *label_field;

/* Reads a file whose first line names its fields, or dies. */
extern void read_rows(const char *path, Rows *rows);

extern bool same_table(const Row *a, const Row *b);

/* part of part and rest; 1 of nothing */
extern double share(int part, int rest);

#endif							/* ACCURACY_ROWS_H */
