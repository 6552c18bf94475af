/*-------------------------------------------------------------------------
 *
 * annotation.c
 *		Reading annotations.
 *
 * Nothing here raises an error: an annotation that is not understood leaves
 * its finding standing, and that is told as a problem.  How annotations are
 * held against findings is in annotation_match.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "guard/annotation.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "parser/scansup.h"
#include "rules/rule.h"
#include "utils/builtins.h"
#include "utils/varlena.h"

#define MAX_TEXT		65536
#define MAX_SHOWN		80

#define PROBLEM_RULE		MAKE_SQLSTATE('0', '1', 'H', '9', '0')
#define PROBLEM_OBJECT		MAKE_SQLSTATE('0', '1', 'H', '9', '1')
#define PROBLEM_REASON		MAKE_SQLSTATE('0', '1', 'H', '9', '2')
#define PROBLEM_WILDCARD	MAKE_SQLSTATE('0', '1', 'H', '9', '3')
#define PROBLEM_TEXT		MAKE_SQLSTATE('0', '1', 'H', '9', '4')
#define PROBLEM_LENGTH		MAKE_SQLSTATE('0', '1', 'H', '9', '5')

static const char *const grammar_hint =
"An annotation reads: RULE OBJECT {, RULE OBJECT} because REASON [, backup REF]";

typedef struct Parser
{
	const char *start;			/* of the annotation being read */
	const char *at;
	const char *end;
	char		separator;		/* ends an annotation before the end; or NUL */
	List	  **problems;
} Parser;

static bool
at_end(const Parser *p)
{
	return p->at >= p->end || (p->separator != '\0' && *p->at == p->separator);
}

static void
skip_blanks(Parser *p)
{
	while (p->at < p->end && scanner_isspace(*p->at))
		p->at++;
}

static bool
is_name_start(char c)
{
	return IS_HIGHBIT_SET(c) || c == '_' ||
		(c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_name_part(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9') || c == '$';
}

/* Does the keyword stand here, as a word of its own? */
static bool
at_keyword(const Parser *p, const char *keyword)
{
	int			len = strlen(keyword);

	return p->end - p->at >= len && pg_strncasecmp(p->at, keyword, len) == 0 &&
		(p->end - p->at == len || !is_name_part(p->at[len]));
}

/* The text cut to what a message can hold, white space folded. */
static char *
shorten(const char *text, int len)
{
	StringInfoData buf;
	bool		cut = false;

	if (len > MAX_SHOWN)
	{
		len = pg_mbcliplen(text, len, MAX_SHOWN);
		cut = true;
	}
	initStringInfo(&buf);
	for (int i = 0; i < len; i++)
		appendStringInfoChar(&buf, scanner_isspace(text[i]) ? ' ' : text[i]);
	if (cut)
		appendStringInfoString(&buf, "...");
	return buf.data;
}

/* Notes what is wrong and goes on behind the annotation; returns false. */
static bool
problem(Parser *p, int sqlerrcode, const char *what, const char *hint)
{
	AnnotationProblem *result = palloc0(sizeof(AnnotationProblem));
	const char *stop;

	while (!at_end(p))
		p->at++;
	stop = p->at;
	while (stop > p->start && scanner_isspace(stop[-1]))
		stop--;

	result->message = psprintf("hygiene annotation \"%s\" %s",
							   shorten(p->start, stop - p->start), what);
	result->detail = pstrdup("The annotation allows nothing.");
	result->hint = pstrdup(hint ? hint : grammar_hint);
	result->sqlerrcode = sqlerrcode;
	*p->problems = lappend(*p->problems, result);
	return false;
}

/* The rule whose name is nearest to the word, if any is near. */
static const char *
nearest_rule(const char *word)
{
	int			wordlen = strlen(word);
	int			best = Max(wordlen / 2, 1) + 1;
	const char *result = NULL;

	if (wordlen > NAMEDATALEN)
		return NULL;
	for (int i = 0; i < hygiene_nrules; i++)
	{
		const char *name = hygiene_rules[i]->name;
		int			distance = varstr_levenshtein_less_equal(word, wordlen,
															 name, strlen(name),
															 1, 1, 1, best, true);

		if (distance < best)
		{
			best = distance;
			result = name;
		}
	}
	return result;
}

static bool
read_rule(Parser *p, Annotation *annotation)
{
	const char *from = p->at;
	const char *to = from;
	char	   *word;

	while (to < p->end && *to != ',' && !scanner_isspace(*to) &&
		   !(p->separator != '\0' && *to == p->separator))
		to++;
	if (to == from || at_keyword(p, "because"))
		return problem(p, PROBLEM_TEXT, "names no rule", NULL);

	word = downcase_identifier(from, to - from, false, false);
	annotation->rule = rule_by_name(word);
	if (annotation->rule == NULL)
	{
		const char *near = nearest_rule(word);
		char	   *what = psprintf("names unknown rule \"%s\"",
									shorten(word, strlen(word)));

		return problem(p, PROBLEM_RULE, what,
					   near ? psprintf("Perhaps you mean \"%s\".  Each object needs its own rule before it.", near) :
					   "SELECT rule, title FROM hygiene.rules lists the rules.  Each object needs its own rule before it.");
	}
	p->at = to;
	return true;
}

/* One name of a dotted name, folded as SQL folds it; NULL if there is none. */
static char *
read_name(Parser *p)
{
	char	   *name;

	if (p->at < p->end && *p->at == '"')
	{
		const char *q = p->at + 1;
		StringInfoData buf;

		initStringInfo(&buf);
		while (q < p->end)
		{
			if (*q == '"')
			{
				if (q + 1 >= p->end || q[1] != '"')
					break;
				q++;
			}
			appendStringInfoChar(&buf, *q++);
		}
		if (q >= p->end || buf.len == 0)
			return NULL;
		p->at = q + 1;
		name = buf.data;
		truncate_identifier(name, buf.len, false);
	}
	else
	{
		const char *q = p->at;

		if (q >= p->end || !is_name_start(*q))
			return NULL;
		while (q < p->end && is_name_part(*q))
			q++;
		name = downcase_identifier(p->at, q - p->at, false, true);
		p->at = q;
	}
	return name;
}

/* A function's argument types, from "(" to the ")" that closes it. */
static bool
read_arguments(Parser *p, Annotation *annotation)
{
	const char *from = p->at;
	int			depth = 0;
	bool		quoted = false;

	for (; p->at < p->end; p->at++)
	{
		char		c = *p->at;

		if (c == '"')
			quoted = !quoted;
		else if (!quoted && c == '(')
			depth++;
		else if (!quoted && c == ')' && --depth == 0)
		{
			p->at++;
			annotation->arguments = pnstrdup(from, p->at - from);
			return true;
		}
	}
	return problem(p, PROBLEM_TEXT, "has a parenthesis that is not closed", NULL);
}

static bool
is_wildcard(const Parser *p)
{
	return p->at < p->end && (*p->at == '*' || *p->at == '%');
}

static bool
read_object(Parser *p, Annotation *annotation)
{
	const char *from = p->at;

	if (at_end(p) || at_keyword(p, "because"))
		return problem(p, PROBLEM_OBJECT,
					   psprintf("names no object for rule \"%s\"", annotation->rule->name),
					   NULL);
	for (;;)
	{
		char	   *name = is_wildcard(p) ? NULL : read_name(p);

		if (is_wildcard(p))
			return problem(p, PROBLEM_WILDCARD,
						   "has a wildcard; every object must be named",
						   "Name each object, or the table or schema that holds them.");
		if (name == NULL && p->at < p->end && *p->at == '"')
			return problem(p, PROBLEM_TEXT, "has a quoted name that is empty or not closed", NULL);
		if (name == NULL)
			return problem(p, PROBLEM_TEXT,
						   psprintf("has no name where it should: \"%s\"",
									shorten(p->at, p->end - p->at)),
						   "Names are quoted as in SQL: public.\"Order Items\".price.");
		if (annotation->nparts == ANNOTATION_MAX_PARTS)
			return problem(p, PROBLEM_TEXT, "names an object with too many dots", NULL);
		annotation->parts[annotation->nparts++] = name;
		if (p->at >= p->end || *p->at != '.')
			break;
		p->at++;
	}
	if (p->at < p->end && *p->at == '(' && !read_arguments(p, annotation))
		return false;
	annotation->object = pnstrdup(from, p->at - from);
	return true;
}

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
	skip_blanks(p);
	from = p->at;
	while (!at_end(p))
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
		return problem(p, PROBLEM_REASON, "gives no reason", NULL);
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

		skip_blanks(p);
		if (!read_rule(p, item))
			return annotations;
		skip_blanks(p);
		if (!read_object(p, item))
			return annotations;
		items = lappend(items, item);
		skip_blanks(p);
		if (at_end(p) || *p->at != ',')
			break;
		p->at++;
	}

	if (at_end(p))
	{
		problem(p, PROBLEM_REASON, "gives no reason",
				"Say why after the word because: RULE OBJECT because REASON");
		return annotations;
	}
	if (!at_keyword(p, "because"))
	{
		if (is_wildcard(p))
			problem(p, PROBLEM_WILDCARD, "has a wildcard; every object must be named",
					"Name each object, or the table or schema that holds them.");
		else
			problem(p, PROBLEM_TEXT,
					psprintf("is not understood from \"%s\" on",
							 shorten(p->at, p->end - p->at)),
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

/*
 * A comment as one line: a line may begin with an asterisk, as boxed comments
 * do.
 */
static char *
fold_comment(const char *text)
{
	StringInfoData buf;
	bool		line_start = false;

	initStringInfo(&buf);
	for (const char *q = text; *q; q++)
	{
		if (scanner_isspace(*q))
		{
			line_start = line_start || *q == '\n' || *q == '\r';
			if (buf.len > 0 && buf.data[buf.len - 1] != ' ')
				appendStringInfoChar(&buf, ' ');
			continue;
		}
		if (!(line_start && *q == '*' && (q[1] == '\0' || scanner_isspace(q[1]))))
			appendStringInfoChar(&buf, *q);
		line_start = false;
	}
	return buf.data;
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
	if (p.end - text > MAX_TEXT)
	{
		problem(&p, PROBLEM_LENGTH, "is longer than 64 kB and is not read",
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
		p.end = text + strcspn(text, "\n");
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
