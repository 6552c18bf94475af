/*-------------------------------------------------------------------------
 *
 * value.c
 *		Values of a function's variables: joined, glued, quoted.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "rules/injection/value.h"

/* A way longer than this is cut off. */
#define LONGEST_WAY 8

const Texts texts_plain = {1, false, {"\001"}};
const Texts texts_other = {0, false, {NULL}};
const Texts texts_any = {0, true, {NULL}};
static const Texts texts_none = {1, false, {""}};
const Value value_clean = {NULL, NULL, &texts_plain, NULL};
const Value value_null = {NULL, NULL, &texts_none, NULL};

/* As a format, does it take an argument in as it is?  "%" at the end may be half of it. */
static bool
text_inserts(const char *text)
{
	while ((text = strchr(text, '%')) != NULL)
	{
		text++;
		text += strspn(text, "0123456789$-*");
		if (*text == 's' || *text == '\0')
			return true;
		text++;
	}
	return false;
}

bool
texts_insert(const Texts *texts)
{
	bool		inserts = texts->n == 0 && texts->inserts;

	for (int i = 0; i < texts->n && !inserts; i++)
		inserts = text_inserts(texts->text[i]);
	return inserts;
}

Value
value_constant(const char *text)
{
	Value		value = value_null;
	Texts	   *texts;

	if (strnlen(text, LONGEST_TEXT + 1) > LONGEST_TEXT || strpbrk(text, "\001\002\003") != NULL)
		value.texts = text_inserts(text) ? &texts_any : &texts_other;
	else
	{
		texts = palloc0(sizeof(Texts));
		texts->n = 1;
		texts->text[0] = pstrdup(text);
		value.texts = texts;
	}
	return value;
}

Value
value_source(TaintLevel level, const char *culprit)
{
	Value		value = {NULL, NULL, &texts_any, NULL};
	Taint	   *taint = palloc0(sizeof(Taint));

	taint->level = level;
	taint->culprit = pstrdup(culprit);
	value.taint = taint;
	return value;
}

const Taint *
taint_worse(const Taint *a, const Taint *b)
{
	return b != NULL && (a == NULL || b->level > a->level) ? b : a;
}

Value
value_quoted(Value value, char hole)
{
	static const Texts ident = {1, false, {"\002"}};
	static const Texts literal = {1, false, {"\003"}};
	Value		result = {NULL, taint_worse(value.taint, value.quoted), &texts_plain, NULL};

	if (result.quoted != NULL)
		result.texts = hole == HOLE_IDENT ? &ident : &literal;
	return result;
}

static const Texts *
texts_join(const Texts *a, const Texts *b, bool widen)
{
	Texts	   *texts;

	if (a == b)
		return a;
	if (a->n > 0 && b->n > 0)
	{
		texts = palloc(sizeof(Texts));
		*texts = *a;
		for (int i = 0; i < b->n && texts != NULL; i++)
		{
			int			same = 0;

			while (same < texts->n && strcmp(texts->text[same], b->text[i]) != 0)
				same++;
			if (same < texts->n)
				continue;
			if (texts->n == MAX_TEXTS || widen)
			{
				pfree(texts);
				texts = NULL;
			}
			else
				texts->text[texts->n++] = b->text[i];
		}
		if (texts != NULL && texts->n == a->n)
		{
			pfree(texts);
			return a;
		}
		if (texts != NULL)
			return texts;
	}
	return texts_insert(a) || texts_insert(b) ? &texts_any : &texts_other;
}

static const Row *
row_join(const Row *a, const Row *b, bool widen)
{
	Row		   *row;

	if (a == b || a == NULL || b == NULL)
		return a == NULL ? b : a;
	row = row_new();
	row->open = a->open || b->open;
	row->rest = value_join(a->rest, b->rest, widen);
	for (int i = 0; i < a->n; i++)
	{
		Value		other = i < b->n && strcmp(a->fields[i].name, b->fields[i].name) == 0 ?
			b->fields[i].value :
			value_field((Value) {NULL, NULL, &texts_none, b}, a->fields[i].name);

		row_add(row, a->fields[i].name, value_join(a->fields[i].value, other, widen));
	}
	if (a->n != b->n)
	{
		row->open = true;
		for (int i = 0; i < b->n; i++)
			row->rest = value_join(row->rest, b->fields[i].value, widen);
	}
	return row;
}

Value
value_join(Value a, Value b, bool widen)
{
	Value		value;

	value.taint = taint_worse(a.taint, b.taint);
	value.quoted = taint_worse(a.quoted, b.quoted);
	value.texts = texts_join(a.texts, b.texts, widen);
	value.row = row_join(a.row, b.row, widen);
	return value;
}

/* Of that taint, or of one as bad: ways differ from pass to pass. */
static bool
taint_equal(const Taint *a, const Taint *b)
{
	return (a == NULL) == (b == NULL) && (a == NULL || a->level == b->level);
}

bool
value_equal(Value a, Value b)
{
	if (!taint_equal(a.taint, b.taint) || !taint_equal(a.quoted, b.quoted) ||
		a.texts->n != b.texts->n || texts_insert(a.texts) != texts_insert(b.texts))
		return false;
	for (int i = 0; i < a.texts->n; i++)
	{
		if (strcmp(a.texts->text[i], b.texts->text[i]) != 0)
			return false;
	}
	if (a.row == b.row || a.row == NULL || b.row == NULL)
		return a.row == b.row;
	if (a.row->n != b.row->n || !value_equal(a.row->rest, b.row->rest))
		return false;
	for (int i = 0; i < a.row->n; i++)
	{
		if (!value_equal(a.row->fields[i].value, b.row->fields[i].value))
			return false;
	}
	return true;
}

static const Texts *
texts_glue(TextBudget *budget, const Texts *a, const Texts *b)
{
	Texts	   *texts = NULL;
	int			n = a->n * b->n;

	if (n > 0 && n <= MAX_TEXTS)
	{
		texts = palloc0(sizeof(Texts));
		for (int i = 0; i < n && texts != NULL; i++)
		{
			const char *first = a->text[i / b->n];
			const char *second = b->text[i % b->n];
			int			length = strlen(first) + strlen(second);

			budget->left -= length;
			if (length > LONGEST_TEXT || budget->left < 0)
				texts = NULL;
			else
				texts->text[texts->n++] = psprintf("%s%s", first, second);
		}
	}
	if (texts != NULL)
		return texts;
	return texts_insert(a) || texts_insert(b) ? &texts_any : &texts_other;
}

Value
value_glue(TextBudget *budget, Value a, Value b, int line)
{
	const Taint *worst = taint_worse(a.taint, b.taint);
	Value		value = {worst, taint_worse(a.quoted, b.quoted), NULL, NULL};

	if (worst != NULL && worst->level < TAINT_GLUED)
	{
		Taint	   *glued = palloc(sizeof(Taint));

		*glued = *worst;
		glued->level = TAINT_GLUED;
		glued->line = line;
		value.taint = glued;
	}
	value.texts = texts_glue(budget, a.texts, b.texts);
	return value;
}

Value
value_derived(Value value)
{
	value.texts = texts_insert(value.texts) ? &texts_any :
		value.texts == &texts_plain ? value.texts : &texts_other;
	value.row = NULL;
	return value;
}

const char *
value_text(Value value)
{
	return value.taint == NULL && value.texts->n == 1 &&
		strpbrk(value.texts->text[0], "\001\002\003") == NULL ? value.texts->text[0] : NULL;
}

static const Taint *
taint_via(const Taint *taint, const char *variable, int line)
{
	Taint	   *result;
	Way		   *way;

	if (taint == NULL || strcmp(taint->culprit, variable) == 0 ||
		(taint->way != NULL && (taint->way->length == LONGEST_WAY ||
								strcmp(taint->way->variable, variable) == 0)))
		return taint;
	result = palloc(sizeof(Taint));
	way = palloc(sizeof(Way));
	*result = *taint;
	*way = (Way) {variable, line, taint->way ? taint->way->length + 1 : 1, taint->way};
	result->way = way;
	return result;
}

Value
value_via(Value value, const char *variable, int line)
{
	value.taint = taint_via(value.taint, variable, line);
	value.quoted = taint_via(value.quoted, variable, line);
	return value;
}

/*
 * Reads a text as the server's scanner would, as far as quotes and comments go.
 */
static bool
text_misquotes(const char *text)
{
	const char *end;
	char		within = 0;		/* ' " - * or 0 */

	for (; *text != '\0'; text++)
	{
		if (*text == HOLE_IDENT || *text == HOLE_LITERAL)
		{
			if (within != 0)
				return true;
		}
		else if (within == '-')
			within = *text == '\n' ? 0 : within;
		else if (within == '*')
		{
			if (text[0] == '*' && text[1] == '/')
				within = 0;
		}
		else if (within != 0)
			within = *text == within ? 0 : within;
		else if (*text == '\'' || *text == '"')
			within = *text;
		else if (text[0] == '-' && text[1] == '-')
			within = '-';
		else if (text[0] == '/' && text[1] == '*')
			within = '*';
		else if (*text == '$' && (end = strchr(text + 1, '$')) != NULL &&
				 end - text < NAMEDATALEN && !isdigit((unsigned char) text[1]) &&
				 strcspn(text + 1, " \t\r\n'\"();,|.:+-*/<>=") >= end - text - 1)
		{
			/* a dollar-quoted string: all of it must be constant */
			char	   *tag = pnstrdup(text, end - text + 1);
			const char *close = strstr(end + 1, tag);
			const char *hole = strpbrk(end + 1, "\002\003");

			if (hole != NULL && (close == NULL || hole < close))
				return true;
			if (close == NULL)
				return false;
			text = close + strlen(tag) - 1;
		}
	}
	return false;
}

bool
texts_misquote(const Texts *texts)
{
	for (int i = 0; i < texts->n; i++)
	{
		if (text_misquotes(texts->text[i]))
			return true;
	}
	return false;
}
