/*-------------------------------------------------------------------------
 *
 * triggers.h
 *		The event trigger functions, and what they do.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TRIGGERS_H
#define HYGIENE_TRIGGERS_H

#include "fmgr.h"
#include "nodes/nodes.h"
#include "tcop/cmdtag.h"

extern Datum hygiene_ddl_command_start(PG_FUNCTION_ARGS);
extern Datum hygiene_ddl_command_end(PG_FUNCTION_ARGS);

/*
 * What is to be done before a command, and after it, with what it did visible;
 * for who knows that we may act.  May raise the error that refuses it.
 */
extern void triggers_before(Node *parsetree, CommandTag tag);
extern void triggers_after(Node *parsetree, CommandTag tag);

#endif							/* HYGIENE_TRIGGERS_H */
