/*-------------------------------------------------------------------------
 *
 * type_change_loss_parts.h
 *		The parts of type_change_loss(), by kind of type.
 *
 * For type_change_loss*.c only.  Each function answers as type_change_loss() does, for
 * single values of the types at the bottom.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TYPE_CHANGE_LOSS_PARTS_H
#define HYGIENE_TYPE_CHANGE_LOSS_PARTS_H

#include "postgres.h"

#include "rules/destructive/type_change_loss.h"

/* Of a pair of types that nobody has thought of. */
extern const TypeLoss type_loss_unknown;

/* Numbers, and what is cast to them: truth values, OIDs, money. */
extern bool type_loss_is_number(Oid base);

/* "from" is a number. */
extern const TypeLoss *type_loss_of_numbers(const TypeFacts *from, const TypeFacts *to);

/* Declared digits of a numeric; false (and zero) where there is no limit. */
extern bool type_loss_numeric_typmod(const TypeFacts *type, int *precision, int *scale);

/* Dates, times and intervals. */
extern bool type_loss_is_datetime(Oid base);

/* Both are. */
extern const TypeLoss *type_loss_of_datetimes(const TypeFacts *from, const TypeFacts *to);

#endif							/* HYGIENE_TYPE_CHANGE_LOSS_PARTS_H */
