/*-------------------------------------------------------------------------
 *
 * split.c
 *	  From an identifier to its words.
 *
 * See split.h for the contract.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "split.h"

/* No word of any vocabulary is longer than this. */
#define LONGEST_WORD	24

typedef enum CharKind
{
	CHAR_BREAK,					/* neither letter nor digit */
	CHAR_LOWER,
	CHAR_UPPER,
	CHAR_DIGIT,
	CHAR_SIGN					/* a word by itself */
} CharKind;

/* One letter of the input: what it is, and what it becomes. */
typedef struct Letter
{
	CharKind	kind;
	int			nin;			/* bytes of the input */
	int			nout;			/* bytes of out */
	char		out[3];
} Letter;

/*
 * The letters U+00C0 .. U+017F without their accents.  '.' is no letter; a
 * capital stands for the two letters ae or oe.
 */
static const char latin_base[] =
"aaaaaaAceeeeiiiidnooooo.ouuuuyts"		/* U+00C0 */
"aaaaaaAceeeeiiiidnooooo.ouuuuyty"		/* U+00E0 */
"aaaaaaccccccccddddeeeeeeeeeegggg"		/* U+0100 */
"gggghhhhiiiiiiiiiiiijjkkklllllll"		/* U+0120 */
"lllnnnnnnnnnooooooOOrrrrrrssssss"		/* U+0140 */
"ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";		/* U+0160 */

/*
 * The bytes of the character at s when it is one of UTF-8 that is no letter:
 * Latin-1 signs, general punctuation up to the arrows and dingbats, the marks
 * of ideographic text, variation selectors, emoji.  Else 0.
 */
static int
symbol_length(const char *s)
{
	unsigned char c = (unsigned char) s[0];
	unsigned char d = (c == '\0') ? '\0' : (unsigned char) s[1];
	unsigned char e = (d == '\0') ? '\0' : (unsigned char) s[2];

	if (c == 0xC2 && d >= 0xA0 && d <= 0xBF && d != 0xAA && d != 0xB5 && d != 0xBA)
		return 2;
	if ((e & 0xC0) != 0x80)
		return 0;
	if ((c == 0xE2 && d >= 0x80 && d <= 0xAF && !(d == 0x84 || d == 0x85)) ||
		(c == 0xE3 && d == 0x80 && e <= 0x83) ||
		(c == 0xE3 && d == 0x80 && e >= 0x88 && e <= 0x9F) ||
		(c == 0xEF && d == 0xB8 && e <= 0x8F))
		return 3;
	if (c == 0xF0 && d == 0x9F && (((unsigned char) s[3]) & 0xC0) == 0x80)
		return 4;
	return 0;
}

static void
read_letter(const char *s, Letter *letter)
{
	unsigned char c = (unsigned char) s[0];
	unsigned char d = (c == '\0') ? '\0' : (unsigned char) s[1];

	letter->nin = 1;
	letter->nout = 1;
	letter->out[0] = (char) c;
	letter->out[1] = '\0';
	if (c >= 'a' && c <= 'z')
		letter->kind = CHAR_LOWER;
	else if (c >= 'A' && c <= 'Z')
	{
		letter->kind = CHAR_UPPER;
		letter->out[0] = (char) (c + ('a' - 'A'));
	}
	else if (c >= '0' && c <= '9')
		letter->kind = CHAR_DIGIT;
	else if (c < 0x80)
		letter->kind = CHAR_BREAK;
	else if (c == 0xE2 && d == 0x82 && (unsigned char) s[2] == 0xAC)
	{
		/* the sign of the euro is a word */
		letter->nin = 3;
		letter->nout = 3;
		memcpy(letter->out, "eur", 3);
		letter->kind = CHAR_SIGN;
	}
	else if (symbol_length(s) > 0)
	{
		letter->nin = symbol_length(s);
		letter->kind = CHAR_BREAK;
	}
	else if (c >= 0xC3 && c <= 0xC5 && (d & 0xC0) == 0x80)
	{
		int			code = ((c & 0x1F) << 6) | (d & 0x3F);
		char		base = latin_base[code - 0xC0];

		letter->nin = 2;
		letter->kind = CHAR_LOWER;
		if (base == '.')
		{
			letter->kind = CHAR_BREAK;	/* the signs of times and division */
		}
		else if (base == 'A' || base == 'O')
		{
			letter->nout = 2;
			letter->out[0] = (base == 'A') ? 'a' : 'o';
			letter->out[1] = 'e';
		}
		else if (code == 0xDF)
		{
			letter->nout = 2;
			letter->out[0] = letter->out[1] = 's';
		}
		else
			letter->out[0] = base;
		if (code < 0xDF && letter->kind == CHAR_LOWER)
			letter->kind = CHAR_UPPER;
	}
	else
		letter->kind = CHAR_LOWER;
}

bool
words_add(Words *words, const char *s, int len)
{
	if (len <= 0)
		return true;
	if (words->nwords >= WORDS_MAX || len > 255 ||
		words->used + len + 1 > WORDS_BYTES)
	{
		words->cut = true;
		return false;
	}
	memcpy(words->text + words->used, s, len);
	words->text[words->used + len] = '\0';
	words->word[words->nwords] = words->text + words->used;
	words->len[words->nwords] = (uint8) len;
	words->nwords++;
	words->used += len + 1;
	return true;
}

/*
 * Does an acronym end here?  True at the last capital of a run when a lower
 * case letter follows (USDAmount), but not for a plural (orderIDs).
 */
static bool
hump_after_acronym(const char *next)
{
	Letter		one;
	Letter		two;

	if (*next == '\0')
		return false;
	read_letter(next, &one);
	if (one.kind != CHAR_LOWER)
		return false;
	if (one.out[0] != 's' || one.nout != 1)
		return true;
	if (next[one.nin] == '\0')
		return false;
	read_letter(next + one.nin, &two);
	return two.kind == CHAR_LOWER;
}

int
words_split(const char *ident, Words *out)
{
	char		word[WORDS_BYTES];
	int			len = 0;
	CharKind	before = CHAR_BREAK;
	int			capitals = 0;	/* length of the run of capitals before this */
	const char *s = ident;

	out->nwords = 0;
	out->used = 0;
	out->cut = false;
	while (*s != '\0' && !out->cut)
	{
		Letter		letter;
		bool		starts;

		read_letter(s, &letter);
		s += letter.nin;
		starts = letter.kind != before;
		if (letter.kind == CHAR_LOWER && before == CHAR_UPPER)
			starts = false;
		else if (letter.kind == CHAR_UPPER && before == CHAR_UPPER)
			starts = hump_after_acronym(s);

		/* the s of a plural acronym ends its word */
		if (letter.kind == CHAR_LOWER && before == CHAR_UPPER &&
			capitals > 1 && letter.out[0] == 's')
		{
			Letter		after;

			read_letter(s, &after);
			if (*s != '\0' && after.kind == CHAR_UPPER)
				before = CHAR_BREAK;	/* whatever follows starts anew */
			else
				before = letter.kind;
		}
		else
			before = letter.kind;

		if (starts)
		{
			words_add(out, word, len);
			len = 0;
		}
		capitals = (letter.kind == CHAR_UPPER) ? capitals + 1 : 0;
		if (letter.kind == CHAR_BREAK)
			continue;
		if (len + letter.nout > (int) sizeof(word))
		{
			out->cut = true;
			break;
		}
		memcpy(word + len, letter.out, letter.nout);
		len += letter.nout;
	}
	if (!out->cut)
		words_add(out, word, len);
	return out->nwords;
}

int
words_segment(const char *s, int len, WordsWorth worth, void *arg,
			  uint8 ends[WORDS_SEGMENT_MAX])
{
	int			best[WORDS_SEGMENT_MAX + 1];	/* of the suffix from here; 0
												 * when there is none */
	uint8		step[WORDS_SEGMENT_MAX + 1];
	int			n = 0;
	int			i;

	if (len <= 0 || len > WORDS_SEGMENT_MAX)
		return 0;
	best[len] = 1;
	for (i = len - 1; i >= 0; i--)
	{
		int			l;

		best[i] = 0;
		for (l = 1; l <= LONGEST_WORD && i + l <= len; l++)
		{
			int			w;

			if (best[i + l] == 0)
				continue;
			w = worth(s + i, l, arg);
			if (w > 0 && w + best[i + l] > best[i])
			{
				best[i] = w + best[i + l];
				step[i] = (uint8) l;
			}
		}
	}
	if (best[0] == 0)
		return 0;
	for (i = 0; i < len; i += step[i])
		ends[n++] = (uint8) (i + step[i]);
	return n;
}

void
words_copy(char *out, size_t size, const char *word)
{
	size_t		len = strlen(word);

	if (len >= size)
	{
		len = size - 1;
		while (len > 0 && ((unsigned char) word[len] & 0xC0) == 0x80)
			len--;
	}
	memcpy(out, word, len);
	out[len] = '\0';
}
