/*-------------------------------------------------------------------------
 *
 * money_lookup.c
 *	  The money vocabulary as a table to look words up in.
 *
 * The readable lists of money_words*.h are put into a word table on first use,
 * once in the life of a process.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "money_lookup.h"
#include "money_words_foreign.h"
#include "money_words_romance.h"
#include "word_table.h"

#define TABLE_SIZE		8192
#define SHORTEST_TAIL	4

static WordEntry entries[TABLE_SIZE];
static WordTable vocabulary = {
	.size = TABLE_SIZE, .plural_ies = true, .joined = W_JOINED, .entries = entries
};
static bool ready = false;

/* Words from the settings, for a segmentation. */
typedef struct Extras
{
	const MoneyWords *yes;
	const MoneyWords *no;
} Extras;

static void
add_groups(const MoneyWordGroup *groups, size_t ngroups)
{
	for (size_t g = 0; g < ngroups; g++)
		word_table_add(&vocabulary, groups[g].words, groups[g].column, (uint16) groups[g].table);
}

static void
make_ready(void)
{
	add_groups(money_word_groups, lengthof(money_word_groups));
	add_groups(money_word_groups_romance, lengthof(money_word_groups_romance));
	add_groups(money_word_groups_foreign, lengthof(money_word_groups_foreign));
	ready = true;
}

/* The entry of a word, or of its singular; NULL when neither is known. */
static inline const WordEntry *
lookup(const char *s, int len, bool *plural)
{
	return word_table_lookup(&vocabulary, s, len, plural);
}

/* Is it one of the words, or the plural of one? */
static bool
among(const MoneyWords *list, const char *s, int len)
{
	if (list == NULL)
		return false;
	for (int i = 0; i < list->nwords; i++)
	{
		int			wanted = (int) strlen(list->words[i]);

		if ((wanted == len || (wanted >= 3 && wanted == len - 1 && s[len - 1] == 's')) &&
			memcmp(list->words[i], s, wanted) == 0)
			return true;
	}
	return false;
}

static uint32
column_bits(const char *s, int len, const Extras *extras)
{
	bool		plural;
	const WordEntry *entry;

	if (among(extras->no, s, len))
		return W_NEVER;
	if (among(extras->yes, s, len))
		return W_STRONG;
	entry = lookup(s, len, &plural);
	if (entry == NULL)
		return 0;
	return entry->bits | (plural ? W_PLURAL : 0);
}

/* Two letters are a word of their own, but not in the middle of letters. */
static int
segment_worth(const char *s, int len, void *arg)
{
	const Extras *extras = (const Extras *) arg;
	bool		plural;

	if (among(extras->yes, s, len) || among(extras->no, s, len))
		return len * len;
	if (len < 3 && !(len == 2 && (memcmp(s, "id", 2) == 0 || memcmp(s, "fx", 2) == 0)))
		return 0;
	return lookup(s, len, &plural) != NULL ? len * len : 0;
}

/* The length of the word that a token begins with and that may be glued so, or 0. */
static int
head_length(const char *s, int len)
{
	for (int l = len - 3; l >= 5; l--)
	{
		const WordEntry *entry = word_table_find(&vocabulary, s, l);

		if (entry->word != NULL && (entry->bits & W_HEAD))
			return l;
	}
	return 0;
}

/* Adds one token of the name, cut by vocabulary if it is not itself a word. */
static void
add_token(MoneyName *out, const char *s, int len, Extras *extras)
{
	uint8		ends[WORDS_SEGMENT_MAX];
	bool		plural;
	int			n = 0;
	int			tail;
	int			from = 0;

	if (len < 5 || lookup(s, len, &plural) != NULL ||
		among(extras->yes, s, len) || among(extras->no, s, len))
	{
		words_add(&out->words, s, len);
		return;
	}
	n = words_segment(s, len, segment_worth, extras, ends);
	for (int i = 0; i < n; i++)
	{
		words_add(&out->words, s + from, ends[i] - from);
		from = ends[i];
	}
	if (n > 0)
		return;
	tail = word_table_tail(&vocabulary, s, len, SHORTEST_TAIL, W_TAIL);
	from = tail > 0 ? len - tail : head_length(s, len);
	words_add(&out->words, s, from);
	words_add(&out->words, s + from, len - from);
}

void
money_cut(const char *ident, const MoneyWords *extra,
		  const MoneyWords *extra_not, MoneyName *out)
{
	Words		tokens;
	MoneyName	cut;
	Extras		extras;
	int			i;

	if (!ready)
		make_ready();
	extras.yes = extra;
	extras.no = extra_not;
	words_split(ident, &tokens);
	cut.words.nwords = cut.words.used = 0;
	cut.words.cut = false;
	for (i = 0; i < tokens.nwords; i++)
		add_token(&cut, tokens.word[i], tokens.len[i], &extras);

	out->words.nwords = out->words.used = 0;
	out->words.cut = tokens.cut || cut.words.cut;
	word_table_join(&vocabulary, &cut.words, &out->words);
	for (i = 0; i < out->words.nwords; i++)
		out->bits[i] = column_bits(out->words.word[i], out->words.len[i], &extras);

	/* a word of the settings may also be the whole name */
	if (out->words.nwords > 0 && (extra != NULL || extra_not != NULL))
	{
		char		whole[WORDS_BYTES];
		size_t		len = Min(strlen(ident), sizeof(whole) - 1);

		for (size_t k = 0; k < len; k++)
			whole[k] = (ident[k] >= 'A' && ident[k] <= 'Z') ?
				ident[k] + ('a' - 'A') : ident[k];
		if (among(extra_not, whole, (int) len))
			out->bits[0] |= W_NEVER;
		else if (among(extra, whole, (int) len))
			out->bits[out->words.nwords - 1] = W_STRONG;
	}
}

uint32
money_table_bits(const char *word, int len)
{
	bool		plural;
	const WordEntry *entry = lookup(word, len, &plural);

	/* a plural that is a word of its own in columns is none in tables */
	if (entry != NULL && entry->table == 0 && !plural && len > 3 && word[len - 1] == 's')
	{
		const WordEntry *singular = word_table_find(&vocabulary, word, len - 1);

		if (singular->word != NULL)
			entry = singular;
	}
	return entry != NULL ? entry->table : 0;
}
