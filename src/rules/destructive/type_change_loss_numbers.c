/*-------------------------------------------------------------------------
 *
 * type_change_loss_numbers.c
 *		What numbers lose when a column's type changes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "rules/destructive/type_change_loss_parts.h"

static const TypeLoss rounding = {
	"rounds stored values",
	"Digits that the new type cannot hold are rounded away and cannot be computed back.",
	LEVEL_ERROR
};

/* the cure of money stored as floating point: told, not refused */
static const TypeLoss decimal = {
	"rounds stored values to decimal digits",
	"A cast from double precision keeps 15 significant digits, one from real 6.",
	LEVEL_WARNING
};
static const TypeLoss narrowing = {
	"narrows the range of values",
	"Values beyond the new range are refused, unless a USING clause alters them.",
	LEVEL_ERROR
};
static const TypeLoss truth = {
	"keeps only whether values are zero",
	"Every number other than zero becomes true.",
	LEVEL_ERROR
};

bool
type_loss_numeric_typmod(const TypeFacts *type, int *precision, int *scale)
{
	int32		typmod = type->base_typmod - (int32) VARHDRSZ;

	*precision = *scale = 0;
	if (type->base_typmod < (int32) VARHDRSZ)
		return false;
	*precision = (typmod >> 16) & 0xffff;
	*scale = ((typmod & 0x7ff) ^ 1024) - 1024;
	return true;
}

/* Decimal digits of the widest value of an integer type; 0 for other types. */
static int
integer_digits(Oid base)
{
	switch (base)
	{
		case INT2OID:
			return 5;
		case INT4OID:
			return 10;
		case INT8OID:
			return 19;
	}
	return 0;
}

static const TypeLoss *
integer_loss(const TypeFacts *from, const TypeFacts *to)
{
	int			digits = integer_digits(from->base);
	int			precision;
	int			scale;

	switch (to->base)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
			return integer_digits(to->base) >= digits ? NULL : &narrowing;
		case NUMERICOID:
			if (!type_loss_numeric_typmod(to, &precision, &scale))
				return NULL;
			if (scale < 0)
				return &rounding;
			return precision - scale >= digits ? NULL : &narrowing;
		case FLOAT4OID:
			return from->base == INT2OID ? NULL : &rounding;
		case FLOAT8OID:
			return from->base == INT8OID ? &rounding : NULL;
		case CASHOID:
			return from->base == INT8OID ? &narrowing : NULL;
		case OIDOID:
			return &narrowing;
		case BOOLOID:
			return &truth;
	}
	return &type_loss_unknown;
}

static const TypeLoss *
float_loss(const TypeFacts *from, const TypeFacts *to)
{
	int			precision;
	int			scale;

	switch (to->base)
	{
		case FLOAT8OID:
			return NULL;
		case NUMERICOID:
			if (!type_loss_numeric_typmod(to, &precision, &scale) || scale >= 2)
				return &decimal;
			return &rounding;
		case FLOAT4OID:
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case CASHOID:
			return &rounding;
	}
	return &type_loss_unknown;
}

static const TypeLoss *
numeric_loss(const TypeFacts *from, const TypeFacts *to)
{
	int			from_precision;
	int			from_scale;
	int			to_precision;
	int			to_scale;
	bool		bounded = type_loss_numeric_typmod(from, &from_precision, &from_scale);

	switch (to->base)
	{
		case NUMERICOID:
			if (!type_loss_numeric_typmod(to, &to_precision, &to_scale))
				return NULL;
			if (!bounded || to_scale < from_scale)
				return &rounding;
			return to_precision - to_scale >= from_precision - from_scale ? NULL : &narrowing;
		case INT2OID:
		case INT4OID:
		case INT8OID:
			if (!bounded || from_scale > 0)
				return &rounding;
			return from_precision - from_scale < integer_digits(to->base) ? NULL : &narrowing;
		case FLOAT4OID:
		case FLOAT8OID:
		case CASHOID:
			return &rounding;
	}
	return &type_loss_unknown;
}

/* The cure of the type money; an amount that does not fit is refused. */
static const TypeLoss *
money_loss(const TypeFacts *to)
{
	int			precision;
	int			scale;

	if (to->base != NUMERICOID)
		return &rounding;
	return !type_loss_numeric_typmod(to, &precision, &scale) || scale >= 2 ? NULL : &rounding;
}

bool
type_loss_is_number(Oid base)
{
	switch (base)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case NUMERICOID:
		case FLOAT4OID:
		case FLOAT8OID:
		case CASHOID:
		case BOOLOID:
		case OIDOID:
			return true;
	}
	return false;
}

const TypeLoss *
type_loss_of_numbers(const TypeFacts *from, const TypeFacts *to)
{
	if (from->base == NUMERICOID)
		return numeric_loss(from, to);
	if (from->base == to->base)
		return NULL;
	switch (from->base)
	{
		case FLOAT4OID:
		case FLOAT8OID:
			return float_loss(from, to);
		case CASHOID:
			return money_loss(to);
		case BOOLOID:
			return integer_digits(to->base) > 0 ? NULL : &type_loss_unknown;
		case OIDOID:
			return to->base == INT8OID ? NULL : &narrowing;
	}
	return integer_loss(from, to);
}
