/*-------------------------------------------------------------------------
 *
 * single_change.h
 *		One change judged by itself, apart from what a statement affected.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SINGLE_CHANGE_H
#define HYGIENE_SINGLE_CHANGE_H

#include "facts/change/change.h"
#include "tcop/cmdtag.h"

/*
 * Judges one change that is not found by comparing facts, and passes the
 * verdict; may raise the error that refuses it.  "alone": the command cannot
 * run in a transaction block.
 */
extern void judge_single_change(const Change *change, bool alone, CommandTag tag);

#endif							/* HYGIENE_SINGLE_CHANGE_H */
