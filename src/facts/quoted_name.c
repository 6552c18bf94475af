/*-------------------------------------------------------------------------
 *
 * quoted_name.c
 *		Which names must be quoted, and names without quotes made of them.
 *
 * Pure.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/keywords.h"
#include "facts/quoted_name.h"
#include "lib/stringinfo.h"

/* Room for the longest suffix. */
#define LONGEST_STEM (NAMEDATALEN - 1 - 8)

/* So many are tried. */
#define CANDIDATES 50

bool
name_is_odd(const char *name)
{
	if (!((*name >= 'a' && *name <= 'z') || *name == '_' || IS_HIGHBIT_SET(*name)))
		return true;
	for (const char *c = name; *c; c++)
	{
		if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_' ||
			  *c == '$' || IS_HIGHBIT_SET(*c)))
			return true;
	}
	return false;
}

bool
name_is_reserved(const char *name, NameOf of)
{
	int			number = -1;

	/* asked of every name; no keyword has a digit */
	if (strpbrk(name, "0123456789") == NULL && !name_is_odd(name))
		number = ScanKeywordLookup(name, &ScanKeywords);
	return number >= 0 &&
		(ScanKeywordCategories[number] == RESERVED_KEYWORD ||
		 (of != NAME_OF_FUNCTION && ScanKeywordCategories[number] == TYPE_FUNC_NAME_KEYWORD));
}

/* customer_name for CustomerName or "customer name"; NULL if nothing is left. */
static char *
plain_name(const char *name)
{
	StringInfoData buf;

	initStringInfo(&buf);
	for (const char *c = name; *c; c++)
	{
		bool		letter = *c >= 'A' && *c <= 'Z';

		if (letter && c > name && buf.len > 0 && buf.data[buf.len - 1] != '_' &&
			((c[-1] >= 'a' && c[-1] <= 'z') || (c[-1] >= '0' && c[-1] <= '9') ||
			 (c[-1] >= 'A' && c[-1] <= 'Z' && c[1] >= 'a' && c[1] <= 'z')))
			appendStringInfoChar(&buf, '_');
		if (letter)
			appendStringInfoChar(&buf, *c - 'A' + 'a');
		else if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || IS_HIGHBIT_SET(*c))
			appendStringInfoChar(&buf, *c);
		else if (buf.len > 0 && buf.data[buf.len - 1] != '_')
			appendStringInfoChar(&buf, '_');
	}
	while (buf.len > 0 && buf.data[buf.len - 1] == '_')
		buf.data[--buf.len] = '\0';
	if (buf.len == 0 || buf.len > LONGEST_STEM)
		return NULL;
	if (buf.data[0] >= '0' && buf.data[0] <= '9')
		return psprintf("n%s", buf.data);
	return buf.data;
}

char *
name_candidate(const char *name, NameOf of, int which)
{
	char	   *plain = plain_name(name);

	if (plain == NULL || which > CANDIDATES)
		return NULL;
	if (which > 1)
		return psprintf("%s_%d", plain, which);
	if (!name_is_reserved(plain, of))
		return plain;
	if (of == NAME_OF_TABLE)
		return psprintf("%s%s", plain, plain[strlen(plain) - 1] == 's' ? "_table" : "s");
	return psprintf("%s_%s", plain, of == NAME_OF_FUNCTION ? "call" : "value");
}
