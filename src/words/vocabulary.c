/*-------------------------------------------------------------------------
 *
 * vocabulary.c
 *	  Readable lists of words, as a table to look the words of a name up in.
 *
 * See vocabulary.h for the contract.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "vocabulary.h"

#define LONGEST			30

static uint32
hash_word(const char *s, int len)
{
	uint32		h = 2166136261u;

	for (int i = 0; i < len; i++)
		h = (h ^ (unsigned char) s[i]) * 16777619u;
	return (h ^ (h >> 15)) & (VOCABULARY_SIZE - 1);
}

static inline int
first_letters(const char *s)
{
	return (s[0] & 31) << 5 | (s[1] & 31);
}

/* The entry of exactly this word, or the empty one where it would stand. */
static VocabularyEntry *
find_entry(Vocabulary *vocabulary, const char *s, int len)
{
	uint32		h = hash_word(s, len);
	VocabularyEntry *entry;

	for (;;)
	{
		entry = &vocabulary->entries[h];
		if (entry->word == NULL ||
			(entry->len == len && memcmp(entry->word, s, len) == 0))
			return entry;
		h = (h + 1) & (VOCABULARY_SIZE - 1);
	}
}

static void
make_ready(Vocabulary *vocabulary)
{
	for (int g = 0; g < vocabulary->ngroups; g++)
	{
		const char *s = vocabulary->groups[g].words;

		while (*s != '\0')
		{
			int			len = (int) strcspn(s, " ");

			if (len > 0)
			{
				VocabularyEntry *entry = find_entry(vocabulary, s, len);

				entry->word = s;
				entry->len = (uint16) len;
				entry->bits |= vocabulary->groups[g].bits;
				if (len > 1)	/* with and without the s of a plural */
					vocabulary->lengths[first_letters(s)] |= (uint32) 3 << len;
			}
			s += len;
			s += strspn(s, " ");
		}
	}
	vocabulary->ready = true;
}

/* Bits of one word of len bytes, or 0. */
static uint32
vocabulary_bits(Vocabulary *vocabulary, const char *word, int len)
{
	VocabularyEntry *entry;

	if (!vocabulary->ready)
		make_ready(vocabulary);
	if (len < 1 || len > LONGEST)
		return 0;
	if (len > 1 && !(vocabulary->lengths[first_letters(word)] & ((uint32) 1 << len)))
		return 0;
	entry = find_entry(vocabulary, word, len);
	if (entry->word != NULL)
		return entry->bits;
	if (len < 4 || word[len - 1] != 's')
		return 0;
	entry = find_entry(vocabulary, word, len - 1);
	return entry->word != NULL ? entry->bits | V_PLURAL : 0;
}

/* Two letters are a word of their own, but seldom in the middle of letters. */
static int
segment_worth(const char *s, int len, void *arg)
{
	if (len < 2 || vocabulary_bits(arg, s, len) == 0)
		return 0;
	return len == 2 ? 1 : len * len;
}

/*
 * The length of the word at the end of a token that may be glued to anything
 * ("geburtsdatum"), or 0.
 */
static int
tail_length(Vocabulary *vocabulary, const char *s, int len)
{
	for (int from = 1; from <= len - 3; from++)
	{
		if (vocabulary_bits(vocabulary, s + from, len - from) & V_TAIL)
			return len - from;
	}
	return 0;
}

/* Adds one token of the name, cut by vocabulary if it is not itself a word. */
static void
add_token(Vocabulary *vocabulary, Words *out, const char *s, int len)
{
	uint8		ends[WORDS_SEGMENT_MAX];
	int			from = 0;
	int			tail;
	int			n;

	if (len < 4 || vocabulary_bits(vocabulary, s, len) != 0)
	{
		words_add(out, s, len);
		return;
	}
	n = words_segment(s, len, segment_worth, vocabulary, ends);
	for (int i = 0; i < n; i++)
	{
		words_add(out, s + from, ends[i] - from);
		from = ends[i];
	}
	if (n > 0)
		return;
	tail = tail_length(vocabulary, s, len);
	words_add(out, s, len - tail);
	words_add(out, s + len - tail, tail);
}

/* How many words from at on mean something together; 1 when they do not. */
static int
joined_words(Vocabulary *vocabulary, const Words *words, int at, char *text, int *len)
{
	int			used = 0;
	int			found = 1;

	for (int i = at; i < words->nwords && i < at + 3; i++)
	{
		if (used + words->len[i] > LONGEST)
			break;
		memcpy(text + used, words->word[i], words->len[i]);
		used += words->len[i];
		if (i > at && (vocabulary_bits(vocabulary, text, used) & V_JOINED))
		{
			found = i - at + 1;
			*len = used;
		}
	}
	return found;
}

void
vocabulary_read(Vocabulary *vocabulary, const char *ident, ReadName *out)
{
	Words		tokens;
	Words		cut;

	if (!vocabulary->ready)
		make_ready(vocabulary);
	words_split(ident, &tokens);
	cut.nwords = cut.used = 0;
	cut.cut = false;
	for (int i = 0; i < tokens.nwords; i++)
		add_token(vocabulary, &cut, tokens.word[i], tokens.len[i]);

	out->words.nwords = out->words.used = 0;
	out->words.cut = tokens.cut || cut.cut;
	for (int i = 0; i < cut.nwords;)
	{
		char		text[LONGEST + 1];
		int			len = 0;
		int			n = joined_words(vocabulary, &cut, i, text, &len);

		if (n > 1)
			words_add(&out->words, text, len);
		else
			words_add(&out->words, cut.word[i], cut.len[i]);
		i += n;
	}
	out->all = 0;
	for (int i = 0; i < out->words.nwords; i++)
	{
		out->bits[i] = vocabulary_bits(vocabulary, out->words.word[i], out->words.len[i]);
		out->all |= out->bits[i];
	}
}

bool
vocabulary_is_number(const char *word)
{
	return word[0] >= '0' && word[0] <= '9';
}
