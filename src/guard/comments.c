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

#include "guard/annotation.h"
#include "guard/comments.h"
#include "guard/rehearsed.h"
#include "mb/pg_wchar.h"
#include "nodes/parsenodes.h"
#include "nodes/plannodes.h"
#include "parser/scanner.h"
#include "parser/scansup.h"
#include "tcop/pquery.h"
#include "utils/elog.h"
#include "utils/guc.h"
#include "utils/portal.h"

#define MAX_STATEMENT 16384

typedef void (*CommentCallback) (const char *comment, int length, void *arg);

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

/* Calls back for each comment in text[from, to), which holds no token. */
static void
gap_comments(const char *text, int from, int to, CommentCallback callback, void *arg)
{
	int			i = from;

	while (i < to - 1)
	{
		int			start = i + 2;

		if (text[i] == '-' && text[i + 1] == '-')
		{
			i = start;
			while (i < to && text[i] != '\n' && text[i] != '\r')
				i++;
			callback(text + start, i - start, arg);
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
			callback(text + start, Max(end - start, 0), arg);
			if (depth > 0)
				return;
		}
		else
			i++;
	}
}

static void
scan_tokens(const char *text, int location, int length, CommentCallback callback,
			void *arg)
{
	core_yy_extra_type extra;
	core_yyscan_t scanner;
	core_YYSTYPE value;
	YYLTYPE		at = 0;
	int			total = strlen(text);
	int			end;
	int			previous = 0;	/* where the token before ended */

	if (location < 0)
		location = length = 0;
	end = length > 0 ? location + length : total;

	scanner = scanner_init(text, &extra, &ScanKeywords, ScanKeywordTokens);
	extra.escape_string_warning = false;
	for (;;)
	{
		int			token = core_yylex(&value, &at, scanner);

		if (token == 0)
		{
			/* after the last token: the rest belongs to the last statement */
			if (end >= total)
				gap_comments(text, previous, total, callback, arg);
			break;
		}
		if (at >= end)
		{
			/* before the closing semicolon is still within the statement */
			if (token == ';')
				gap_comments(text, previous, at, callback, arg);
			break;
		}
		if (at >= location)
			gap_comments(text, previous, at, callback, arg);

		/* the scanner puts a NUL after the token it has just read */
		previous = at + strlen(extra.scanbuf + at);
	}
	scanner_finish(scanner);
}

void
comments_scan(const char *text, int location, int length,
			  CommentCallback callback, void *arg)
{
	MemoryContext oldcontext = CurrentMemoryContext;
	int			client_level = client_min_messages;
	int			log_level = log_min_messages;

	/*
	 * The parser has been through this text already, so that the scanner can
	 * only stumble where a setting changed in between (and in a DO body that
	 * is not SQL).  Then the comments found so far must do.  A scanner holds
	 * nothing but memory, so no subtransaction is needed to go on.  What the
	 * parser has told about truncated names is not told again.
	 */
	PG_TRY();
	{
		client_min_messages = ERROR;
		log_min_messages = ERROR;
		scan_tokens(text, location, length, callback, arg);
	}
	PG_CATCH();
	{
		int			category;

		client_min_messages = client_level;
		log_min_messages = log_level;
		MemoryContextSwitchTo(oldcontext);
		category = ERRCODE_TO_CATEGORY(geterrcode());
		if (category != ERRCODE_TO_CATEGORY(ERRCODE_SYNTAX_ERROR) &&
			category != ERRCODE_TO_CATEGORY(ERRCODE_DATA_EXCEPTION) &&
			category != ERRCODE_TO_CATEGORY(ERRCODE_FEATURE_NOT_SUPPORTED))
			PG_RE_THROW();
		FlushErrorState();
	}
	PG_END_TRY();
	client_min_messages = client_level;
	log_min_messages = log_level;
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

static void
collect_comment(const char *comment, int length, void *arg)
{
	CollectState *state = arg;
	const char *end = comment + length;
	const char *at;
	const char *rest;

	at = skip_word(skip_blanks(comment, end), end, "hygiene:");
	if (at == NULL)
		return;
	at = skip_blanks(at, end);
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

List *
comments_annotations(List **problems)
{
	CollectState state = {NIL, problems};
	Running		running;

	if (!running_statement(&running) || !may_hold_annotation(running.text))
		return NIL;
	comments_scan(running.text, running.location, running.length, collect_comment, &state);

	if (running.utility != NULL && IsA(running.utility, DoStmt))
	{
		ListCell   *lc;

		foreach(lc, ((const DoStmt *) running.utility)->args)
		{
			DefElem    *item = lfirst_node(DefElem, lc);

			if (strcmp(item->defname, "as") == 0 && item->arg != NULL &&
				may_hold_annotation(strVal(item->arg)))
				comments_scan(strVal(item->arg), 0, 0, collect_comment, &state);
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
