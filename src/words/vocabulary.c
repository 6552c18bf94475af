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

#define SHORTEST_TAIL	3

static void
make_ready(Vocabulary *vocabulary)
{
	vocabulary->table.size = VOCABULARY_SIZE;
	vocabulary->table.joined = V_JOINED;
	vocabulary->table.entries = vocabulary->entries;
	for (int g = 0; g < vocabulary->ngroups; g++)
		word_table_add(&vocabulary->table, vocabulary->groups[g].words,
					   vocabulary->groups[g].bits, 0);
	vocabulary->ready = true;
}

/* Bits of one word of len bytes, or 0. */
static uint32
vocabulary_bits(const Vocabulary *vocabulary, const char *word, int len)
{
	bool		plural;
	const WordEntry *entry = word_table_lookup(&vocabulary->table, word, len, &plural);

	if (entry == NULL)
		return 0;
	return plural ? entry->bits | V_PLURAL : entry->bits;
}

/* Two letters are a word of their own, but seldom in the middle of letters. */
static int
segment_worth(const char *s, int len, void *arg)
{
	if (len < 2 || vocabulary_bits(arg, s, len) == 0)
		return 0;
	return len == 2 ? 1 : len * len;
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
	tail = word_table_tail(&vocabulary->table, s, len, SHORTEST_TAIL, V_TAIL);
	words_add(out, s, len - tail);
	words_add(out, s + len - tail, tail);
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
	word_table_join(&vocabulary->table, &cut, &out->words);
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
