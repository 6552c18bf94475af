/*-------------------------------------------------------------------------
 *
 * query_text.c
 *		The statement that is query, and its text.
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
query_text_statement(QueryStatement *query)
{
	RehearsalSink *sink = rehearsal_sink_current();
	Portal		portal = outermost_portal();
	const PlannedStmt *stmt;

	if (sink != NULL)
	{
		if (sink->text == NULL)
			return false;
		query->text = sink->text;
		query->location = 0;
		query->length = strlen(sink->text);
		query->utility = sink->utility;
		return true;
	}
	if (portal == NULL || portal->sourceText == NULL || portal->stmts == NIL)
		return false;
	stmt = linitial_node(PlannedStmt, portal->stmts);
	query->text = portal->sourceText;
	query->location = Max(stmt->stmt_location, 0);
	query->length = stmt->stmt_location >= 0 && stmt->stmt_len > 0 ? stmt->stmt_len :
		rest_length(portal->sourceText + query->location);
	query->utility = stmt->utilityStmt;
	return true;
}

const char *
query_text_source(void)
{
	RehearsalSink *sink = rehearsal_sink_current();

	if (sink != NULL)
		return sink->text;
	return ActivePortal ? ActivePortal->sourceText : NULL;
}

int
query_text_location(void)
{
	RehearsalSink *sink = rehearsal_sink_current();
	QueryStatement query;

	if (sink != NULL)
		return sink->number;
	return query_text_statement(&query) ? query.location : -1;
}

char *
query_text(void)
{
	QueryStatement query;
	const char *text;
	int			from;
	int			to;

	if (!query_text_statement(&query))
		return NULL;
	text = query.text;

	from = query.location;
	to = from + query.length;

	hygiene_counts.text_bytes += query.length;

	/*
	 * the annotation is in the journal's own column; what follows is the same
	 * in all versions
	 */
	from = comments_skip(text, from, to);
	while (to > from && (scanner_isspace(text[to - 1]) || text[to - 1] == ';'))
		to--;
	if (to - from > MAX_STATEMENT)
		to = from + pg_mbcliplen(text + from, to - from, MAX_STATEMENT);
	return pnstrdup(text + from, to - from);
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
	int			location = query_text_location();
	MemoryContext old;

	*fresh = lasting == NULL || lasting_source != query_text_source() ||
		lasting_time != now || lasting_location != location;
	if (!*fresh)
		return lasting;

	old = MemoryContextSwitchTo(TopTransactionContext);
	lasting = query_text();
	MemoryContextSwitchTo(old);
	lasting_source = query_text_source();
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
