/*-------------------------------------------------------------------------
 *
 * query_text.c
 *		The statement that is running, and its text.
 *
 * A message may hold many statements; only the portal knows which of them is
 * running.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "facts/measured/work_counts.h"
#include "guard/annotations/comment_scan.h"
#include "guard/annotations/query_text.h"
#include "guard/collect/rehearsal_sink.h"
#include "mb/pg_wchar.h"
#include "nodes/plannodes.h"
#include "parser/scansup.h"
#include "tcop/pquery.h"
#include "utils/memutils.h"
#include "utils/portal.h"

#define MAX_STATEMENT 16384

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

/* The last statement of a text has no length of its own; it is measured once. */
static int
rest_length(const char *text)
{
	static const char *measured = NULL;
	static TimestampTz measured_at = 0;
	static int	length = 0;

	if (measured != text ||measured_at != GetCurrentStatementStartTimestamp())
	{
		length = strlen(text);
		hygiene_counts.text_bytes += length;
		measured = text;

		measured_at = GetCurrentStatementStartTimestamp();
	}
	return length;
}

bool
running_statement(RunningStatement *running)
{
	Rehearsed  *rehearsed = rehearsed_current();
	Portal		portal = outermost_portal();
	const PlannedStmt *stmt;

	if (rehearsed != NULL)
	{
		if (rehearsed->text == NULL)
			return false;
		running->text = rehearsed->text;
		running->location = 0;
		running->length = strlen(rehearsed->text);
		running->utility = rehearsed->utility;
		return true;
	}
	if (portal == NULL || portal->sourceText == NULL || portal->stmts == NIL)
		return false;
	stmt = linitial_node(PlannedStmt, portal->stmts);
	running->text = portal->sourceText;
	running->location = Max(stmt->stmt_location, 0);
	running->length = stmt->stmt_location >= 0 && stmt->stmt_len > 0 ? stmt->stmt_len :
		rest_length(portal->sourceText + running->location);
	running->utility = stmt->utilityStmt;
	return true;
}

const char *
running_source(void)
{
	Rehearsed  *rehearsed = rehearsed_current();

	if (rehearsed != NULL)
		return rehearsed->text;
	return ActivePortal ? ActivePortal->sourceText : NULL;
}

int
running_location(void)
{
	Rehearsed  *rehearsed = rehearsed_current();
	RunningStatement running;

	if (rehearsed != NULL)
		return rehearsed->number;
	return running_statement(&running) ? running.location : -1;
}

char *
running_text(void)
{
	RunningStatement running;
	const char *text;
	int			from;
	int			to;

	if (!running_statement(&running))
		return NULL;
	text = running.text;

	from = running.location;
	to = from + running.length;

	hygiene_counts.text_bytes += running.length;

	/*
	 * the annotation is in the journal's own column; what follows is the same
	 * in all versions
	 */
	from = comments_skip(text, from, to);
	while (to > from && (scanner_isspace(text[to - 1]) || text[to - 1] == ';'))
		to--;
	if (to - from > MAX_STATEMENT)
		to = from + pg_mbcliplen(text +from, to - from, MAX_STATEMENT);
	return pnstrdup(text +from, to - from);
}

/* The last text that query_text_lasting() has returned, and whose it is. */
static const char *lasting = NULL;
static const void *lasting_source = NULL;
static TimestampTz lasting_time = 0;
static int	lasting_location = -1;

const char *
query_text_lasting(bool *fresh)
{
	TimestampTz now = GetCurrentStatementStartTimestamp();
	int			location = running_location();
	MemoryContext old;

	*fresh = lasting == NULL || lasting_source != running_source() ||
		lasting_time != now || lasting_location != location;
	if (!*fresh)
		return lasting;

	old = MemoryContextSwitchTo(TopTransactionContext);
	lasting = running_text();
	MemoryContextSwitchTo(old);
	lasting_source = running_source();
	lasting_time = now;
	lasting_location = location;
	return lasting;
}

void
query_text_forget(void)
{
	lasting = NULL;
	lasting_source = NULL;
}
