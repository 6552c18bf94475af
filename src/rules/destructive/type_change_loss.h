/*-------------------------------------------------------------------------
 *
 * type_change_loss.h
 *		What stored values lose when a column's type changes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TYPE_CHANGE_LOSS_H
#define HYGIENE_TYPE_CHANGE_LOSS_H

#include "facts/facts.h"
#include "rules/finding.h"

typedef struct TypeLoss
{
	const char *what;			/* goes on after "changing ... from ... to
								 * ..." */
	const char *detail;			/* whole sentences */
	HygieneLevel cap;			/* lower where the change is usually the cure */
} TypeLoss;

/*
 * What can be altered or lost, or NULL where every value survives or a value
 * that does not fit any enum or UUID makes the statement fail.  Static.
 */
extern const TypeLoss *type_change_loss(const TypeFacts *from, const TypeFacts *to);

#endif							/* HYGIENE_TYPE_CHANGE_LOSS_H */
