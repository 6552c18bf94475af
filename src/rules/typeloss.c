/*-------------------------------------------------------------------------
 *
 * typeloss.c
 *		What stored values lose when a column's type changes.
 *
 * Pure, and about pairs of types: what lies at the bottom of each is compared,
 * so domains, arrays and ranges follow their elements.  A pair that nobody has
 * thought of may alter values.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "rules/typeloss.h"
#include "utils/date.h"
#include "utils/timestamp.h"

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
static const TypeLoss shortening = {
	"shortens values",
	"Longer values are refused, or cut silently where a USING clause casts them; blanks at the end are always cut.",
	LEVEL_ERROR
};
static const TypeLoss padding = {
	"stops telling blanks at the end of values apart",
	"The type character pads with blanks and ignores them.",
	LEVEL_ERROR
};
static const TypeLoss bits = {
	"cuts or pads bit strings",
	"Bit strings of another length are refused, or cut and padded where a USING clause casts them.",
	LEVEL_ERROR
};
static const TypeLoss truth = {
	"keeps only whether values are zero",
	"Every number other than zero becomes true.",
	LEVEL_ERROR
};
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
static const TypeLoss spelling = {
	"loses the way values were written",
	"Values that were written differently, such as '007' and '7', can no longer be told apart.",
	LEVEL_ERROR
};
static const TypeLoss spelled_date = {
	"loses the time of day and the way values were written",
	"Whatever follows the date in a value is dropped silently.",
	LEVEL_ERROR
};
static const TypeLoss spelled_timestamp = {
	"loses time zones and the way values were written",
	"A time zone written in a value is ignored silently.",
	LEVEL_ERROR
};

/* hardly ever matters, and jsonb is the better type: told, not refused */
static const TypeLoss json_text = {
	"loses blanks, the order of keys and duplicate keys",
	"The type jsonb stores the meaning of a document, not its text.",
	LEVEL_WARNING
};
static const TypeLoss host_bits = {
	"clears host bits",
	"The type cidr holds networks, so that everything to the right of the netmask becomes zero.",
	LEVEL_ERROR
};
static const TypeLoss elements = {
	"keeps at most one element of each array",
	"Where an array has several elements, the others are lost.",
	LEVEL_ERROR
};
static const TypeLoss unknown = {
	"may alter values",
	"Nothing shows that every value of the old type survives as one of the new type.",
	LEVEL_ERROR
};

static bool
is_string(const TypeFacts *type)
{
	return type->base_category == TYPCATEGORY_STRING || type->base == CHAROID;
}

/* Nothing but a base type or a domain over it. */
static bool
is_plain(const TypeFacts *type)
{
	return !type->via_array && !type->via_range && !type->via_composite;
}

/* Longest value of a string or bit string in characters; -1 without limit. */
static int
length_limit(const TypeFacts *type)
{
	switch (type->base)
	{
		case VARCHAROID:
		case BPCHAROID:
			return type->base_typmod < (int32) VARHDRSZ ? -1 : type->base_typmod - VARHDRSZ;
		case BITOID:
		case VARBITOID:
			return type->base_typmod < 0 ? -1 : type->base_typmod;
		case NAMEOID:
			return NAMEDATALEN - 1;
		case CHAROID:
			return 1;
	}
	return -1;
}

/* Declared digits of a numeric; false (and zero) where there is no limit. */
static bool
numeric_typmod(const TypeFacts *type, int *precision, int *scale)
{
	int32		typmod = type->base_typmod - (int32) VARHDRSZ;

	*precision = *scale = 0;
	if (type->base_typmod < (int32) VARHDRSZ)
		return false;
	*precision = (typmod >> 16) & 0xffff;
	*scale = ((typmod & 0x7ff) ^ 1024) - 1024;
	return true;
}

/* Length of the longest value written as text; -1 without limit. */
static int
text_width(const TypeFacts *type)
{
	int			precision;
	int			scale;

	switch (type->base)
	{
		case BOOLOID:
			return strlen("false");
		case INT2OID:
			return strlen("-32768");
		case INT4OID:
			return strlen("-2147483648");
		case INT8OID:
			return strlen("-9223372036854775808");
		case OIDOID:
			return strlen("4294967295");
		case FLOAT4OID:
			return strlen("-1.1754944e-38");
		case FLOAT8OID:
			return strlen("-2.2250738585072014e-308");
		case NUMERICOID:
			/* sign, point, and the zero before it */
			if (numeric_typmod(type, &precision, &scale))
				return Max(precision, scale) + Max(-scale, 0) + 3;
			return -1;
		case UUIDOID:
			return strlen("00000000-0000-0000-0000-000000000000");
		case DATEOID:
			return strlen("5874897-12-31 BC");
		case MACADDROID:
			return strlen("00:00:00:00:00:00");
		case MACADDR8OID:
			return strlen("00:00:00:00:00:00:00:00");
		case BITOID:
		case VARBITOID:
			return length_limit(type);
	}
	return type->base_typtype == TYPTYPE_ENUM ? NAMEDATALEN - 1 : -1;
}

static const TypeLoss *
to_string_loss(const TypeFacts *from, const TypeFacts *to)
{
	int			limit = length_limit(to);
	int			width = is_string(from) ? length_limit(from) : text_width(from);

	/* the limit of name is in bytes */
	if (to->base == NAMEOID && from->base != CHAROID && from->base_typtype != TYPTYPE_ENUM)
		return &shortening;
	if (limit >= 0 && (width < 0 || width > limit))
		return &shortening;
	if (is_string(from) && to->base == BPCHAROID && from->base != BPCHAROID)
		return &padding;
	return NULL;
}

static const TypeLoss *
from_string_loss(const TypeFacts *to)
{
	/* a text that is no label, UUID or document makes the statement fail */
	if (to->base_typtype == TYPTYPE_ENUM)
		return NULL;
	switch (to->base)
	{
		case UUIDOID:
		case JSONOID:
		case XMLOID:
			return NULL;
		case JSONBOID:
			return &json_text;
		case DATEOID:
			return &spelled_date;
		case TIMESTAMPOID:
		case TIMEOID:
			return &spelled_timestamp;
	}
	switch (to->base_category)
	{
		case TYPCATEGORY_NUMERIC:
		case TYPCATEGORY_BOOLEAN:
		case TYPCATEGORY_DATETIME:
		case TYPCATEGORY_TIMESPAN:
		case TYPCATEGORY_NETWORK:
			return &spelling;
	}
	return &unknown;
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
			if (!numeric_typmod(to, &precision, &scale))
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
	return &unknown;
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
			if (!numeric_typmod(to, &precision, &scale) || scale >= 2)
				return &decimal;
			return &rounding;
		case FLOAT4OID:
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case CASHOID:
			return &rounding;
	}
	return &unknown;
}

static const TypeLoss *
numeric_loss(const TypeFacts *from, const TypeFacts *to)
{
	int			from_precision;
	int			from_scale;
	int			to_precision;
	int			to_scale;
	bool		bounded = numeric_typmod(from, &from_precision, &from_scale);

	switch (to->base)
	{
		case NUMERICOID:
			if (!numeric_typmod(to, &to_precision, &to_scale))
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
	return &unknown;
}

/* The cure of the type money; an amount that does not fit is refused. */
static const TypeLoss *
money_loss(const TypeFacts *to)
{
	int			precision;
	int			scale;

	if (to->base != NUMERICOID)
		return &rounding;
	return !numeric_typmod(to, &precision, &scale) || scale >= 2 ? NULL : &rounding;
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
			return to->base == TIMESTAMPTZOID ? &zone_assumed : &unknown;
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			if (to->base == DATEOID)
				return &time_of_day;
			if (to->base == TIMEOID || to->base == TIMETZOID)
				return &date_part;
			if (to->base == TIMESTAMPOID)
				return &zone_lost;
			return to->base == TIMESTAMPTZOID ? &zone_assumed : &unknown;
		case TIMEOID:
			if (to->base == INTERVALOID && to->base_typmod < 0)
				return NULL;
			return to->base == TIMETZOID ? &zone_assumed : &unknown;
		case TIMETZOID:
			return to->base == TIMEOID ? &zone_lost : &unknown;
		case INTERVALOID:
			return to->base == TIMEOID ? &interval_fields : &unknown;
	}
	return &unknown;
}

static const TypeLoss *
datetime_loss(const TypeFacts *from, const TypeFacts *to)
{
	const TypeLoss *loss = datetime_pair_loss(from, to);

	if ((loss == NULL || loss == &zone_assumed) &&
		seconds_precision(to) < seconds_precision(from))
		return &seconds;
	return loss;
}

static const TypeLoss *
bits_loss(const TypeFacts *from, const TypeFacts *to)
{
	int			from_limit = length_limit(from);
	int			to_limit = length_limit(to);

	if (to->base == VARBITOID)
		return to_limit < 0 || (from_limit >= 0 && from_limit <= to_limit) ? NULL : &bits;
	if (to->base == BITOID)
		return from->base == BITOID && from_limit == to_limit ? NULL : &bits;
	return &unknown;
}

static bool
is_datetime(Oid base)
{
	return base == DATEOID || base == TIMEOID || base == TIMETZOID ||
		base == TIMESTAMPOID || base == TIMESTAMPTZOID || base == INTERVALOID;
}

/* One value of the base types. */
static const TypeLoss *
base_loss(const TypeFacts *from, const TypeFacts *to)
{
	if (is_string(to))
		return to_string_loss(from, to);
	if (is_string(from))
		return from_string_loss(to);
	if (is_datetime(from->base) && is_datetime(to->base))
		return datetime_loss(from, to);

	switch (from->base)
	{
		case NUMERICOID:
			return numeric_loss(from, to);
		case BITOID:
		case VARBITOID:
			return bits_loss(from, to);
		default:
			break;
	}
	if (from->base == to->base)
		return to->base_typmod < 0 || to->base_typmod == from->base_typmod ? NULL : &unknown;
	if (from->base_typtype == TYPTYPE_ENUM && to->base_typtype == TYPTYPE_ENUM)
		return NULL;

	switch (from->base)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
			return integer_loss(from, to);
		case FLOAT4OID:
		case FLOAT8OID:
			return float_loss(from, to);
		case CASHOID:
			return money_loss(to);
		case BOOLOID:
			return integer_digits(to->base) > 0 ? NULL : &unknown;
		case OIDOID:
			return to->base == INT8OID ? NULL : &narrowing;
		case JSONOID:
			return to->base == JSONBOID ? &json_text : &unknown;
		case JSONBOID:
			return to->base == JSONOID ? NULL : &unknown;
		case CIDROID:
			return to->base == INETOID ? NULL : &unknown;
		case INETOID:
			return to->base == CIDROID ? &host_bits : &unknown;
		case MACADDROID:
			return to->base == MACADDR8OID ? NULL : &unknown;
	}
	return &unknown;
}

static bool
is_multirange(Oid typid)
{
	return typid == INT4MULTIRANGEOID || typid == INT8MULTIRANGEOID ||
		typid == NUMMULTIRANGEOID || typid == TSMULTIRANGEOID ||
		typid == TSTZMULTIRANGEOID || typid == DATEMULTIRANGEOID;
}

const TypeLoss *
type_change_loss(const TypeFacts *from, const TypeFacts *to)
{
	/* anything can be written out */
	if (!is_plain(from) && is_plain(to))
	{
		if (is_string(to))
			return length_limit(to) < 0 ? NULL : &shortening;
		if (to->base == JSONOID || to->base == JSONBOID)
			return NULL;
		if (from->via_array)
			return &elements;
	}
	if (from->via_range != to->via_range || from->via_composite != to->via_composite)
		return &unknown;
	if (from->via_array != to->via_array && from->base != to->base)
		return &unknown;
	if (from->via_range && is_multirange(from->typid) && !is_multirange(to->typid))
		return &unknown;
	return base_loss(from, to);
}
