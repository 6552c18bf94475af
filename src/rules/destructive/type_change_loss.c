/*-------------------------------------------------------------------------
 *
 * type_change_loss.c
 *		What stored values lose when a column's type changes.
 *
 * Pure, and about pairs of types: what lies at the bottom of each is compared,
 * so domains, arrays and ranges follow their elements.  A pair that nobody has
 * thought of may alter values.  What becomes of numbers and of dates and times
 * is in type_change_loss_numbers.c and type_change_loss_times.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "rules/destructive/type_change_loss.h"
#include "rules/destructive/type_change_loss_parts.h"

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
			if (type_loss_numeric_typmod(type, &precision, &scale))
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
	return &type_loss_unknown;
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
	return &type_loss_unknown;
}

/* One value of the base types. */
static const TypeLoss *
base_loss(const TypeFacts *from, const TypeFacts *to)
{
	if (is_string(to))
		return to_string_loss(from, to);
	if (is_string(from))
		return from_string_loss(to);
	if (type_loss_is_datetime(from->base) && type_loss_is_datetime(to->base))
		return type_loss_of_datetimes(from, to);
	if (type_loss_is_number(from->base))
		return type_loss_of_numbers(from, to);
	if (from->base == BITOID || from->base == VARBITOID)
		return bits_loss(from, to);
	if (from->base == to->base)
		return to->base_typmod < 0 || to->base_typmod == from->base_typmod ? NULL :
			&type_loss_unknown;
	if (from->base_typtype == TYPTYPE_ENUM && to->base_typtype == TYPTYPE_ENUM)
		return NULL;

	switch (from->base)
	{
		case JSONOID:
			return to->base == JSONBOID ? &json_text : &type_loss_unknown;
		case JSONBOID:
			return to->base == JSONOID ? NULL : &type_loss_unknown;
		case CIDROID:
			return to->base == INETOID ? NULL : &type_loss_unknown;
		case INETOID:
			return to->base == CIDROID ? &host_bits : &type_loss_unknown;
		case MACADDROID:
			return to->base == MACADDR8OID ? NULL : &type_loss_unknown;
	}
	return &type_loss_unknown;
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
		return &type_loss_unknown;
	if (from->via_array != to->via_array && from->base != to->base)
		return &type_loss_unknown;
	if (from->via_range && is_multirange(from->typid) && !is_multirange(to->typid))
		return &type_loss_unknown;
	return base_loss(from, to);
}
