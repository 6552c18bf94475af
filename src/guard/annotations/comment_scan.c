/*-------------------------------------------------------------------------
 *
 * comment_scan.c
 *		The comments in a text of SQL that begin as annotations do.
 *
 * What is a comment is left to the server's scanner: the gaps between its
 * tokens hold blanks and comments and nothing else.  Up to version 17 a
 * statement's location counts in the blanks and comments before its first
 * token, from 18 on it does not; gaps make no difference of that.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "facts/code/tokens.h"
#include "facts/measured/work_counts.h"
#include "guard/annotations/comment_scan.h"
#include "parser/scanner.h"
#include "parser/scansup.h"

typedef struct CommentScan
{
	const char *text;
	FoundComment gap;			/* between two tokens */
	List	   *found;			/* of FoundComment * */
} CommentScan;

/* The end of the line that text[from) is in. */
static int
skip_line(const char *text, int from, int to)
{
	while (from < to && text[from] != '\n' && text[from] != '\r')
		from++;
	return from;
}

/* Behind the comment that begins with the slash there, and behind those in it. */
static int
skip_block(const char *text, int from, int to, bool *closed)
{
	int			depth = 0;

	do
	{
		if (from + 1 < to && text[from] == '/' && text[from + 1] == '*')
		{
			depth++;
			from += 2;
		}
		else if (from + 1 < to && text[from] == '*' && text[from + 1] == '/')
		{
			depth--;
			from += 2;
		}
		else
			from++;
	} while (from < to && depth > 0);
	*closed = depth == 0;
	return from;
}

static const char *
skip_blanks(const char *text, const char *end)
{
	while (text <end && scanner_isspace(*text))
		text	  ++;
	return text;
}

/* Keeps a comment that begins as annotations do. */
static void
found_comment(CommentScan *scan, const char *comment, int length)
{
	static const char mark[] = "hygiene:";
	const char *end = comment + length;
	FoundComment *found;

	comment = skip_blanks(comment, end);
	if (end - comment < lengthof(mark) - 1 ||
		pg_strncasecmp(comment, mark, lengthof(mark) - 1) != 0)
		return;
	found = palloc(sizeof(FoundComment));
	*found = scan->gap;
	found->text = skip_blanks(comment + lengthof(mark) - 1, end);
	found->length = end - found->text;
	scan->found = lappend(scan->found, found);
}

/* Finds each comment in text[from, to), which holds no token. */
static void
scan_gap(CommentScan *scan, int from, int to)
{
	const char *text = scan->text;
	int			i = from;

	while (i < to - 1)
	{
		int			start = i + 2;
		bool		closed;

		if (text[i] == '-' && text[i + 1] == '-')
		{
			i = skip_line(text, start, to);
			found_comment(scan, text + start, i - start);
		}
		else if (text[i] == '/' && text[i + 1] == '*')
		{
			i = skip_block(text, i, to, &closed);
			found_comment(scan, text + start, (closed ? i - 2 : to) - start);
		}
		else
			i++;
	}
}

static void
scan_tokens(void *arg)
{
	CommentScan *scan = arg;
	core_yy_extra_type extra;
	core_yyscan_t scanner;
	core_YYSTYPE value;
	YYLTYPE		at = 0;
	int			previous = 0;	/* where the token before ended */
	int			token;

	scanner = scanner_init(scan->text, &extra, &ScanKeywords, ScanKeywordTokens);
	hygiene_scan_in_silence(&extra);
	scan->gap.before = -1;
	while ((token = core_yylex(&value, &at, scanner)) != 0)
	{
		scan->gap.after = at;
		scan->gap.semicolon = token == ';';
		scan_gap(scan, previous, at);
		scan->gap.before = at;

		/* the scanner puts a NUL after the token it has just read */
		previous = at + strlen(extra.scanbuf + at);
	}
	scan->gap.after = -1;
	scan->gap.semicolon = false;
	scan_gap(scan, previous, strlen(scan->text));
	scanner_finish(scanner);
}

/* Saves the scan for nearly all statements. */
static bool
may_hold_annotation(const char *text)
{
	for (const char *at = strchr(text, ':'); at != NULL; at = strchr(at + 1, ':'))
	{
		if (at - text >=7 && pg_strncasecmp(at - 7, "hygiene", 7) == 0)
			return true;
	}
	return false;
}

List *
comments_find(const char *text)
{
	CommentScan scan = {0};

	/*
	 * The parser has been through this text already, so that the scanner can
	 * only stumble where a setting changed in between (and in a DO body that
	 * is not SQL).  Then the comments found so far must do.
	 */
	hygiene_counts.text_bytes += strlen(text);
	if (!may_hold_annotation(text))
		return NIL;
	scan.text = text;

	(void) facts_scan_quietly(scan_tokens, &scan);
	return scan.found;
}

int
comments_skip(const char *text, int from, int to)
{
	bool		closed;

	while (from < to)
	{
		if (scanner_isspace(text[from]))
			from++;
		else if (from + 1 < to && text[from] == '-' && text[from + 1] == '-')
			from = skip_line(text, from, to);
		else if (from + 1 < to && text[from] == '/' && text[from + 1] == '*')
			from = skip_block(text, from, to, &closed);
		else
			break;
	}
	return from;
}
