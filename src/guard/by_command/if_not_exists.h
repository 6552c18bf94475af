/*-------------------------------------------------------------------------
 *
 * if_not_exists.h
 *		IF NOT EXISTS that met something else.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_IF_NOT_EXISTS_H
#define HYGIENE_IF_NOT_EXISTS_H

#include "postgres.h"

#include "nodes/nodes.h"
#include "tcop/cmdtag.h"

/*
 * After a CREATE TABLE, CREATE INDEX or ADD COLUMN with IF NOT EXISTS: if the
 * name was taken before command "cid", is it by what the statement describes?
 * What is there and more of it (further columns) is.
 */
extern void skipped_judge(const Node *parsetree, CommandTag tag, CommandId cid);

#endif							/* HYGIENE_IF_NOT_EXISTS_H */
