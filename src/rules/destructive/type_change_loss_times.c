/*-------------------------------------------------------------------------
 *
 * type_change_loss_times.c
 *		What dates and times lose when a column's type changes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "rules/destructive/type_change_loss_parts.h"
#include "utils/date.h"
#include "utils/timestamp.h"

static const TypeLoss time_of_day = {
	"loses the time of day",
	"Only the date is kept, by the TimeZone in force where the type has one.",
	LEVEL_ERROR
};
static const TypeLoss date_part = {
	"loses the date",
	"Only the time of day is kept.",
	LEVEL_ERROR
};
static const TypeLoss zone_lost = {
	"loses the time zone",
	"Values become local time by the TimeZone in force, and which moment they meant is no longer stored.",
	LEVEL_ERROR
};

/* the cure of timestamps without time zone: told, not refused */
static const TypeLoss zone_assumed = {
	"assumes a time zone",
	"Values are read as local time by the TimeZone in force, unless a USING clause says AT TIME ZONE.",
	LEVEL_WARNING
};
static const TypeLoss seconds = {
	"rounds fractions of a second",
	"Digits beyond the new precision are rounded away.",
	LEVEL_ERROR
};
static const TypeLoss interval_fields = {
	"drops fields of intervals",
	"Fields that the new type does not have are cut silently.",
	LEVEL_ERROR
};

bool
type_loss_is_datetime(Oid base)
{
	return base == DATEOID || base == TIMEOID || base == TIMETZOID ||
		base == TIMESTAMPOID || base == TIMESTAMPTZOID || base == INTERVALOID;
}

/* Digits of a second that are kept. */
static int
seconds_precision(const TypeFacts *type)
{
	int			precision = type->base_typmod;

	if (type->base == DATEOID)
		return 0;
	if (precision < 0)
		return MAX_TIMESTAMP_PRECISION;
	if (type->base == INTERVALOID)
		precision = INTERVAL_PRECISION(precision);
	return Min(precision, MAX_TIMESTAMP_PRECISION);
}

static int
interval_range(const TypeFacts *type)
{
	return type->base_typmod < 0 ? INTERVAL_FULL_RANGE : INTERVAL_RANGE(type->base_typmod);
}

static const TypeLoss *
datetime_pair_loss(const TypeFacts *from, const TypeFacts *to)
{
	if (from->base == to->base)
	{
		if (from->base == INTERVALOID &&
			(interval_range(from) & ~interval_range(to)) != 0)
			return &interval_fields;
		return NULL;
	}
	switch (from->base)
	{
		case DATEOID:
			if (to->base == TIMESTAMPOID)
				return NULL;
			return to->base == TIMESTAMPTZOID ? &zone_assumed : &type_loss_unknown;
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			if (to->base == DATEOID)
				return &time_of_day;
			if (to->base == TIMEOID || to->base == TIMETZOID)
				return &date_part;
			if (to->base == TIMESTAMPOID)
				return &zone_lost;
			return to->base == TIMESTAMPTZOID ? &zone_assumed : &type_loss_unknown;
		case TIMEOID:
			if (to->base == INTERVALOID && to->base_typmod < 0)
				return NULL;
			return to->base == TIMETZOID ? &zone_assumed : &type_loss_unknown;
		case TIMETZOID:
			return to->base == TIMEOID ? &zone_lost : &type_loss_unknown;
		case INTERVALOID:
			return to->base == TIMEOID ? &interval_fields : &type_loss_unknown;
	}
	return &type_loss_unknown;
}

const TypeLoss *
type_loss_of_datetimes(const TypeFacts *from, const TypeFacts *to)
{
	const TypeLoss *loss = datetime_pair_loss(from, to);

	if ((loss == NULL || loss == &zone_assumed) &&
		seconds_precision(to) < seconds_precision(from))
		return &seconds;
	return loss;
}
