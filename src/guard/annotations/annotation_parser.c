/*-------------------------------------------------------------------------
 *
 * annotation_parser.c
 *		The parts of an annotation: rule, object, and what is wrong with them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "guard/annotations/annotation_parser.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "parser/scansup.h"
#include "rules/rule.h"
#include "utils/builtins.h"
#include "utils/varlena.h"

#define MAX_SHOWN		80

static const char *const grammar_hint =
"An annotation reads: RULE OBJECT {, RULE OBJECT} because REASON [, backup REF]";

bool
parser_at_end(const Parser *p)
{
	return p->at >= p->end || (p->separator != '\0' && *p->at == p->separator);
}

void
parser_skip_blanks(Parser *p)
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

/* Returns whether the keyword is here, as a word of its own. */
bool
parser_at_keyword(const Parser *p, const char *keyword)
{
	int			len = strlen(keyword);

	return p->end - p->at >= len && pg_strncasecmp(p->at, keyword, len) == 0 &&
		(p->end - p->at == len || !is_name_part(p->at[len]));
}

/* The text cut to what a message can hold, white space folded. */
char *
parser_shorten(const char *text, int len)
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
bool
parser_problem(Parser *p, int sqlerrcode, const char *what, const char *hint)
{
	AnnotationProblem *result = palloc0(sizeof(AnnotationProblem));
	const char *stop;

	while (!parser_at_end(p))
		p->at++;
	stop = p->at;
	while (stop > p->start && scanner_isspace(stop[-1]))
		stop--;

	result->message = psprintf("hygiene annotation \"%s\" %s",
							   parser_shorten(p->start, stop - p->start), what);
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
		int			namelen = strlen(name);
		int			distance;

		/*
		 * names of other lengths are as far at least: a text may hold many
		 * words
		 */
		if (namelen - wordlen >= best)
			continue;
		distance = varstr_levenshtein_less_equal(word, wordlen, name, namelen,
												 1, 1, 1, best, true);
		if (distance < best)
		{
			best = distance;
			result = name;
		}
	}
	return result;
}

bool
parser_read_rule(Parser *p, Annotation *annotation)
{
	const char *from = p->at;
	const char *to = from;
	char	   *word;

	while (to < p->end && *to != ',' && !scanner_isspace(*to) &&
		   !(p->separator != '\0' && *to == p->separator))
		to++;
	if (to == from || parser_at_keyword(p, "because"))
		return parser_problem(p, PROBLEM_TEXT, "names no rule", NULL);

	word = downcase_identifier(from, to - from, false, false);
	annotation->rule = rule_by_name(word);
	if (annotation->rule == NULL)
	{
		const char *near = nearest_rule(word);
		char	   *what = psprintf("names unknown rule \"%s\"",
									parser_shorten(word, strlen(word)));

		return parser_problem(p, PROBLEM_RULE, what,
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
	return parser_problem(p, PROBLEM_TEXT, "has a parenthesis that is not closed", NULL);
}

bool
parser_is_wildcard(const Parser *p)
{
	return p->at < p->end && (*p->at == '*' || *p->at == '%');
}

bool
parser_read_object(Parser *p, Annotation *annotation)
{
	const char *from = p->at;

	/* a schema may have the name of the keyword */
	if (parser_at_end(p) ||
		(parser_at_keyword(p, "because") && (p->end - from == 7 || from[7] != '.')))
		return parser_problem(p, PROBLEM_OBJECT,
							  psprintf("names no object for rule \"%s\"", annotation->rule->name),
							  NULL);
	for (;;)
	{
		char	   *name = parser_is_wildcard(p) ? NULL : read_name(p);

		if (parser_is_wildcard(p))
			return parser_problem(p, PROBLEM_WILDCARD,
								  "has a wildcard; every object must be named",
								  "Name each object, or the table or schema that holds them.");
		if (name == NULL && p->at < p->end && *p->at == '"')
			return parser_problem(p, PROBLEM_TEXT, "has a quoted name that is empty or not closed", NULL);
		if (name == NULL)
			return parser_problem(p, PROBLEM_TEXT,
								  psprintf("has no name where it should: \"%s\"",
										   parser_shorten(p->at, p->end - p->at)),
								  "Names are quoted as in SQL: public.\"Order Items\".price.");
		if (annotation->nparts == ANNOTATION_MAX_PARTS)
			return parser_problem(p, PROBLEM_TEXT, "names an object with too many dots", NULL);
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
