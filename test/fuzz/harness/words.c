/*-------------------------------------------------------------------------
 *
 * words.c
 *		Fuzz target: names, their words, and what vocabularies say (words/).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "harness.h"
#include "words/blob.h"
#include "words/date.h"
#include "words/money.h"
#include "words/noun.h"
#include "words/secret.h"
#include "words/secret_literal.h"
#include "words/split.h"

/* The accented letters of UTF-8's Latin-1 and Latin Extended-A, by their base. */
static const struct
{
	const char *base;
	const char *letters;
}			latin[] = {
	{"a", "ÀÁÂÃÄÅàáâãäåĀāĂ\u0103\u0104\u0105"}, {"ae", "Ææ"}, {"c", "ÇçĆćĈĉĊċČč"},
	{"d", "ÐðĎďĐđ"}, {"e", "ÈÉÊËèéêëĒēĔĕĖėĘęĚě"}, {"g", "ĜĝĞğĠġĢģ"},
	{"h", "ĤĥĦħ"}, {"i", "ÌÍÎÏìíîïĨĩĪīĬĭĮįİı\u0132\u0133"}, {"j", "Ĵĵ"},
	{"k", "Ķķĸ"}, {"l", "ĹĺĻļĽľŁł\u013f\u0140"}, {"n", "ÑñŃńŅņŇňŊŋ\u0149"},
	{"o", "ÒÓÔÕÖØòóôõöøŌōŎŏŐő"}, {"oe", "Œœ"}, {"r", "ŔŕŖŗŘř"},
	{"s", "ŚśŜŝŞşŠšſ"}, {"ss", "ß"}, {"t", "ÞþŢţŤťŦŧ"},
	{"u", "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲų"}, {"w", "Ŵŵ"}, {"y", "ÝýÿŶŷŸ"},
	{"z", "ŹźŻżŽž"}, {"", "×÷"}
};

/* What is no letter, though above 127. */
static const struct
{
	uint32		first;
	uint32		last;
}			signs[] = {
	{0xA0, 0xA9}, {0xAB, 0xB4}, {0xB6, 0xB9}, {0xBB, 0xBF}, {0x2000, 0x20FF},
	{0x2180, 0x2BFF}, {0x3000, 0x3003}, {0x3008, 0x301F}, {0xFE00, 0xFE0F},
	{0x1F000, 0x1FFFF}
};

/* The bytes of the sign that the name begins with, or 0. */
static int
naive_sign(const char *name)
{
	unsigned char lead = *name;
	int			n = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	uint32		code = n == 0 ? 0 : lead & (0xFF >> (n + 1));

	for (int i = 1; i < n; i++)
	{
		if ((name[i] & 0xC0) != 0x80)
			return 0;
		code = code << 6 | (name[i] & 0x3F);
	}
	for (int i = 0; i < lengthof(signs); i++)
	{
		if (code >= signs[i].first && code <= signs[i].last)
			return n;
	}
	return 0;
}

/* The letters and digits of a name, folded, with nothing between them. */
static char *
naive_letters(const char *name)
{
	char	   *result = palloc(2 * strlen(name) + 1);
	char	   *to = result;

	while (*name)
	{
		unsigned char c = *name;
		const char *base = NULL;

		for (int i = 0; i < lengthof(latin) && c >= 0xC3 && c <= 0xC5; i++)
		{
			for (const char *at = latin[i].letters; *at; at += 2)
			{
				if (at[0] == name[0] && at[1] == name[1])
					base = latin[i].base;
			}
		}
		if (base != NULL)
		{
			to = stpcpy(to, base);
			name += 2;
			continue;
		}
		if (strncmp(name, "\u20ac", 3) == 0)
			to = stpcpy(to, "eur");
		if (naive_sign(name) > 0)
		{
			name += naive_sign(name);
			continue;
		}
		if (c >= 'A' && c <= 'Z')
			*to++ = c | 0x20;
		else if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			*to++ = c;
		name++;
	}
	*to = '\0';
	return result;
}

static char *
joined(const Words *words, const char *between)
{
	char	   *result = palloc(words->used + words->nwords * strlen(between) + 1);
	char	   *to = result;

	*to = '\0';
	for (int i = 0; i < words->nwords; i++)
	{
		if (i > 0)
			to = stpcpy(to, between);
		to = stpcpy(to, words->word[i]);
	}
	return result;
}

static void
check_split(const char *name, int len)
{
	Words		words;
	Words		again;
	const char *letters = naive_letters(name);
	const char *glued;

	PROPERTY(words_split(name, &words) == words.nwords);
	PROPERTY(words.nwords >= 0 && words.nwords <= WORDS_MAX && words.used <= WORDS_BYTES);
	PROPERTY(!words.cut || len > 63);
	for (int i = 0; i < words.nwords; i++)
	{
		PROPERTY(words.word[i] >= words.text && words.word[i] < words.text + words.used);
		PROPERTY(words.len[i] > 0 && strlen(words.word[i]) == words.len[i]);
	}

	/* nothing is lost, nothing is made up */
	glued = joined(&words, "");
	if (words.cut)
		PROPERTY(strncmp(glued, letters, strlen(glued)) == 0);
	else
		PROPERTY(strcmp(glued, letters) == 0);

	/* words are words */
	words_split(joined(&words, "_"), &again);
	PROPERTY(again.nwords == words.nwords && !again.cut);
	for (int i = 0; i < words.nwords; i++)
		PROPERTY(strcmp(again.word[i], words.word[i]) == 0);
}

/* Knows the words that begin and end alike. */
static int
some_worth(const char *s, int len, void *arg)
{
	return s[0] == s[len - 1] ? len * len : 0;
}

static void
check_segment(const char *text, int len)
{
	uint8		ends[WORDS_SEGMENT_MAX];
	const char *token = fuzz_exactly(text, len);
	int			n = words_segment(token, len, some_worth, NULL, ends);
	int			from = 0;

	PROPERTY(n >= 0 && n <= WORDS_SEGMENT_MAX);

	/* one letter is always a word */
	PROPERTY((n > 0) == (len > 0 && len <= WORDS_SEGMENT_MAX));
	for (int i = 0; i < n; i++)
	{
		PROPERTY(ends[i] > from && ends[i] <= len);
		PROPERTY(some_worth(token + from, ends[i] - from, NULL) > 0);
		from = ends[i];
	}
	PROPERTY(n == 0 || from == len);
}

static bool
is_word(const char *word)
{
	return strnlen(word, 32) < 32;
}

/* A column of that name in a table of that name. */
static void
check_column(const char *column, const char *table)
{
	const char *const no_words[] = {column};
	MoneyWords	none = {no_words, 1};
	uint32		company = money_sibling_hint(column) | money_sibling_hint(table);
	MoneyJudgement money = money_judge(column, table, NULL, company, NULL, NULL);
	DateJudgement date = date_judge(column, -1);
	SecretJudgement secret = secret_judge(column, table, -1, false);
	char		word[32];

	PROPERTY(is_word(money.word) && money.reason != NULL);
	PROPERTY(money.verdict == MONEY_NO || (money.word[0] && money.reason[0]));

	/* what the settings say of a name in lower case is the last word */
	PROPERTY(strpbrk(column, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL || IS_HIGHBIT_SET(column[0]) ||
			 strlen(column) > 63 || column[0] == '\0' ||
			 money_judge(column, table, NULL, company, NULL, &none).verdict == MONEY_NO);

	PROPERTY(is_word(date.word));
	PROPERTY(date.verdict != DATE_NO || date.word[0] == '\0');
	PROPERTY(date_judge(column, 3).verdict == DATE_NO);
	(void) date_may_be(column);

	PROPERTY(is_word(secret.word) && secret.kind != NULL);
	PROPERTY((secret.verdict == SECRET_PLAIN) == (secret.kind[0] != '\0'));
	PROPERTY(secret.verdict == SECRET_NO || secret_may_hold(column));
	(void) secret_judge(column, table, 64, true);

	PROPERTY(!blob_is_file(column, table, word) || is_word(word));
	(void) blob_is_code(column);
	(void) blob_is_uuid(column);
	(void) blob_is_id(column);
}

static void
check_noun(const char *name)
{
	Words		words;
	char		form[NOUN_BYTES];

	words_split(name, &words);
	for (int i = 0; i < words.nwords; i++)
	{
		int			n = 0;

		for (; noun_form(words.word[i], n, form); n++)
			PROPERTY(strnlen(form, NOUN_BYTES) < NOUN_BYTES);
		PROPERTY(n < 100);
	}
}

static void
check_literal(const char *text, const char *name)
{
	for (int code = 0; code < 2; code++)
	{
		int			line = 0;
		int			lines = 1;

		for (const char *at = text; *at; at++)
			lines += *at == '\n';
		if (secret_literal_find(text, code, &line) != NULL)
			PROPERTY(line >= 1 && line <= lines);
	}
	(void) secret_literal_named(name, text);
	(void) secret_literal_named(text, name);
}

static void
one(const char *text, int len, int choice)
{
	int			half = len / 2;
	const char *column;
	const char *table;

	check_split(text, len);
	check_segment(text, len);
	check_noun(text);

	/* a table and its column: "orders.price", else two halves */
	for (int i = 0; i < len; i++)
	{
		if (text[i] == '.')
		{
			half = i;
			break;
		}
	}
	table = pnstrdup(text, half);
	column = pstrdup(text + half + (half < len && text[half] == '.'));
	check_column(column, table);
	check_column(text, "");
	check_literal(text, table);
}

const FuzzTarget fuzz_words = {"words", one, true};
