/*-------------------------------------------------------------------------
 *
 * money_lookup.c
 *	  The money vocabulary as a table to look words up in.
 *
 * The readable lists of money_words*.h become a hash table in static memory on
 * first use, once in the life of a process.  Another table says for each pair
 * of first letters which lengths of words exist, so that nearly all lookups in
 * the middle of a name end before they hash.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "money_lookup.h"
#include "money_words_foreign.h"

#define HASH_SIZE		8192	/* a power of two, far above the words */
#define LONGEST			31

typedef struct Entry
{
	const char *word;			/* in the lists, not terminated */
	uint32		column;
	uint16		table;
	uint16		len;
} Entry;

static Entry entries[HASH_SIZE];
static uint32 lengths[32 * 32]; /* of any word that begins so */
static bool ready = false;

/* Words from the settings, for a segmentation. */
typedef struct Extras
{
	const MoneyWords *yes;
	const MoneyWords *no;
} Extras;

static uint32
hash_word(const char *s, int len)
{
	uint32		h = 2166136261u;
	int			i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char) s[i]) * 16777619u;
	return (h ^ (h >> 15)) & (HASH_SIZE - 1);
}

static inline int
first_letters(const char *s)
{
	return (s[0] & 31) << 5 | (s[1] & 31);
}

/* The entry of exactly this word, or the empty one where it would stand. */
static Entry *
find_entry(const char *s, int len)
{
	uint32		h = hash_word(s, len);

	while (entries[h].word != NULL &&
		   (entries[h].len != len || memcmp(entries[h].word, s, len) != 0))
		h = (h + 1) & (HASH_SIZE - 1);
	return &entries[h];
}

static void
add_word(const char *s, int len, const MoneyWordGroup *group)
{
	Entry	   *entry = find_entry(s, len);

	entry->word = s;
	entry->len = (uint16) len;
	entry->column |= group->column;
	entry->table |= (uint16) group->table;
}

static void
add_group(const MoneyWordGroup *group)
{
	const char *s = group->words;

	while (*s != '\0')
	{
		int			len = (int) strcspn(s, " ");

		if (len > 0)
			add_word(s, len, group);
		s += len;
		s += strspn(s, " ");
	}
}

static void
make_ready(void)
{
	for (size_t g = 0; g < lengthof(money_word_groups); g++)
		add_group(&money_word_groups[g]);
	for (size_t g = 0; g < lengthof(money_word_groups_foreign); g++)
		add_group(&money_word_groups_foreign[g]);
	for (int i = 0; i < HASH_SIZE; i++)
	{
		const Entry *entry = &entries[i];
		uint32		both;
		int			at;

		if (entry->word == NULL)
			continue;
		at = entry->len > 1 ? first_letters(entry->word) : 0;
		both = (uint32) 3 << entry->len;	/* with and without a plural's s */
		if (entry->word[entry->len - 1] == 'y')
			both |= (uint32) 4 << entry->len;	/* or its ies */
		lengths[at] |= both;
	}
	ready = true;
}

/* The entry of a word, or of its singular; NULL when neither is known. */
static const Entry *
lookup(const char *s, int len, bool *plural)
{
	const Entry *entry;

	*plural = false;
	if (len < 1 || len > LONGEST)
		return NULL;
	if (len > 1 && !(lengths[first_letters(s)] & ((uint32) 1 << len)))
		return NULL;
	entry = find_entry(s, len);
	if (entry->word != NULL)
		return entry;
	if (len < 4 || s[len - 1] != 's')
		return NULL;
	*plural = true;
	entry = find_entry(s, len - 1);
	if (entry->word == NULL && len > 5 && memcmp(s + len - 3, "ies", 3) == 0)
	{
		char		singular[LONGEST];

		memcpy(singular, s, len - 3);
		singular[len - 3] = 'y';
		entry = find_entry(singular, len - 2);
	}
	return entry->word != NULL ? entry : NULL;
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
	const Entry *entry;

	if (among(extras->no, s, len))
		return W_NEVER;
	if (among(extras->yes, s, len))
		return W_STRONG;
	entry = lookup(s, len, &plural);
	if (entry == NULL)
		return 0;
	return entry->column | (plural ? W_PLURAL : 0);
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

/*
 * The length of the word at the end of a token that may be glued to anything
 * ("grundpreis"), or 0.
 */
static int
tail_length(const char *s, int len)
{
	for (int from = 1; from <= len - 4; from++)
	{
		bool		plural;
		const Entry *entry = lookup(s + from, len - from, &plural);

		if (entry != NULL && (entry->column & W_TAIL))
			return len - from;
	}
	return 0;
}

/* The length of the word that a token begins with and that may be glued so, or 0. */
static int
head_length(const char *s, int len)
{
	for (int l = len - 3; l >= 5; l--)
	{
		const Entry *entry = find_entry(s, l);

		if (entry->word != NULL && (entry->column & W_HEAD))
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
	tail = tail_length(s, len);
	from = tail > 0 ? len - tail : head_length(s, len);
	words_add(&out->words, s, from);
	words_add(&out->words, s + from, len - from);
}

/* How many words from at on mean something together; 1 when they do not. */
static int
joined_words(const Words *words, int at, char *text, int *len)
{
	int			found = 1;

	*len = 0;
	for (int i = at; i < words->nwords && i < at + 3; i++)
	{
		bool		plural;
		const Entry *entry;

		if (*len + words->len[i] > LONGEST)
			break;
		memcpy(text + *len, words->word[i], words->len[i]);
		*len += words->len[i];
		entry = lookup(text, *len, &plural);
		if (i > at && entry != NULL && (entry->column & W_JOINED))
			found = i - at + 1;
	}
	*len = 0;
	for (int i = at; found > 1 && i < at + found; i++)
		*len += words->len[i];
	return found;
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
	for (i = 0; i < cut.words.nwords;)
	{
		char		text[LONGEST + 1];
		int			len;
		int			n = joined_words(&cut.words, i, text, &len);

		if (n > 1)
			words_add(&out->words, text, len);
		else
			words_add(&out->words, cut.words.word[i], cut.words.len[i]);
		i += n;
	}
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
	const Entry *entry = lookup(word, len, &plural);

	/* a plural that is a word of its own in columns is none in tables */
	if (entry != NULL && entry->table == 0 && !plural && len > 3 && word[len - 1] == 's')
	{
		const Entry *singular = find_entry(word, len - 1);

		if (singular->word != NULL)
			entry = singular;
	}
	return entry != NULL ? entry->table : 0;
}
