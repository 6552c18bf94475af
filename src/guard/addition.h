/*-------------------------------------------------------------------------
 *
 * addition.h
 *		Does a command do nothing but add?
 *
 * CREATE TABLE (AS), CREATE INDEX and ALTER TABLE of a small table may: then
 * the table's row in pg_class says what it said, and each attribute, constraint
 * and index that the command wrote is new.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_ADDITION_H
#define HYGIENE_ADDITION_H

#include "guard/statement.h"

typedef struct Addition
{
	const Statement *statement;
	uint32		may_add;		/* what the command can add, FACTS_ bits; 0: it
								 * may do more */
	int			columns;		/* as many and nothing else it is sure to add to
								 * its table; 0: that cannot be said */
} Addition;

/* Before the command: it names this table, which is too small to matter to traffic. */
extern void addition_note_target(Statement *statement, Oid relid);

/* After the command, from what it is: what it can have added. */
extern Addition addition_expected(const Statement *statement);

/*
 * What it did add to its table, as far as "class", the row in pg_class, and
 * what was written to catalogs tell; false if it did something else as well.
 */
extern bool addition_to_target(const Addition *addition, Form_pg_class class,
							   uint32 *added);

/*
 * Is all that the command wrote of its table new?  Marks the attributes fresh
 * where facts_read_open() could not.
 */
extern bool addition_is_all(const Addition *addition, RelationFacts *rel);

#endif							/* HYGIENE_ADDITION_H */
