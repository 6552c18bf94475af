/*-------------------------------------------------------------------------
 *
 * annotation.c
 *		Fuzz target: annotations (guard/annotations/annotation.c, annotation_parser.c).
 *
 * Choices: 0 the setting's text, 1 a comment's, 2 the parts alone, 3 and 4 a
 * name that is quoted and must come back.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "guard/annotations/annotation.h"
#include "guard/annotations/annotation_parser.h"
#include "harness.h"
#include "lib/stringinfo.h"
#include "parser/scansup.h"
#include "rules/rule.h"
#include "utils/builtins.h"

/* A message is one line that a person reads. */
#define LONGEST_MESSAGE 512

static void
check_problems(const List *problems)
{
	ListCell   *lc;

	foreach(lc, problems)
	{
		const AnnotationProblem *problem = lfirst(lc);

		PROPERTY(strncmp(problem->message, "hygiene annotation \"", 20) == 0);
		PROPERTY(strlen(problem->message) <= LONGEST_MESSAGE);
		PROPERTY(strpbrk(problem->message, "\r\n") == NULL);
		PROPERTY(fuzz_is_valid(problem->message) && fuzz_is_valid(problem->hint));
		PROPERTY(problem->detail[0] != '\0' && problem->hint[0] != '\0');
		PROPERTY(strncmp(unpack_sql_state(problem->sqlerrcode), "01HA", 4) == 0);
	}
}

/* Annotations of "text", of which each part must be a part. */
static void
check_annotation(const Annotation *annotation, const char *text, const char *others)
{
	const char *reason = annotation->reason;
	int			len = strlen(reason);

	PROPERTY(annotation->rule == rule_by_name(annotation->rule->name));
	PROPERTY(annotation->nparts >= 1 && annotation->nparts <= ANNOTATION_MAX_PARTS);
	for (int i = 0; i < annotation->nparts; i++)
	{
		PROPERTY(annotation->parts[i][0] != '\0');
		PROPERTY(strlen(annotation->parts[i]) < NAMEDATALEN);
		PROPERTY(fuzz_is_valid(annotation->parts[i]));
	}
	PROPERTY(annotation->object[0] != '\0');
	PROPERTY(fuzz_contains(text, annotation->object, others));
	if (annotation->arguments)
	{
		PROPERTY(annotation->arguments[0] == '(');
		PROPERTY(annotation->arguments[strlen(annotation->arguments) - 1] == ')');
		PROPERTY(strstr(annotation->object, annotation->arguments) != NULL);
	}
	PROPERTY(len > 0 && reason[0] != ' ' && reason[len - 1] != ' ');
	PROPERTY(strpbrk(reason, "\t\r\n\f") == NULL && strstr(reason, "  ") == NULL);
	PROPERTY(fuzz_contains(text, reason, others));
	if (annotation->backup)
		PROPERTY(annotation->backup[0] != '\0' && fuzz_contains(text, annotation->backup, others));
}

static bool
same_text(const char *a, const char *b)
{
	return (a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0);
}

/* What was read, written down again, is read as the same. */
static void
check_again(const Annotation *annotation, bool is_comment)
{
	List	   *problems = NIL;
	List	   *again;
	const Annotation *other;
	char	   *text;

	text = psprintf("%s %s because %s%s%s", annotation->rule->name, annotation->object,
					annotation->reason, annotation->backup ? ", backup " : "",
					annotation->backup ? annotation->backup : "");
	again = annotation_parse(text, is_comment, &problems);
	PROPERTY(problems == NIL && list_length(again) == 1);
	other = linitial(again);
	PROPERTY(other->rule == annotation->rule && other->nparts == annotation->nparts);
	for (int i = 0; i < annotation->nparts; i++)
		PROPERTY(strcmp(annotation->parts[i], other->parts[i]) == 0);
	PROPERTY(same_text(other->object, annotation->object));
	PROPERTY(same_text(other->arguments, annotation->arguments));
	PROPERTY(same_text(other->reason, annotation->reason));
	PROPERTY(same_text(other->backup, annotation->backup));
}

static void
try_text(const char *text, bool is_comment)
{
	List	   *problems = NIL;
	List	   *annotations = annotation_parse(text, is_comment, &problems);
	int			n = 0;
	ListCell   *lc;

	check_problems(problems);
	PROPERTY(!is_comment || annotations == NIL || problems == NIL);
	PROPERTY(!is_comment || list_length(problems) <= 1);
	foreach(lc, annotations)
	{
		check_annotation(lfirst(lc), text, is_comment ? "*" : "");
		if (n++ < 8)
			check_again(lfirst(lc), is_comment);
	}
}

/* The parts, in a text that ends where the parser was told. */
static void
try_parts(const char *text, int len)
{
	List	   *problems = NIL;
	Parser		p = {0};

	p.start = p.at = fuzz_exactly(text, len);
	p.end = p.start + len;
	p.problems = &problems;
	while (p.at < p.end)
	{
		Annotation	annotation = {0};
		const char *from = p.at;

		p.start = p.at;
		parser_skip_blanks(&p);
		PROPERTY(p.at >= from && p.at <= p.end);
		if (parser_read_rule(&p, &annotation))
		{
			PROPERTY(annotation.rule != NULL && p.at > from && p.at <= p.end);
			from = p.at;
			parser_skip_blanks(&p);
			if (parser_read_object(&p, &annotation))
				PROPERTY(p.at > from && p.at <= p.end && annotation.nparts > 0);
		}
		PROPERTY(p.at >= from && p.at <= p.end);
		PROPERTY(problems == NIL || p.at == p.end);
		parser_skip_blanks(&p);
		(void) parser_at_keyword(&p, "because");
		(void) parser_is_wildcard(&p);
		if (p.at == from)
			break;
	}
	check_problems(problems);
}

/* Whatever the name, SQL's own quoting of it names it here too. */
static void
try_name(const char *text, bool is_comment)
{
	List	   *problems = NIL;
	List	   *annotations;
	const Annotation *annotation;
	char	   *name = pstrdup(text);
	char	   *quoted;

	truncate_identifier(name, strlen(name), false);
	if (name[0] == '\0')
		return;
	quoted = psprintf("%s.%s.c", quote_identifier(name), quote_identifier(name));
	annotations = annotation_parse(psprintf("drop_column %s because of %s", quoted, "it"),
								   is_comment, &problems);
	PROPERTY(problems == NIL && list_length(annotations) == 1);
	annotation = linitial(annotations);
	PROPERTY(annotation->nparts == 3);
	PROPERTY(strcmp(annotation->parts[0], name) == 0);
	PROPERTY(strcmp(annotation->parts[1], name) == 0);
	PROPERTY(strcmp(annotation->parts[2], "c") == 0);
	PROPERTY(strcmp(annotation->object, quoted) == 0);
}

static void
one(const char *text, int len, int choice)
{
	if (choice == 2)
		try_parts(text, len);
	else if (choice > 2)
		try_name(text, choice == 4);
	else
		try_text(text, choice == 1);
}

const FuzzTarget fuzz_annotation = {"annotation", one, false};
