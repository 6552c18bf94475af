/*-------------------------------------------------------------------------
 *
 * blob.c
 *	  What the name of a column says of the form of its values.
 *
 * See blob.h for the contract.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "blob.h"
#include "blob_words.h"

static Vocabulary blobs = VOCABULARY(blob_word_groups);

static bool
take_word(const ReadName *name, int i, char word[32])
{
	words_copy(word, 32, name->words.word[i]);
	return true;
}

static int
word_with(const ReadName *name, uint32 bits)
{
	for (int i = name->words.nwords - 1; i >= 0; i--)
	{
		if (name->bits[i] & bits)
			return i;
	}
	return -1;
}

bool
blob_is_file(const char *attname, const char *relname, char word[32])
{
	ReadName	name;
	ReadName	relation;
	int			at;

	vocabulary_read(&blobs, attname, &name);
	if (word_with(&name, B_NOT) >= 0)
		return false;
	at = word_with(&name, B_FILE);
	if (at >= 0)
		return take_word(&name, at, word);
	if (!(name.all & B_DATA))
		return false;
	at = word_with(&name, B_WEAK);
	if (at >= 0)
		return take_word(&name, at, word);

	/* mere data is what its table is named after */
	vocabulary_read(&blobs, relname, &relation);
	at = word_with(&relation, B_FILE);
	if (at >= 0 && name.words.nwords <= 2)
		return take_word(&relation, at, word);
	at = word_with(&name, B_DATA);
	return strcmp(name.words.word[at], "blob") == 0 && name.words.nwords == 1 &&
		take_word(&name, at, word);
}

bool
blob_is_code(const char *attname)
{
	ReadName	name;

	vocabulary_read(&blobs, attname, &name);
	return (name.all & (B_CODE | B_UUID | B_ID)) != 0;
}

bool
blob_is_uuid(const char *attname)
{
	ReadName	name;
	int			last;

	vocabulary_read(&blobs, attname, &name);
	last = name.words.nwords - 1;
	return (name.all & B_UUID) != 0 && !(name.bits[last] & (B_ABOUT | V_PLURAL));
}

bool
blob_is_id(const char *attname)
{
	ReadName	name;
	int			last;

	vocabulary_read(&blobs, attname, &name);
	last = name.words.nwords - 1;
	return last >= 0 && (name.bits[last] & B_ID) && strcmp(name.words.word[last], "id") == 0;
}
