/*-------------------------------------------------------------------------
 *
 * if_not_exists.h
 *		IF NOT EXISTS that met something else.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_IF_NOT_EXISTS_H
#define HYGIENE_IF_NOT_EXISTS_H

#include "guard/collect/statement.h"

/*
 * After a CREATE TABLE, a CREATE INDEX or an ALTER TABLE ... ADD COLUMN with
 * IF NOT EXISTS: if the name was taken before the statement, it is judged
 * whether by what the statement describes.  What is there and more of it
 * (further columns) is.  May raise an error; nothing is locked.
 */
extern void if_not_exists_judge_table(Statement *statement, const Node *parsetree);
extern void if_not_exists_judge_index(Statement *statement, const Node *parsetree);
extern void if_not_exists_judge_columns(Statement *statement, const Node *parsetree);

#endif							/* HYGIENE_IF_NOT_EXISTS_H */
