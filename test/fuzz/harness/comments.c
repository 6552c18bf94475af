/*-------------------------------------------------------------------------
 *
 * comments.c
 *		Fuzz target: the comments of a statement (guard/comments.c).
 *
 * Held against a scanner that is written from the manual alone, byte by byte.
 * Where the server's scanner raises an error, what was found up to there must
 * be the same.  Choice 1: standard_conforming_strings is off.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "guard/annotation.h"
#include "guard/comments.h"
#include "guard/running.h"
#include "harness.h"
#include "nodes/plannodes.h"
#include "parser/parser.h"
#include "parser/scansup.h"
#include "tcop/pquery.h"
#include "utils/guc.h"

/* A comment, without what begins and ends it; or a token that ends a statement. */
typedef struct Span
{
	int			from;
	int			to;
} Span;

typedef struct Spans
{
	Span	   *items;
	int			n;
	int			allocated;
} Spans;

static Spans found;				/* by comments_scan() */
static Spans comments;			/* by the naive scanner */
static Spans tokens;
static const char *scanned;

static void
add(Spans *spans, int from, int to)
{
	if (spans->n == spans->allocated)
	{
		spans->allocated = Max(64, spans->allocated * 2);
		spans->items = spans->items == NULL ? palloc(spans->allocated * sizeof(Span)) :
			repalloc(spans->items, spans->allocated * sizeof(Span));
	}
	spans->items[spans->n].from = from;
	spans->items[spans->n].to = to;
	spans->n++;
}

/* ---------------------------------------------------------------------
 * The naive scanner
 * ------------------------------------------------------------------- */

static bool
name_start(char c)
{
	return IS_HIGHBIT_SET(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
line_end(const char *text, int at)
{
	while (text[at] && text[at] != '\n' && text[at] != '\r')
		at++;
	return at;
}

/* Behind the closing quote of what is opened before "at". */
static int
quoted_end(const char *text, int at, char quote, bool escapes)
{
	while (text[at])
	{
		if (escapes && text[at] == '\\' && text[at + 1])
			at += 2;
		else if (text[at] != quote)
			at++;
		else if (text[at + 1] == quote)
			at += 2;
		else
			return at + 1;
	}
	return at;
}

/* A string goes on in another line, as the standard has it. */
static int
string_end(const char *text, int at, bool escapes)
{
	for (;;)
	{
		int			next;
		bool		newline = false;

		at = next = quoted_end(text, at, '\'', escapes);
		for (;;)
		{
			if (scanner_isspace(text[next]))
				newline |= text[next] == '\n' || text[next] == '\r';
			else if (text[next] == '-' && text[next + 1] == '-')
			{
				next = line_end(text, next);
				continue;
			}
			else
				break;
			next++;
		}
		if (!newline || text[next] != '\'')
			return at;
		at = next + 1;
	}
}

/* Behind the dollar-quoted string at "at", or behind its first dollar. */
static int
dollar_end(const char *text, int at)
{
	int			end = at + 1;
	char	   *tag;
	const char *close;

	if (name_start(text[end]))
	{
		while (name_start(text[end]) || is_digit(text[end]))
			end++;
	}
	if (text[end] != '$')
		return at + 1;
	end++;
	tag = pnstrdup(text + at, end - at);
	close = strstr(text + end, tag);
	return close == NULL ? (int) strlen(text) : (int) (close - text) + (end - at);
}

static int
token_end(const char *text, int at)
{
	char		c = text[at];
	char		next = text[at + 1];

	if (c == '\'')
		return string_end(text, at + 1, !standard_conforming_strings);
	if (c == '"')
		return quoted_end(text, at + 1, '"', false);
	if ((c == 'e' || c == 'E') && next == '\'')
		return string_end(text, at + 2, true);
	if (strchr("bBxX", c) && next == '\'')
		return string_end(text, at + 2, false);
	if ((c == 'n' || c == 'N') && next == '\'')
		return at + 1;
	if ((c == 'u' || c == 'U') && next == '&' && text[at + 2] == '\'')
		return string_end(text, at + 3, false);
	if ((c == 'u' || c == 'U') && next == '&' && text[at + 2] == '"')
		return quoted_end(text, at + 3, '"', false);
	if (c == '$' && is_digit(next))
	{
		for (at++; is_digit(text[at]);)
			at++;
		return at;
	}
	if (c == '$')
		return dollar_end(text, at);
	if (name_start(c))
	{
		while (name_start(text[at]) || is_digit(text[at]) || text[at] == '$')
			at++;
		return at;
	}
	if (is_digit(c))
	{
		while (name_start(text[at]) || is_digit(text[at]) || text[at] == '.')
			at++;
		return at;
	}
	return at + 1;
}

static void
naive_scan(const char *text)
{
	int			at = 0;

	while (text[at])
	{
		if (scanner_isspace(text[at]))
			at++;
		else if (text[at] == '-' && text[at + 1] == '-')
		{
			int			end = line_end(text, at);

			add(&comments, at + 2, end);
			at = end;
		}
		else if (text[at] == '/' && text[at + 1] == '*')
		{
			int			from = at + 2;
			int			depth = 1;

			for (at += 2; text[at] && depth > 0;)
			{
				int			opens = text[at] == '/' && text[at + 1] == '*';
				int			closes = text[at] == '*' && text[at + 1] == '/';

				depth += opens - closes;
				at += opens || closes ? 2 : 1;
			}
			add(&comments, from, depth > 0 ? at : at - 2);
		}
		else
		{
			int			end = token_end(text, at);

			add(&tokens, at, end);
			at = end;
		}
	}
}

/* ---------------------------------------------------------------------
 * What is held against it
 * ------------------------------------------------------------------- */

static void
find(const char *comment, int length, void *arg)
{
	PROPERTY(comment >= scanned && length >= 0);
	PROPERTY(comment + length <= scanned + strlen(scanned));
	add(&found, comment - scanned, comment - scanned + length);
}

/* Are those in found the naive ones within [from, to)? */
static void
check_found(int from, int to, bool whole)
{
	int			n = 0;

	for (int i = 0; i < comments.n; i++)
	{
		if (comments.items[i].from - 2 < from || comments.items[i].from > to)
			continue;
		if (n == found.n && !whole)
			return;
		PROPERTY(n < found.n);
		PROPERTY(found.items[n].from == comments.items[i].from);
		PROPERTY(found.items[n].to == comments.items[i].to);
		n++;
	}
	PROPERTY(n == found.n);
}

static void
scan_range(int location, int length)
{
	found.n = 0;
	comments_scan(scanned, location, length, find, NULL);
}

/* Each statement has its own comments, wherever its location is said to be. */
static void
check_statements(void)
{
	int			first = 0;		/* token of the statement */
	int			behind = 0;		/* the semicolon before it */

	for (int i = 0; i <= tokens.n; i++)
	{
		bool		ends = i < tokens.n && scanned[tokens.items[i].from] == ';';
		int			end;

		if (i < tokens.n && !ends)
			continue;
		end = ends ? tokens.items[i].from : strlen(scanned);
		if (i > first)
		{
			int			begin = tokens.items[first].from;

			/* up to 17, and from 18 on */
			scan_range(behind, ends ? end - behind : 0);
			check_found(behind, end, true);
			scan_range(begin, ends ? end - begin : 0);
			check_found(behind, end, true);
		}
		behind = end + 1;
		first = i + 1;
		if (i > 64)
			return;
	}
}

/* The same through the portal that runs this very statement. */
static void
check_portal(const char *text, int len)
{
	Portal		portal = ActivePortal;
	PlannedStmt *stmt = linitial_node(PlannedStmt, portal->stmts);
	const char *source = portal->sourceText;
	PlannedStmt saved = *stmt;
	List	   *problems = NIL;
	List	   *annotations;
	char	   *shown;
	ListCell   *lc;

	portal->sourceText = text;
	stmt->stmt_location = tokens.n > 0 ? tokens.items[0].from : 0;
	stmt->stmt_len = 0;
	annotations = comments_annotations(&problems);
	shown = running_text();
	portal->sourceText = source;
	*stmt = saved;

	PROPERTY(list_length(annotations) + list_length(problems) == 0 || comments.n > 0);
	foreach(lc, problems)
		PROPERTY(fuzz_is_valid(((AnnotationProblem *) lfirst(lc))->message));
	foreach(lc, annotations)
		PROPERTY(fuzz_is_valid(((Annotation *) lfirst(lc))->reason));
	PROPERTY(strlen(shown) <= 16384 && strstr(text, shown) != NULL && fuzz_is_valid(shown));
}

static void
one(const char *text, int len, int choice)
{
	bool		is_sql;
	bool		slow;

	memset(&found, 0, sizeof(found));
	memset(&comments, 0, sizeof(comments));
	memset(&tokens, 0, sizeof(tokens));
	scanned = text;
	standard_conforming_strings = choice != 1;

	naive_scan(text);
	is_sql = fuzz_scans(text, &slow);
	if (slow)
	{
		standard_conforming_strings = true;
		return;
	}
	scan_range(0, 0);
	check_found(0, len, is_sql);
	if (is_sql)
		check_statements();
	check_portal(text, len);
	standard_conforming_strings = true;
}

const FuzzTarget fuzz_comments = {"comments", one, false};
