/*-------------------------------------------------------------------------
 *
 * secret.c
 *	  Does a column, a variable or an option hold a secret in clear, by its name?
 *
 * The end of a name says what it is of; words such as "plain" or "old" may
 * follow.
 *
 *	1. a word for what cannot be read any more (hash, salt, encrypted, masked)
 *	   says that there is no plain secret;
 *	2. a word for something about a secret (policy, id, expiry, url) ends it;
 *	3. passwords and their like are secrets by themselves, tokens where they
 *	   are not coins or words of a text;
 *	4. keys, codes, numbers and answers are secrets of a kind: "private_key",
 *	   "recovery_code", "card_number";
 *	5. what is merely called value, key or code is what its table says.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "secret.h"
#include "secret_words.h"

#define UUID_LENGTH		36

#define S_ANY (S_SECRET | S_TOKEN | S_KEY | S_CODE | S_NUMBER | S_CARD | S_PIN | \
			   S_PHRASE | S_ANSWER | S_SEED | S_VALUE)

static Vocabulary secrets = VOCABULARY(secret_word_groups);

static SecretJudgement
judgement(SecretVerdict verdict, const char *kind, const char *word)
{
	SecretJudgement j;

	j.verdict = verdict;
	j.kind = kind;
	words_copy(j.word, sizeof(j.word), word);
	return j;
}

static bool
before(const ReadName *name, int at, uint32 bits)
{
	for (int i = 0; i < at; i++)
	{
		if (name->bits[i] & bits)
			return true;
	}
	return false;
}

static bool
is_word(const ReadName *name, int at, const char *word)
{
	return strcmp(name->words.word[at], word) == 0;
}

/* What was read; see read_again(). */
#define REMEMBERED		16

typedef struct Remembered
{
	char		ident[64];
	ReadName	name;
} Remembered;

/* A code, key or value that is what its table is named after. */
static const char *
kind_by_table(const ReadName *name, int last, uint32 table, const ReadName *relname)
{
	uint32		bits = name->bits[last];
	bool		api_keys = false;

	for (int i = 0; i + 1 < relname->words.nwords; i++)
	{
		if ((relname->bits[i] & S_KEY_OF) && (relname->bits[i + 1] & S_KEY))
			api_keys = true;
	}
	for (int i = 0; i < relname->words.nwords; i++)
	{
		if ((relname->bits[i] & (S_SECRET | S_KEY)) == (S_SECRET | S_KEY))
			api_keys = true;
	}
	if (last == 0 && (bits & (S_KEY | S_VALUE)) && api_keys)
		return "a key";
	if (last == 0 && (bits & S_CODE) && (table & S_T_CODES) &&
		(table & (S_CODE | S_TOKEN | S_SECRET)))
		return "a code that opens an account";
	if (last == 0 && (bits & S_VALUE) && (table & S_TOKEN) && !(table & S_T_COINS))
		return "a token";
	if (last == 0 && is_word(name, 0, "auth") && (table & S_T_PUSH))
		return "an authentication secret";
	return NULL;
}

/* What the name says of a readable secret: its kind, or NULL. */
static const char *
kind_of(const ReadName *name, int last, uint32 table, int length)
{
	uint32		bits = name->bits[last];

	if (bits & S_SECRET)
		return (bits & S_KEY) ? "a key" : "a password or secret";
	if (bits & S_TOKEN)
	{
		if (before(name, last, S_TOKEN_NOT) || (table & S_T_COINS))
			return NULL;

		/* what events are told apart by has the length of a uuid */
		if (length == UUID_LENGTH && (table & S_T_LOG))
			return NULL;
		return "a token";
	}
	if ((bits & S_KEY) && last > 0 && (name->bits[last - 1] & S_KEY_OF))
		return "a key";
	if ((bits & S_CODE) && last > 0 && (name->bits[last - 1] & S_CODE_OF))
		return "a code that opens an account";
	if ((bits & S_CARD) && before(name, last, S_CARD_OF) && !before(name, last, S_CARD_NOT))
		return "a card's number";
	if (is_word(name, last, "creditcard") || is_word(name, last, "kreditkarte"))
		return "a card's number";
	if ((bits & S_NUMBER) && last > 0 && (name->bits[last - 1] & S_CARD) &&
		!before(name, last, S_CARD_NOT))
		return "a card's number";
	if (is_word(name, last, "pan") && last > 0 && (name->bits[last - 1] & S_CARD))
		return "a card's number";
	if ((bits & S_CODE) && last > 1 && is_word(name, last - 1, "security"))
		return "a card's code";
	if ((bits & S_PIN) && !(bits & V_PLURAL) &&
		(last == 0 || (name->bits[last - 1] & (S_OWNER | S_CARD | S_QUESTION | S_CODE_OF)) ||
		 is_word(name, last - 1, "access")))
		return "a PIN";
	if ((bits & S_PHRASE) && last > 0 && (name->bits[last - 1] & S_PHRASE_OF))
		return "a passphrase";
	if ((bits & S_ANSWER) && last > 0 &&
		((name->bits[last - 1] & S_QUESTION) ||
		 (is_word(name, last - 1, "question") && before(name, last - 1, S_QUESTION))))
		return "an answer that opens an account";
	if ((bits & S_SEED) && last > 0 && (name->bits[last - 1] & S_SECRET))
		return "a key";
	return NULL;
}

static SecretJudgement
judge_name(const ReadName *name, uint32 table, const ReadName *relname, int length)
{
	static const SecretJudgement none = {SECRET_NO, "", ""};
	int			last = name->words.nwords - 1;
	const char *kind;
	bool		of_key = false; /* an HMAC key is a key, though HMAC is a hash */

	while (last >= 0 && vocabulary_is_number(name->words.word[last]))
		last--;
	if (last < 0)
		return none;
	if (last > 0 && (name->bits[0] & S_FLAG) && !(name->bits[0] & S_PLAIN))
		return none;

	of_key = (name->bits[last] & (S_KEY | S_SECRET)) && last > 0 &&
		(name->bits[last - 1] & S_KEY_OF);
	for (int i = 0; i <= last; i++)
	{
		if ((name->bits[i] & S_HASH) && !(of_key && i == last - 1))
			return (name->all & S_ANY) ? judgement(SECRET_HASHED, "", name->words.word[i]) : none;
	}

	kind = kind_by_table(name, last, table, relname);
	if (kind != NULL)
		return judgement(SECRET_PLAIN, kind, name->words.word[last]);

	while (last > 0 && (name->bits[last] & S_SUFFIX))
		last--;

	/* where nouns come first, their owner follows */
	for (int i = 0; i <= last; i++)
	{
		bool		owned = (name->bits[i] & (S_FIRST | S_SECRET)) != 0 &&
			!is_word(name, i, "credentials");

		for (int k = i + 1; k <= last && owned; k++)
			owned = (name->bits[k] & S_OWNER) != 0;
		if (owned && last > i)
			last = i;
	}
	if (name->bits[last] & S_FORBID)
		return none;

	/* "public", "csrf": forbids wherever it stands, unless a secret is plain */
	if (!(name->bits[last] & S_SECRET))
	{
		static const char *const never[] = {"public", "publishable", "csrf", "xsrf", "push",
		"device", "fcm", "apns", "apn", "idempotency", "foreign", "primary"};

		for (int i = 0; i < last; i++)
		{
			for (size_t k = 0; k < lengthof(never); k++)
			{
				if (is_word(name, i, never[k]) &&
					!(strcmp(never[k], "device") == 0 && (name->bits[last] & S_CODE)))
					return none;
			}
		}
	}
	kind = kind_of(name, last, table, length);
	return kind != NULL ? judgement(SECRET_PLAIN, kind, name->words.word[last]) : none;
}

/*
 * As vocabulary_read(), but remembers what was read last: columns of one table
 * come one after the other, and columns of one name are in many.
 */
static const ReadName *
read_again(const char *ident, Remembered *memory)
{
	uint32		hash = 2166136261u;
	Remembered *place;

	for (const char *c = ident; *c; c++)
		hash = (hash ^ (unsigned char) *c) * 16777619u;
	place = &memory[(hash ^ (hash >> 16)) % REMEMBERED];
	if (strlen(ident) >= sizeof(place->ident))
	{
		place->ident[0] = '\0';
		vocabulary_read(&secrets, ident, &place->name);
	}
	else if (place->ident[0] == '\0' || strcmp(place->ident, ident) != 0)
	{
		strcpy(place->ident, ident);
		vocabulary_read(&secrets, ident, &place->name);
	}
	return &place->name;
}

SecretJudgement
secret_judge(const char *attname, const char *relname, int length, bool fixed)
{
	static const SecretJudgement none = {SECRET_NO, "", ""};
	static Remembered attributes[REMEMBERED];
	static Remembered relations[REMEMBERED];
	const ReadName *name = read_again(attname, attributes);
	const ReadName *relation;
	SecretJudgement j;

	if (!(name->all & S_ANY) && strcmp(attname, "auth") != 0)
		return none;
	relation = read_again(relname, relations);
	j = judge_name(name, relation->all, relation, length);
	if (j.verdict != SECRET_PLAIN)
		return j;

	/* no secret fits into so little; some lengths are those of a hash */
	if (length >= 0 && length < 3)
		return none;
	if (strcmp(j.kind, "a password or secret") == 0 &&
		(length == 60 || (fixed && (length == 32 || length == 40 || length == 64 || length == 128))))
		return judgement(SECRET_HASHED, "", j.word);
	return j;
}

bool
secret_may_hold(const char *attname)
{
	ReadName	name;

	vocabulary_read(&secrets, attname, &name);
	return (name.all & S_ANY) != 0 || strcmp(attname, "auth") == 0;
}
