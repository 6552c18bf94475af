/*-------------------------------------------------------------------------
 *
 * comments.c
 *		Fuzz target: the comments of a statement (guard/annotations/comment_scan.c,
 *		guard/annotations/comment_annotations.c).
 *
 * Held against a scanner that is written from the manual alone, byte by byte.
 * Where the server's scanner raises an error, what was found up to there must
 * be the same.  Choice 1: standard_conforming_strings is off.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "guard/annotations/annotation.h"
#include "guard/annotations/comment_annotations.h"
#include "guard/annotations/comment_scan.h"
#include "guard/annotations/query_text.h"
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

/* If the comment begins as annotations do, what follows; else NULL. */
static const char *
annotation_text(const Span *comment)
{
	const char *at = scanned + comment->from;
	const char *end = scanned + comment->to;

	while (at < end && scanner_isspace(*at))
		at++;
	if (end - at < 8 || pg_strncasecmp(at, "hygiene:", 8) != 0)
		return NULL;
	for (at += 8; at < end && scanner_isspace(*at);)
		at++;
	return at;
}

/* Are they the naive ones, and between the naive tokens?  "whole": all of them. */
static void
check_found(List *found, bool whole)
{
	int			token = 0;		/* the first behind the comment */
	int			n = 0;

	for (int i = 0; i < comments.n; i++)
	{
		const char *text = annotation_text(&comments.items[i]);
		const FoundComment *one;

		if (text == NULL)
			continue;
		if (n == list_length(found) && !whole)
			return;
		PROPERTY(n < list_length(found));
		one = list_nth(found, n++);
		PROPERTY(one->text == text && text + one->length == scanned + comments.items[i].to);
		if (!whole)
			continue;
		while (token < tokens.n && tokens.items[token].from < comments.items[i].from)
			token++;
		/* where an operator begins is not known so well */
		PROPERTY((one->before >= 0) == (token > 0) && one->before < comments.items[i].from);
		PROPERTY(token == 0 || scanned[tokens.items[token - 1].from] != ';' ||
				 one->before == tokens.items[token - 1].from);
		PROPERTY(one->after == (token < tokens.n ? tokens.items[token].from : -1));
		PROPERTY(one->semicolon == (token < tokens.n && scanned[tokens.items[token].from] == ';'));
	}
	PROPERTY(n == list_length(found));
}

/* How many of the naive ones are for the statement that lies in [from, to)? */
static int
count_annotations(int from, int to)
{
	int			n = 0;

	for (int i = 0; i < comments.n; i++)
	{
		if (comments.items[i].from - 2 >= from && comments.items[i].from <= to &&
			annotation_text(&comments.items[i]) != NULL)
			n++;
	}
	return n;
}

/* Through the portal that runs the statement, whose tokens end at "to". */
static void
check_portal(const char *text, int location, int length, int from, int to, bool whole)
{
	Portal		portal = ActivePortal;
	PlannedStmt *stmt = linitial_node(PlannedStmt, portal->stmts);
	const char *source = portal->sourceText;
	PlannedStmt saved = *stmt;
	List	   *problems = NIL;
	List	   *annotations;
	char	   *shown;
	ListCell   *lc;

	/* another message, though perhaps where the last one was */
	SetCurrentStatementStartTimestamp();
	portal->sourceText = text;
	stmt->stmt_location = location;
	stmt->stmt_len = length;
	annotations = comments_annotations(&problems);
	shown = query_text();
	portal->sourceText = source;
	*stmt = saved;

	/* each says something, or is told about */
	if (whole)
		PROPERTY((list_length(annotations) + list_length(problems) > 0) ==
				 (count_annotations(from, to) > 0));
	foreach(lc, problems)
		PROPERTY(fuzz_is_valid(((AnnotationProblem *) lfirst(lc))->message));
	foreach(lc, annotations)
		PROPERTY(fuzz_is_valid(((Annotation *) lfirst(lc))->reason));
	PROPERTY(strlen(shown) <= 16384 && strstr(text, shown) != NULL && fuzz_is_valid(shown));
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
			check_portal(scanned, behind, ends ? end - behind : 0, behind, end, true);
			check_portal(scanned, begin, ends ? end - begin : 0, behind, end, true);
		}
		behind = end + 1;
		first = i + 1;
		if (i > 64)
			return;
	}
}

static void
one(const char *text, int len, int choice)
{
	bool		is_sql;
	bool		slow;

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
	check_found(comments_find(text), is_sql);
	if (is_sql)
		check_statements();
	else
		check_portal(text, 0, 0, 0, len, false);
	standard_conforming_strings = true;
}

const FuzzTarget fuzz_comments = {"comments", one, false};
