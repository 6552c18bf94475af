/*-------------------------------------------------------------------------
 *
 * truncated_names.c
 *		Names in the running statement that are longer than the server stores.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/code/tokens.h"
#include "guard/annotations/query_text.h"
#include "guard/judge/truncated_names.h"
#include "lib/stringinfo.h"
#include "parser/scansup.h"

/* White space as the scanner has it, and what no plain name holds. */
static inline bool
ends_name(char c)
{
	switch (c)
	{
		case ' ':
		case '\t':
		case '\n':
		case '\r':
		case '\v':
		case '\f':
		case '.':
		case ',':
		case '(':
		case ')':
		case ';':
		case '=':
		case '"':
			return true;
		default:
			return false;
	}
}

/* Saves the scan for nearly all statements. */
static bool
may_hold_long_name(const char *text)
{
	int			run = 0;
	bool		quoted = false;

	if (strlen(text) < NAMEDATALEN)
		return false;
	for (; *text; text ++)
	{
		if (*text == '"')
			quoted = !quoted;
		run = !quoted && ends_name(*text) ? 0 : run + 1;
		if (run >= NAMEDATALEN)
			return true;
	}
	return false;
}

/* The name in double quotes, as it is meant. */
static char *
unquoted(const char *source, int length)
{
	StringInfoData buf;

	initStringInfo(&buf);
	for (int i = 1; i < length - 1; i++)
	{
		appendStringInfoChar(&buf, source[i]);
		if (source[i] == '"')
			i++;
	}
	return buf.data;
}

List *
truncated_names(void)
{
	char	   *text = query_text();
	Token	   *tokens;
	int			ntokens;
	List	   *names = NIL;

	if (text == NULL || !may_hold_long_name(text))
		return NIL;
	tokens = facts_tokens(text, &ntokens);
	for (int i = 0; i < ntokens; i++)
	{
		const char *source = text + tokens[i].location;

		if (tokens[i].kind != TOKEN_WORD || tokens[i].length < NAMEDATALEN)
			continue;
		names = lappend(names, *source == '"' ? unquoted(source, tokens[i].length) :
						downcase_identifier(source, tokens[i].length, false, false));
	}
	return names;
}
