/*-------------------------------------------------------------------------
 *
 * format.c
 *		What format() makes of its arguments: only %s puts them in as they are.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/injection/follow.h"

typedef struct FormatArguments
{
	int			n;				/* the format itself is number 0 */
	const Value *values;
	bool		variadic;		/* the last is an array of further ones */
} FormatArguments;

static Value
argument(const FormatArguments *args, int number)
{
	if (args->variadic && number >= args->n - 1 && args->n > 1)
		return args->values[args->n - 1];
	return number < args->n ? args->values[number] : value_null;
}

/* A number in the format; *at is behind it. */
static int
number_at(const char **at)
{
	int			number = 0;

	for (; isdigit((unsigned char) **at); (*at)++)
		number = Min(number * 10 + (**at - '0'), 1000000);
	return number;
}

/* What one format makes. */
static Value
one_format(Body *body, const char *format, const FormatArguments *args)
{
	Value		result = value_null;
	int			next = 1;

	while (*format != '\0')
	{
		int			length = strcspn(format, "%");
		const char *digits;
		int			position = 0;
		Value		value;

		if (length > 0)
			result = value_glue(&body->budget, result, value_constant(pnstrdup(format, length)),
								body->line);
		format += length;
		if (*format == '\0' || *++format == '\0')
			break;
		digits = format;
		position = number_at(&format);
		if (format == digits || *format != '$')
		{
			position = 0;
			format = digits;
		}
		else
			format++;
		format += strspn(format, "-");
		if (*format == '*')
		{
			format++;
			digits = format;
			(void) number_at(&format);
			if (format > digits && *format == '$')
				format++;
			else
				next++;
		}
		(void) number_at(&format);
		if (*format == '\0')
			break;
		if (*format == '%')
			value = value_constant("%");
		else
		{
			if (position == 0)
				position = next;
			next = position + 1;
			value = argument(args, position);
			if (*format != 's')
				value = value_quoted(value, *format == 'I' ? HOLE_IDENT : HOLE_LITERAL);
		}
		result = value_glue(&body->budget, result, value, body->line);
		format++;
	}
	return result;
}

Value
format_value(Body *body, int nargs, const Value *values, bool variadic)
{
	FormatArguments args = {nargs, values, variadic};
	Value		result = value_null;
	Value		format;

	if (nargs == 0)
		return value_clean;
	format = values[0];
	/* a list of one array holds the format itself, too */
	for (int i = 0; i < format.texts->n; i++)
	{
		Value		one = one_format(body, format.texts->text[i], &args);

		result = i == 0 ? one : value_join(result, one, false);
	}
	result.taint = taint_worse(result.taint, format.taint);
	result.quoted = taint_worse(result.quoted, format.quoted);
	if (format.texts->n == 0)
	{
		/* whatever the format is */
		result = value_derived(format);
		for (int i = 1; i < nargs; i++)
			result = value_glue(&body->budget, result, texts_insert(format.texts) ? values[i] :
								value_quoted(values[i], HOLE_LITERAL), body->line);
		result.texts = texts_insert(result.texts) ? &texts_any : &texts_other;
	}
	return result;
}
