/*-------------------------------------------------------------------------
 *
 * pattern.c
 *		Regular expressions that leave no room for SQL.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/injection/follow.h"

/* Nobody reads longer ones. */
#define LONGEST_PATTERN 1000

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define HARMLESS LETTERS DIGITS "_.,"

/* A character that stands for itself, and for one without operators, quotes, blanks. */
static bool
is_harmless(char c)
{
	return c != '\0' && strchr(HARMLESS, c) != NULL;
}

/* Reads a bracket expression; returns what is behind it, or NULL if it is not harmless. */
static const char *
skip_class(const char *at, bool *negated)
{
	static const char *const classes[] = {
		"[:alpha:]", "[:alnum:]", "[:digit:]", "[:lower:]", "[:upper:]", "[:xdigit:]", "[:word:]",
	};

	at++;
	*negated = *at == '^';
	if (*negated)
		at++;
	while (*at != ']')
	{
		int			class = 0;

		while (class < lengthof(classes) &&
			   strncmp(at, classes[class], strlen(classes[class])) != 0)
			class++;
		if (class < lengthof(classes))
			at += strlen(classes[class]);
		else if (at[0] == '\\' && at[1] != '\0' && strchr("wd.,", at[1]) != NULL)
			at += 2;
		else if (!is_harmless(at[0]))
			return NULL;
		else if (at[1] != '-')
			at++;
		else
		{
			/* from digit to digit, or letter to letter of the same case */
			if (!isalnum((unsigned char) at[0]) || !is_harmless(at[2]) ||
				!isalnum((unsigned char) at[2]) ||
				isdigit((unsigned char) at[0]) != isdigit((unsigned char) at[2]) ||
				isupper((unsigned char) at[0]) != isupper((unsigned char) at[2]))
				return NULL;
			at += 3;
		}
	}
	return at + 1;
}

bool
pattern_is_strict(const char *pattern, PatternKind kind)
{
	int			length = strnlen(pattern, LONGEST_PATTERN + 1);
	bool		tied = kind == PATTERN_WHOLE;
	int			depth = 0;
	const char *at = pattern;
	bool		negated;

	if (length > LONGEST_PATTERN ||
		(tied && (length < 3 || pattern[0] != '^' || pattern[length - 1] != '$' ||
				  pattern[length - 2] == '\\')))
		return false;
	while (*at != '\0')
	{
		switch (*at)
		{
			case '[':
				at = skip_class(at, &negated);
				if (at == NULL || negated)
					return false;
				continue;
			case '\\':
				if (at[1] == '\0' || strchr("wdmMyAZ.,", at[1]) == NULL)
					return false;
				at += 2;
				continue;
			case '{':
				at += strcspn(at, "}");
				continue;
			case '(':
				if (at[1] == '?' && at[2] != ':')
					return false;
				at += at[1] == '?' ? 2 : 0;
				depth++;
				break;
			case ')':
				depth--;
				break;
			case '|':
				if (tied && depth == 0 && !(at[-1] == '$' && at[1] == '^'))
					return false;
				break;
			case '*':
				if (at == pattern)
					return false;
				break;
			case '^':
			case '$':
			case '+':
			case '?':
			case '}':
				break;
			case '.':
				return false;
			default:
				if (!is_harmless(*at) || (kind == PATTERN_SIMILAR && *at == '_'))
					return false;
				break;
		}
		at++;
	}
	return true;
}

bool
pattern_is_rest(const char *pattern)
{
	bool		negated = true;
	const char *end = strncmp(pattern, "\\W", 2) == 0 ? pattern + 2 :
		pattern[0] == '[' ? skip_class(pattern, &negated) : NULL;

	return end != NULL && negated &&
		(*end == '\0' || (strchr("+*", *end) != NULL && end[1] == '\0'));
}
