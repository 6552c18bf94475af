/*-------------------------------------------------------------------------
 *
 * annotation.c
 *		Reading annotations.
 *
 * Nothing here raises an error: an annotation that is not understood leaves
 * its finding standing, and that is reported as a problem.  The parts are read in
 * annotation_parser.c; how annotations are held against findings is in
 * annotation_match.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "guard/annotations/annotation_parser.h"
#include "lib/stringinfo.h"
#include "parser/scansup.h"

#define MAX_TEXT		65536

/*
 * The reason is all the rest; what stands behind the last ", backup" in it is
 * the backup's.
 */
static bool
read_reason(Parser *p, char **reason, char **backup)
{
	const char *from;
	const char *to;
	StringInfoData buf;

	p->at += strlen("because");
	parser_skip_blanks(p);
	from = p->at;
	while (!parser_at_end(p))
		p->at++;
	to = p->at;

	initStringInfo(&buf);
	for (const char *q = from; q < to; q++)
	{
		if (!scanner_isspace(*q))
			appendStringInfoChar(&buf, *q);
		else if (buf.len > 0 && buf.data[buf.len - 1] != ' ')
			appendStringInfoChar(&buf, ' ');
	}
	while (buf.len > 0 && buf.data[buf.len - 1] == ' ')
		buf.data[--buf.len] = '\0';

	*backup = NULL;
	for (int i = buf.len - 1; i >= 0; i--)
	{
		int			word = i + 1;

		if (buf.data[i] != ',')
			continue;
		if (buf.data[word] == ' ')
			word++;
		if (pg_strncasecmp(buf.data + word, "backup ", 7) == 0)
		{
			*backup = pstrdup(buf.data + word + 7);
			while (i > 0 && buf.data[i - 1] == ' ')
				i--;
			buf.data[i] = '\0';
			buf.len = i;
			break;
		}
	}
	*reason = buf.data;
	if (buf.len == 0)
		return parser_problem(p, PROBLEM_REASON, "gives no reason", NULL);
	return true;
}

/* One annotation: adds its items to the list, all or none. */
static List *
read_annotation(Parser *p, List *annotations)
{
	List	   *items = NIL;
	char	   *reason;
	char	   *backup;
	ListCell   *lc;

	p->start = p->at;
	for (;;)
	{
		Annotation *item = palloc0(sizeof(Annotation));

		parser_skip_blanks(p);
		if (!parser_read_rule(p, item))
			return annotations;
		parser_skip_blanks(p);
		if (!parser_read_object(p, item))
			return annotations;
		items = lappend(items, item);
		parser_skip_blanks(p);
		if (parser_at_end(p) || *p->at != ',')
			break;
		p->at++;
	}

	if (parser_at_end(p))
	{
		parser_problem(p, PROBLEM_REASON, "gives no reason",
					   "Say why after the word because: RULE OBJECT because REASON");
		return annotations;
	}
	if (!parser_at_keyword(p, "because"))
	{
		if (parser_is_wildcard(p))
			parser_problem(p, PROBLEM_WILDCARD, "has a wildcard; every object must be named",
						   "Name each object, or the table or schema that holds them.");
		else
			parser_problem(p, PROBLEM_TEXT,
						   psprintf("is not understood from \"%s\" on",
									parser_shorten(p->at, p->end - p->at)),
						   NULL);
		return annotations;
	}
	if (!read_reason(p, &reason, &backup))
		return annotations;

	foreach(lc, items)
	{
		Annotation *item = lfirst(lc);

		item->reason = reason;
		item->backup = backup;
	}
	return list_concat(annotations, items);
}

/* Returns whether this word ends the objects.  The text begins at "text". */
static bool
at_because(const char *text, const char *q)
{
	return pg_strncasecmp(q, "because", 7) == 0 &&
		(q[7] == '\0' || scanner_isspace(q[7])) &&
		(q == text ||scanner_isspace(q[-1]) || q[-1] == '"' || q[-1] == ')');
}

/*
 * A comment as one line: a line may begin with an asterisk, as boxed comments
 * do.  Blanks within quoted names stay.
 */
static char *
fold_comment(const char *text)
{
	StringInfoData buf;
	bool		line_start = false;
	bool		in_reason = false;

	initStringInfo(&buf);
	for (const char *q = text; *q; q++)
	{
		const char *close;

		if (scanner_isspace(*q))
		{
			line_start = line_start || *q == '\n' || *q == '\r';
			if (buf.len > 0 && buf.data[buf.len - 1] != ' ')
				appendStringInfoChar(&buf, ' ');
			continue;
		}
		in_reason = in_reason || at_because(text, q);
		if (!in_reason && *q == '"' && (close = strchr(q + 1, '"')) != NULL)
		{
			appendBinaryStringInfo(&buf, q, close - q + 1);
			q = close;
		}
		else if (!(line_start && *q == '*' && (q[1] == '\0' || scanner_isspace(q[1]))))
			appendStringInfoChar(&buf, *q);
		line_start = false;
	}
	return buf.data;
}

/* Where the line ends: a newline in a quoted name is part of the name. */
static const char *
line_end(const char *text)
{
	bool		in_reason = false;
	const char *q;

	for (q = text; *q && *q != '\n'; q++)
	{
		const char *close;

		if (*q == ';')
			in_reason = false;
		else if (at_because(text, q))
			in_reason = true;
		else if (!in_reason && *q == '"' && (close = strchr(q + 1, '"')) != NULL)
			q = close;
	}
	return q;
}

List *
annotation_parse(const char *text, bool is_comment, List **problems)
{
	List	   *result = NIL;
	Parser		p = {0};

	if (text == NULL)
		return NIL;
	p.problems = problems;
	p.start = p.at = text;
	p.end = text + strlen(text);

	if (p.end - text >MAX_TEXT)
	{
		parser_problem(&p, PROBLEM_LENGTH, "is longer than 64 kB and is not read",
					   "Name the table or schema that holds the objects.");
		return NIL;
	}

	if (is_comment)
	{
		p.at = fold_comment(text);
		p.end = p.at + strlen(p.at);
		return read_annotation(&p, NIL);
	}

	/* a line, and in it what semicolons divide */
	p.separator = ';';
	while (*text)
	{
		p.at = text;

		p.end = line_end(text);
		text = *p.end ? p.end + 1 : p.end;

		for (;;)
		{
			while (p.at < p.end && (scanner_isspace(*p.at) || *p.at == ';'))
				p.at++;
			if (p.at >= p.end)
				break;
			result = read_annotation(&p, result);
		}
	}
	return result;
}
