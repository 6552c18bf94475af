/*-------------------------------------------------------------------------
 *
 * plpgsql_call.c
 *		What the result of a function called in a PL/pgSQL body is made of.
 *
 * Quoting functions make anything harmless, others hand on what they are given,
 * and format() does either, as its format says.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/plpgsql_parts.h"

/* Functions that hand on what they are given. */
static const char *const passing_functions[] = {
	"lower", "upper", "initcap", "trim", "btrim", "ltrim", "rtrim", "substr", "substring",
	"left", "right", "lpad", "rpad", "repeat", "reverse", "split_part", "translate",
	"overlay", "normalize", "convert_from", "coalesce", "nullif", "greatest", "least", "min",
	"max", "unnest", "array_agg", "array_append", "array_prepend", "array_cat",
	"array_remove", "array_replace", "string_to_array", "string_to_table",
	"regexp_split_to_array", "regexp_split_to_table", "regexp_match", "regexp_matches",
	"regexp_substr", "text", "varchar", "name", "row", "any", "all", "some", "array",
	"first_value", "last_value", "lag", "lead", "json_extract_path_text",
	"jsonb_extract_path_text", "json_array_elements_text", "jsonb_array_elements_text",
	"json_object_keys", "jsonb_object_keys", "replace", "regexp_replace",
};

/* Functions that make one text of several. */
static const char *const gluing_functions[] = {
	"concat", "concat_ws", "string_agg", "array_to_string",
};

/* Text put among other text. */
Taint
plpgsql_glued(Plpgsql *body, Taint taint, int at)
{
	if (taint.level == TAINT_STORED || taint.level == TAINT_PARAMETER)
	{
		taint.level = TAINT_GLUED;
		taint.line = body->tokens[at].line;
	}
	return taint;
}

/* The numbered argument of [at, end), from 0; an empty range if there is none. */
static int
argument(const Plpgsql *body, int at, int end, int number, int *argument_end)
{
	for (; number > 0 && at < end; number--)
		at = plpgsql_item_end(body, at, end) + 1;
	at = Min(at, end);
	*argument_end = plpgsql_item_end(body, at, end);
	return at;
}

/* The arguments of format(). */
typedef struct FormatArguments
{
	int			n;				/* the format itself is number 0 */
	int		   *at;				/* where each begins; one more stands for the
								 * end */
	int			variadic;		/* the first that is VARIADIC, or n */
	bool	   *used;			/* has it gone in? */
} FormatArguments;

static FormatArguments
format_arguments(const Plpgsql *body, int at, int end)
{
	FormatArguments args = {0};
	int			next;

	for (int start = at; start < end; start = plpgsql_item_end(body, start, end) + 1)
		args.n++;
	args.at = palloc((args.n + 1) * sizeof(int));
	args.used = palloc0((args.n + 1) * sizeof(bool));
	args.variadic = args.n;
	for (int i = 0; i < args.n; i++, at = next + 1)
	{
		next = plpgsql_item_end(body, at, end);
		args.at[i] = at;
		if (i > 0 && i < args.variadic && plpgsql_is(body, at, next, "variadic"))
			args.variadic = i;
	}
	args.at[args.n] = end + 1;
	return args;
}

/* One argument of format() that goes in as it is; each counts once. */
static Taint
format_argument(Plpgsql *body, FormatArguments *args, int number, NameSource names)
{
	bool		variadic = number >= args->variadic;
	int			start;
	int			stop;

	/* VARIADIC array: any of its elements */
	number = Min(number, args->variadic);
	if (number >= args->n || args->used[number])
		return plpgsql_clean;
	args->used[number] = true;
	start = args->at[number] + (variadic ? 1 : 0);
	stop = args->at[number + 1] - 1;
	return plpgsql_glued(body, plpgsql_part(body, start, stop, names), args->at[0]);
}

/* format(text, ...): only %s hands on what it is given. */
static Taint
format_taint(Plpgsql *body, int at, int end, NameSource names)
{
	int			stop = plpgsql_item_end(body, at, end);
	const char *format;
	Taint		worst;
	FormatArguments args;
	int			next = 1;

	worst = plpgsql_part(body, at, stop, names);
	format = plpgsql_constant(body, at, stop);
	if (format == NULL)
		return worst;

	args = format_arguments(body, at, end);
	while ((format = strchr(format, '%')) != NULL)
	{
		int			position = 0;
		const char *digits;

		format++;
		for (digits = format; isdigit((unsigned char) *digits); digits++)
			position = Min(position * 10 + (*digits - '0'), 1000);
		if (digits > format && *digits == '$')
			format = digits + 1;
		else
			position = 0;
		while (*format == '-')
			format++;
		if (*format == '*')
		{
			format++;
			for (digits = format; isdigit((unsigned char) *digits); digits++)
				 /* the width's own position */ ;
			if (digits > format && *digits == '$')
				format = digits + 1;
			else
				next++;
		}
		while (isdigit((unsigned char) *format))
			format++;
		if (*format == '\0')
			break;
		if (*format != '%')
		{
			if (position == 0)
				position = next++;
			else
				next = position + 1;
			if (*format == 's')
				worst = plpgsql_worse(worst, format_argument(body, &args, position, names));
		}
		format++;
	}
	return worst;
}

/* Does regexp_replace() take out all but a few harmless characters? */
static bool
is_cleansing(Plpgsql *body, int at, int end)
{
	int			stop;
	int			start = argument(body, at, end, 1, &stop);
	const char *pattern = plpgsql_constant(body, start, stop);
	const char *flags;

	start = argument(body, at, end, 3, &stop);
	flags = start < stop ? plpgsql_constant(body, start, stop) : NULL;
	return pattern != NULL && flags != NULL && strchr(flags, 'g') != NULL &&
		(strncmp(pattern, "[^", 2) == 0 || strncmp(pattern, "\\W", 2) == 0) &&
		strpbrk(pattern, "'\";") == NULL;
}

/* The call of a function; its arguments are in [at, end). */
Taint
plpgsql_call(Plpgsql *body, const char *name, int at, int end, NameSource names)
{
	bool		glues;
	Taint		worst = plpgsql_clean;
	int			number = 0;

	if (strcmp(name, "format") == 0)
		return format_taint(body, at, end, names);
	if (strcmp(name, "current_setting") == 0)
		return plpgsql_stored(name);
	if (strcmp(name, "cast") == 0)
	{
		int			as = plpgsql_find(body, at, end, "as", NULL);

		return plpgsql_harmless_type(body, as + 1, end) ? plpgsql_clean :
			plpgsql_part(body, at, as, names);
	}
	if (strcmp(name, "regexp_replace") == 0 && is_cleansing(body, at, end))
		return plpgsql_clean;
	glues = PLPGSQL_IS_ONE_OF(name, gluing_functions);
	if (!glues && !PLPGSQL_IS_ONE_OF(name, passing_functions))
		return plpgsql_clean;

	for (int start = at; start < end; number++)
	{
		int			stop = plpgsql_item_end(body, start, end);
		int			order = plpgsql_find(body, start, stop, "order", NULL);
		Taint		taint = plpgsql_part(body, plpgsql_is(body, start, stop, "variadic") ||
										 plpgsql_is(body, start, stop, "distinct") ?
										 start + 1 : start, order, names);

		if (glues || (number > 1 && (strcmp(name, "replace") == 0 ||
									 strcmp(name, "regexp_replace") == 0)))
			taint = plpgsql_glued(body, taint, at);
		worst = plpgsql_worse(worst, taint);
		start = stop + 1;
	}
	return worst;
}
