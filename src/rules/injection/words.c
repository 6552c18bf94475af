/*-------------------------------------------------------------------------
 *
 * words.c
 *		The tokens of a function's body: brackets, clauses, names.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/injection/follow.h"

bool
word_in(const char *word, const char *const *list, int n)
{
	for (int i = 0; i < n; i++)
	{
		if (strcmp(word, list[i]) == 0)
			return true;
	}
	return false;
}

bool
word_is(const Body *body, int at, int end, const char *text)
{
	const Token *token = &body->tokens[at];

	return at < end && (token->kind == TOKEN_WORD || token->kind == TOKEN_OPERATOR) &&
		!token->quoted && strcmp(token->text, text) == 0;
}

bool
word_is_name(const Body *body, int at, int end)
{
	return at < end && body->tokens[at].kind == TOKEN_WORD;
}

static bool
opens(const Body *body, int at, int end)
{
	return word_is(body, at, end, "(") || word_is(body, at, end, "[");
}

void
words_pair_brackets(Body *body)
{
	int			end = body->ntokens;
	int			innermost = -1;	/* that is open; those around it stand in "closes" */
	int			around;

	body->closes = palloc(end * sizeof(int));
	for (int at = 0; at < end; at++)
	{
		if (opens(body, at, end))
		{
			body->closes[at] = innermost;
			innermost = at;
		}
		else if (innermost >= 0 && (word_is(body, at, end, ")") || word_is(body, at, end, "]")))
		{
			around = body->closes[innermost];
			body->closes[innermost] = at + 1;
			innermost = around;
		}
	}
	for (; innermost >= 0; innermost = around)
	{
		around = body->closes[innermost];
		body->closes[innermost] = end;
	}
}

int
words_close(const Body *body, int at, int end)
{
	return opens(body, at, end) ? Min(body->closes[at], end) : end;
}

int
words_find(const Body *body, int at, int end, ...)
{
	int			cases = 0;

	while (at < end)
	{
		if (cases == 0)
		{
			va_list		args;
			const char *text;
			bool		found = false;

			va_start(args, end);
			while (!found && (text = va_arg(args, const char *)) != NULL)
				found = word_is(body, at, end, text);
			va_end(args);
			if (found)
				return at;
		}
		if (opens(body, at, end))
		{
			at = words_close(body, at, end);
			continue;
		}
		if (word_is(body, at, end, "case"))
			cases++;
		else if (word_is(body, at, end, "end") && cases > 0)
			cases--;
		at++;
	}
	return end;
}

int
words_name(const Body *body, int *at, int end, const char **parts)
{
	int			nparts = 0;

	for (;;)
	{
		if (nparts < MAX_PARTS)
			parts[nparts++] = body->tokens[*at].text;
		(*at)++;
		if (!word_is(body, *at, end, ".") || !word_is_name(body, *at + 1, end))
			return nparts;
		(*at)++;
	}
}

char *
words_text(const Body *body, int at, int end, int blank, int blank_end)
{
	const char *source = body->function->prosrc;
	const Token *first = &body->tokens[at];
	const Token *last = &body->tokens[end - 1];
	char	   *text;

	if (at >= end)
		return pstrdup("");
	text = pnstrdup(source + first->location, last->location + last->length - first->location);
	if (blank < blank_end)
	{
		const Token *from = &body->tokens[blank];
		const Token *to = &body->tokens[blank_end - 1];

		memset(text + (from->location - first->location), ' ',
			   to->location + to->length - from->location);
	}
	return text;
}
