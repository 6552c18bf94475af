/*-------------------------------------------------------------------------
 *
 * glance.h
 *		Is there surely nothing to tell of a statement?
 *
 * Nearly all DDL adds things that are in order.  That can be seen from what
 * was touched and from a few rows, without reading everything before and
 * after.  A glance never decides that something is to be told: whatever is
 * not plainly in order is left to judge.h, which judges as if nobody had
 * looked.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_GLANCE_H
#define HYGIENE_GLANCE_H

#include "guard/statement.h"

/*
 * After the command: does it only add to the schema, and is none of that a
 * defect?  Then *due says whether something has to be judged before the
 * transaction commits.
 */
extern bool glance_finds_nothing(const Statement *statement, bool *due);

#endif							/* HYGIENE_GLANCE_H */
