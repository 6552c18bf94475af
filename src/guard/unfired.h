/*-------------------------------------------------------------------------
 *
 * unfired.h
 *		Commands for which our event triggers need not fire.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_UNFIRED_H
#define HYGIENE_UNFIRED_H

#include "nodes/nodes.h"
#include "tcop/utility.h"

/*
 * May the command run as a part of another one, for which the server fires no
 * event triggers, if we do before and after it what ours would do?  Only DROP
 * of relations and CREATE INDEX, and only if there is no event trigger but ours
 * that it would fire.
 */
extern bool unfired_may(const Node *parsetree, ProcessUtilityContext context);

#endif							/* HYGIENE_UNFIRED_H */
