/*-------------------------------------------------------------------------
 *
 * word_table.c
 *	  A hash table of words in static memory, and how names are cut by it.
 *
 * See word_table.h for the contract.  For each pair of first letters the table
 * knows which lengths of words exist, so that nearly all lookups in the middle
 * of a name end before they hash.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "word_table.h"

static inline uint32
hash_word(const WordTable *table, const char *s, int len)
{
	uint32		h = 2166136261u;

	for (int i = 0; i < len; i++)
		h = (h ^ (unsigned char) s[i]) * 16777619u;
	return (h ^ (h >> 15)) & (table->size - 1);
}

static inline int
first_letters(const char *s)
{
	return (s[0] & 31) << 5 | (s[1] & 31);
}

WordEntry *
word_table_find(const WordTable *table, const char *s, int len)
{
	uint32		h = hash_word(table, s, len);

	while (table->entries[h].word != NULL &&
		   (table->entries[h].len != len || memcmp(table->entries[h].word, s, len) != 0))
		h = (h + 1) & (table->size - 1);
	return &table->entries[h];
}

static void
add_word(WordTable *table, const char *s, int len, uint32 bits, uint16 table_bits)
{
	WordEntry  *entry = word_table_find(table, s, len);

	entry->word = s;
	entry->len = (uint16) len;
	entry->bits |= bits;
	entry->table |= table_bits;
	if (len < 2)
		return;
	table->lengths[first_letters(s)] |= (uint32) 3 << len;	/* and with a plural's s */
	if (table->plural_ies && s[len - 1] == 'y')
		table->lengths[first_letters(s)] |= (uint32) 4 << len;	/* or its ies */
}

void
word_table_add(WordTable *table, const char *words, uint32 bits, uint16 table_bits)
{
	while (*words != '\0')
	{
		int			len = (int) strcspn(words, " ");

		if (len > 0)
			add_word(table, words, len, bits, table_bits);
		words += len;
		words += strspn(words, " ");
	}
}

const WordEntry *
word_table_lookup(const WordTable *table, const char *s, int len, bool *plural)
{
	const WordEntry *entry;

	*plural = false;
	if (len < 1 || len > LONGEST_WORD)
		return NULL;
	if (len > 1 && !(table->lengths[first_letters(s)] & ((uint32) 1 << len)))
		return NULL;
	entry = word_table_find(table, s, len);
	if (entry->word != NULL)
		return entry;
	if (len < 4 || s[len - 1] != 's')
		return NULL;
	*plural = true;
	entry = word_table_find(table, s, len - 1);
	if (entry->word == NULL && table->plural_ies && len > 5 &&
		memcmp(s + len - 3, "ies", 3) == 0)
	{
		char		singular[LONGEST_WORD];

		memcpy(singular, s, len - 3);
		singular[len - 3] = 'y';
		entry = word_table_find(table, singular, len - 2);
	}
	return entry->word != NULL ? entry : NULL;
}

int
word_table_tail(const WordTable *table, const char *s, int len, int shortest, uint32 bits)
{
	for (int from = 1; from <= len - shortest; from++)
	{
		bool		plural;
		const WordEntry *entry = word_table_lookup(table, s + from, len - from, &plural);

		if (entry != NULL && (entry->bits & bits))
			return len - from;
	}
	return 0;
}

/*
 * Returns how many words from "at" on mean something together, and their text;
 * 1 if they do not.
 */
static int
joined_words(const WordTable *table, const Words *words, int at, char *text, int *len)
{
	int			used = 0;
	int			found = 1;

	for (int i = at; i < words->nwords && i < at + 3; i++)
	{
		bool		plural;
		const WordEntry *entry;

		if (used + words->len[i] > LONGEST_WORD)
			break;
		memcpy(text + used, words->word[i], words->len[i]);
		used += words->len[i];
		if (i == at)
			continue;
		entry = word_table_lookup(table, text, used, &plural);
		if (entry != NULL && (entry->bits & table->joined))
		{
			found = i - at + 1;
			*len = used;
		}
	}
	return found;
}

void
word_table_join(const WordTable *table, const Words *cut, Words *out)
{
	for (int i = 0; i < cut->nwords;)
	{
		char		text[LONGEST_WORD + 1];
		int			len = 0;
		int			n = joined_words(table, cut, i, text, &len);

		if (n > 1)
			words_add(out, text, len);
		else
			words_add(out, cut->word[i], cut->len[i]);
		i += n;
	}
}
