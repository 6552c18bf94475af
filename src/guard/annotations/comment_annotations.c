/*-------------------------------------------------------------------------
 *
 * comment_annotations.c
 *		Annotations in the comments of the statement that is running.
 *
 * A comment belongs to the statement whose tokens it stands between, which is
 * reported from where those begin.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "guard/annotations/annotation.h"
#include "guard/annotations/comment_annotations.h"
#include "guard/annotations/comment_scan.h"
#include "guard/annotations/query_text.h"
#include "guard/collect/rehearsal_sink.h"
#include "mb/pg_wchar.h"
#include "nodes/parsenodes.h"
#include "parser/scansup.h"
#include "utils/memutils.h"

/*
 * What the client's last message holds, which is scanned once however many
 * statements it has.
 */
static MemoryContext message_context = NULL;
static const char *message_text = NULL;
static TimestampTz message_time = 0;
static List *message_found = NIL;	/* of FoundComment *, in their order */

typedef struct CollectState
{
	List	   *annotations;
	List	  **problems;
} CollectState;

/* The comment is taken for an annotation, but is none. */
static AnnotationProblem *
comment_problem(const char *text, int length)
{
	AnnotationProblem *problem = palloc0(sizeof(AnnotationProblem));
	char	   *shown;
	int			len;

	while (length > 0 && scanner_isspace(text[length - 1]))
		length--;
	len = pg_mbcliplen(text, length, 64);
	shown = pnstrdup(text, len);
	for (char *c = shown; *c; c++)
	{
		if (scanner_isspace(*c))
			*c = ' ';
	}
	problem->message = psprintf("comment \"hygiene: %s%s\" is not an annotation",
								shown, length > len ? "..." : "");
	problem->detail = pstrdup("A comment that begins with \"hygiene:\" is read as an annotation, and the word after it must be \"allow\".");
	problem->hint = pstrdup("Write: /* hygiene: allow RULE OBJECT because REASON */");
	problem->sqlerrcode = MAKE_SQLSTATE('0', '1', 'H', 'A', '4');
	return problem;
}

static void
collect_comment(const FoundComment *found, CollectState *state)
{
	static const char word[] = "allow";
	int			len = lengthof(word) - 1;

	if (found->length >= len && pg_strncasecmp(found->text, word, len) == 0 &&
		(found->length == len || scanner_isspace(found->text[len])))
	{
		char	   *text = pnstrdup(found->text + len, found->length - len);

		state->annotations = list_concat(state->annotations,
										 annotation_parse(text, true, state->problems));
	}
	else
		*state->problems = lappend(*state->problems,
								   comment_problem(found->text, found->length));
}

/* The comments of the client's message, of which that is the text. */
static List *
message_comments(const char *text)
{
	TimestampTz now = GetCurrentStatementStartTimestamp();
	MemoryContext old;

	if (message_text == text &&message_time == now)
		return message_found;
	if (message_context == NULL)
		message_context = AllocSetContextCreate(TopMemoryContext, "hygiene comments",
												ALLOCSET_SMALL_SIZES);
	message_text = NULL;
	MemoryContextReset(message_context);
	old = MemoryContextSwitchTo(message_context);
	message_found = comments_find(text);
	MemoryContextSwitchTo(old);
	message_text = text;

	message_time = now;
	return message_found;
}

/*
 * Returns whether a comment whose next token is not before the statement
 * belongs to it.
 */
static bool
belongs(const FoundComment *found, const QueryStatement *query)
{
	int			to = query->location + query->length;

	/* after the last token: the rest belongs to the last statement */
	if (found->after < 0)
		return query->text[to] == '\0';
	/* before the closing semicolon is still within the statement */
	return found->after < to || (found->semicolon && found->before < to);
}

/* The first of the comments whose next token is not before the statement. */
static int
first_comment(const List *found, const QueryStatement *query)
{
	int			low = 0;
	int			high = list_length(found);

	while (low < high)
	{
		int			middle = (low + high) / 2;
		int			after = ((FoundComment *) list_nth(found, middle))->after;

		if (after >= 0 && after < query->location)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

List *
comments_annotations(List **problems)
{
	CollectState state = {NIL, problems};
	QueryStatement query;
	List	   *found;
	ListCell   *lc;

	if (!query_text_statement(&query))
		return NIL;
	found = rehearsal_sink_current() ? comments_find(query.text) : message_comments(query.text);
	for_each_from(lc, found, first_comment(found, &query))
	{
		if (!belongs((FoundComment *) lfirst(lc), &query))
			break;
		collect_comment((FoundComment *) lfirst(lc), &state);
	}

	if (query.utility != NULL && IsA(query.utility, DoStmt))
	{
		foreach(lc, ((const DoStmt *) query.utility)->args)
		{
			DefElem    *item = lfirst_node(DefElem, lc);
			ListCell   *lb;

			if (strcmp(item->defname, "as") != 0 || item->arg == NULL)
				continue;
			foreach(lb, comments_find(strVal(item->arg)))
				collect_comment((FoundComment *) lfirst(lb), &state);
		}
	}
	return state.annotations;
}
