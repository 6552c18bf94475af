/*-------------------------------------------------------------------------
 *
 * comments.c
 *		Annotations in the comments of the statement that is running.
 *
 * A message may hold many statements; only the portal knows which of them is
 * running.  What is a comment is left to the server's scanner: the gaps
 * between its tokens hold blanks and comments and nothing else.  Up to
 * version 17 a statement's location counts in the blanks and comments before
 * its first token, from 18 on it does not; gaps make no difference of that.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "facts/tokens.h"
#include "guard/annotation.h"
#include "guard/comments.h"
#include "guard/rehearsed.h"
#include "mb/pg_wchar.h"
#include "nodes/parsenodes.h"
#include "nodes/plannodes.h"
#include "parser/scanner.h"
#include "parser/scansup.h"
#include "tcop/pquery.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/portal.h"

#define MAX_STATEMENT 16384

/* A comment that may be an annotation, and the tokens that it stands between. */
typedef struct FoundComment
{
	const char *text;			/* without its delimiters */
	int			length;
	int			before;			/* where the token before it begins, or -1 */
	int			after;			/* likewise the one after it; -1 if none */
	bool		semicolon;		/* that one is a semicolon */
} FoundComment;

typedef struct CommentScan
{
	const char *text;
	FoundComment gap;			/* between two tokens */
	List	   *found;			/* of FoundComment * */
} CommentScan;

/*
 * What the client's last message holds, which is scanned once however many
 * statements it has.
 */
static MemoryContext message_context = NULL;
static const char *message_text = NULL;
static size_t message_length = 0;
static TimestampTz message_time = 0;
static List *message_found = NIL;	/* of FoundComment * */

typedef struct CollectState
{
	List	   *annotations;
	List	  **problems;
} CollectState;

/*
 * The portal of what the client sent.  A portal within it runs where a cursor
 * is fetched from: SPI names its own ones, the client's is nameless in nearly
 * all drivers.
 */
static Portal
outermost_portal(void)
{
	Portal		portal = ActivePortal;

	if (portal != NULL && portal->name != NULL && portal->name[0] != '\0')
	{
		Portal		nameless = GetPortalByName("");

		if (PortalIsValid(nameless) && nameless->status == PORTAL_ACTIVE)
			portal = nameless;
	}
	return portal;
}

/* A statement and the text that it is a part of. */
typedef struct Running
{
	const char *text;
	int			location;		/* as in PlannedStmt */
	int			length;
	const Node *utility;
} Running;

/* Fills in the running statement; false if there is none. */
static bool
running_statement(Running *running)
{
	Rehearsed  *rehearsed = rehearsed_current();
	Portal		portal = outermost_portal();
	const PlannedStmt *stmt;

	if (rehearsed != NULL)
	{
		running->text = rehearsed->text;
		running->location = running->length = 0;
		running->utility = rehearsed->utility;
		return rehearsed->text != NULL;
	}
	if (portal == NULL || portal->sourceText == NULL || portal->stmts == NIL)
		return false;
	stmt = linitial_node(PlannedStmt, portal->stmts);
	running->text = portal->sourceText;
	running->location = stmt->stmt_location;
	running->length = stmt->stmt_len;
	running->utility = stmt->utilityStmt;
	return true;
}

const char *
comments_source(void)
{
	Rehearsed  *rehearsed = rehearsed_current();

	if (rehearsed != NULL)
		return rehearsed->text;
	return ActivePortal ? ActivePortal->sourceText : NULL;
}

int
comments_statement_location(void)
{
	Rehearsed  *rehearsed = rehearsed_current();
	Running		running;

	if (rehearsed != NULL)
		return rehearsed->number;
	return running_statement(&running) ? running.location : -1;
}

/* If the text goes on with the word, case aside, the place after it. */
static const char *
skip_word(const char *text, const char *end, const char *word)
{
	int			len = strlen(word);

	if (end - text < len || pg_strncasecmp(text, word, len) != 0)
		return NULL;
	return text + len;
}

static const char *
skip_blanks(const char *text, const char *end)
{
	while (text < end && scanner_isspace(*text))
		text++;
	return text;
}

/* Keeps a comment that begins as annotations do. */
static void
found_comment(CommentScan *scan, const char *comment, int length)
{
	const char *end = comment + length;
	FoundComment *found;

	if (skip_word(skip_blanks(comment, end), end, "hygiene:") == NULL)
		return;
	found = palloc(sizeof(FoundComment));
	*found = scan->gap;
	found->text = comment;
	found->length = length;
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

		if (text[i] == '-' && text[i + 1] == '-')
		{
			i = start;
			while (i < to && text[i] != '\n' && text[i] != '\r')
				i++;
			found_comment(scan, text + start, i - start);
		}
		else if (text[i] == '/' && text[i + 1] == '*')
		{
			int			depth = 1;
			int			end = to;

			i = start;
			while (i < to - 1 && depth > 0)
			{
				if (text[i] == '/' && text[i + 1] == '*')
				{
					depth++;
					i += 2;
				}
				else if (text[i] == '*' && text[i + 1] == '/')
				{
					depth--;
					end = i;
					i += 2;
				}
				else
					i++;
			}
			found_comment(scan, text + start, Max(end - start, 0));
			if (depth > 0)
				return;
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
	extra.escape_string_warning = false;
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

static void
collect_comment(const FoundComment *found, CollectState *state)
{
	const char *end = found->text + found->length;
	const char *at;
	const char *rest;

	at = skip_blanks(skip_word(skip_blanks(found->text, end), end, "hygiene:"), end);
	rest = skip_word(at, end, "allow");
	if (rest != NULL && (rest == end || scanner_isspace(*rest)))
	{
		char	   *text = pnstrdup(rest, end - rest);

		state->annotations = list_concat(state->annotations,
										 annotation_parse(text, true, state->problems));
	}
	else
	{
		AnnotationProblem *problem = palloc0(sizeof(AnnotationProblem));
		char	   *shown;
		int			len;

		while (end > at && scanner_isspace(end[-1]))
			end--;
		len = pg_mbcliplen(at, end - at, 64);
		shown = pnstrdup(at, len);
		for (char *c = shown; *c; c++)
		{
			if (scanner_isspace(*c))
				*c = ' ';
		}
		problem->message = psprintf("comment \"hygiene: %s%s\" is not an annotation",
									shown, end - at > len ? "..." : "");
		problem->detail = pstrdup("A comment that begins with \"hygiene:\" is read as an annotation, and the word after it must be \"allow\".");
		problem->hint = pstrdup("Write: /* hygiene: allow RULE OBJECT because REASON */");
		problem->sqlerrcode = MAKE_SQLSTATE('0', '1', 'H', 'A', '4');
		*state->problems = lappend(*state->problems, problem);
	}
}

/* Saves the scan for nearly all statements. */
static bool
may_hold_annotation(const char *text)
{
	for (const char *at = strchr(text, ':'); at != NULL; at = strchr(at + 1, ':'))
	{
		if (at - text >= 7 && pg_strncasecmp(at - 7, "hygiene", 7) == 0)
			return true;
	}
	return false;
}

/* The comments of a text that may be annotations, in their order (list of FoundComment *). */
static List *
find_comments(const char *text)
{
	CommentScan scan = {0};

	/*
	 * The parser has been through this text already, so that the scanner can
	 * only stumble where a setting changed in between (and in a DO body that
	 * is not SQL).  Then the comments found so far must do.
	 */
	if (!may_hold_annotation(text))
		return NIL;
	scan.text = text;
	(void) facts_scan_quietly(scan_tokens, &scan);
	return scan.found;
}

/* The same of the client's message, of which that is the text. */
static List *
message_comments(const char *text)
{
	TimestampTz now = GetCurrentStatementStartTimestamp();
	size_t		length = strlen(text);
	MemoryContext old;

	if (message_text == text && message_length == length && message_time == now)
		return message_found;
	if (message_context == NULL)
		message_context = AllocSetContextCreate(TopMemoryContext, "hygiene comments",
												ALLOCSET_SMALL_SIZES);
	message_text = NULL;
	MemoryContextReset(message_context);
	old = MemoryContextSwitchTo(message_context);
	message_found = find_comments(text);
	MemoryContextSwitchTo(old);
	message_text = text;
	message_length = length;
	message_time = now;
	return message_found;
}

/* Does the comment belong to the running statement? */
static bool
belongs(const FoundComment *found, const Running *running)
{
	int			total = strlen(running->text);
	int			from = Max(running->location, 0);
	int			to = running->location >= 0 && running->length > 0 ?
		running->location + running->length : total;

	/* after the last token: the rest belongs to the last statement */
	if (found->after < 0)
		return to >= total;
	if (found->after < to)
		return found->after >= from;
	/* before the closing semicolon is still within the statement */
	return found->semicolon && found->before < to;
}

List *
comments_annotations(List **problems)
{
	CollectState state = {NIL, problems};
	Running		running;
	List	   *found;
	ListCell   *lc;

	if (!running_statement(&running))
		return NIL;
	found = rehearsed_current() ? find_comments(running.text) : message_comments(running.text);
	foreach(lc, found)
	{
		if (belongs((FoundComment *) lfirst(lc), &running))
			collect_comment((FoundComment *) lfirst(lc), &state);
	}

	if (running.utility != NULL && IsA(running.utility, DoStmt))
	{
		foreach(lc, ((const DoStmt *) running.utility)->args)
		{
			DefElem    *item = lfirst_node(DefElem, lc);

			ListCell   *lb;

			if (strcmp(item->defname, "as") != 0 || item->arg == NULL)
				continue;
			foreach(lb, find_comments(strVal(item->arg)))
				collect_comment((FoundComment *) lfirst(lb), &state);
		}
	}
	return state.annotations;
}

/* The first byte of the range that is neither blank nor in a comment. */
static int
first_token(const char *text, int from, int to)
{
	while (from < to)
	{
		if (scanner_isspace(text[from]))
			from++;
		else if (from + 1 < to && text[from] == '-' && text[from + 1] == '-')
		{
			while (from < to && text[from] != '\n' && text[from] != '\r')
				from++;
		}
		else if (from + 1 < to && text[from] == '/' && text[from + 1] == '*')
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
		}
		else
			break;
	}
	return from;
}

char *
comments_statement_text(void)
{
	Running		running;
	const char *text;
	int			from;
	int			to;
	int			total;

	if (!running_statement(&running))
		return NULL;

	text = running.text;
	total = strlen(text);
	from = 0;
	to = total;
	if (running.location >= 0)
	{
		from = Min(running.location, total);
		if (running.length > 0)
			to = Min(from + running.length, total);
	}

	/* the annotation is in the journal's own column; what follows is the same in all versions */
	from = first_token(text, from, to);
	while (to > from && (scanner_isspace(text[to - 1]) || text[to - 1] == ';'))
		to--;
	if (to - from > MAX_STATEMENT)
		to = from + pg_mbcliplen(text + from, to - from, MAX_STATEMENT);
	return pnstrdup(text + from, to - from);
}
