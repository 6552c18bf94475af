/*-------------------------------------------------------------------------
 *
 * date.c
 *	  Does a column hold a date or a time, by its name?
 *
 * The end of a name says what a column holds, so the name is read from there,
 * after words such as "utc" or "text":
 *
 *	1. a word for what is no moment (format, zone, id, by) forbids a date;
 *	2. a date's own word ends the name ("birth_date"), or stands before what
 *	   happened ("date_of_birth", "fecha_alta");
 *	3. "time" is a moment beside an event, and a while beside a doing;
 *	4. what happened, and "at", "on" or "until" ("created_at", "valid_to");
 *	5. "last" or "next", and what happened ("last_login");
 *	6. a mere "created" only where the column is as long as a date.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "date.h"
#include "date_words.h"

/* Lengths of "2026-11-22", of that with a time, and of both in digits alone. */
#define IS_DATE_LENGTH(n) ((n) == 10 || (n) == 14 || (n) == 19)
#define SHORTEST_DATE	6		/* 261122 */
#define SHORTEST_TIME	5		/* 09:30 */

static Vocabulary dates = VOCABULARY(date_word_groups);

static DateJudgement
judgement(DateVerdict verdict, const char *word)
{
	DateJudgement j;

	j.verdict = verdict;
	words_copy(j.word, sizeof(j.word), word);
	return j;
}

/* Has it one of the bits among the words from first to last? */
static bool
has(const ReadName *name, int first, int last, uint32 bits)
{
	for (int i = first; i <= last; i++)
	{
		if (name->bits[i] & bits)
			return true;
	}
	return false;
}

/* Did it happen?  By the vocabulary, or by its form. */
static bool
is_done(const ReadName *name, int i)
{
	const char *word = name->words.word[i];
	int			len = name->words.len[i];

	if (name->bits[i] & D_DONE)
		return true;
	return len > 4 && strcmp(word + len - 2, "ed") == 0 &&
		(name->bits[i] & (D_FORBID | D_PLAIN | D_PLACE)) == 0;
}

/* "date_of_birth", "date_created", "data_nascimento": what is dated comes after. */
static bool
dated_after(const ReadName *name, int at, int last)
{
	const char *const *word = name->words.word;

	if (at == last)
		return false;

	/* a deadline of something is still a deadline */
	if ((name->bits[at] & D_ALONE) && strcmp(word[at + 1], "of") == 0)
		return at + 2 <= last;

	/* no other language has these words, and what is dated follows them */
	if (at == 0 && (strcmp(word[0], "fecha") == 0 || strcmp(word[0], "tanggal") == 0 ||
					strcmp(word[0], "tgl") == 0 || strcmp(word[0], "datum") == 0 ||
					strcmp(word[0], "tarih") == 0 || strcmp(word[0], "ngay") == 0))
		return true;

	/* French puts it first, too: "date" and a word that no vocabulary knows */
	if (at == 0 && last == 1 && strcmp(word[0], "date") == 0 && name->bits[1] == 0 &&
		name->words.len[1] > 3 && !vocabulary_is_number(word[1]))
		return true;
	if (name->bits[at] & D_DATA)
		return at == 0 && has(name, 1, last, D_SOUTH);
	if (!(name->bits[at] & (D_DATE | D_STAMP | D_TIME)))
		return false;
	if (strcmp(word[at + 1], "of") == 0 || strcmp(word[at + 1], "de") == 0 ||
		strcmp(word[at + 1], "di") == 0 || strcmp(word[at + 1], "d") == 0)
		return at + 2 <= last &&
			(!(name->bits[at] & D_TIME) || has(name, at + 2, last, D_EVENT | D_DONE));

	/* all of the rest must be known, and the first of it must happen */
	if (!is_done(name, at + 1) &&
		((strcmp(word[at], "time") == 0 && !(name->bits[at + 1] & D_UNTIL)) ||
		 !(name->bits[at + 1] & (D_EVENT | D_SOUTH | D_ALONE | D_LAST))))
		return false;
	for (int i = at + 1; i <= last; i++)
	{
		if (name->bits[i] == 0 && !is_done(name, i))
			return false;
	}
	return true;
}

static const DateJudgement none = {DATE_NO, ""};

/* The last word that is neither a number nor an ending without meaning; -1 if none. */
static int
last_telling(const ReadName *name, bool *trimmed)
{
	int			last = name->words.nwords - 1;

	*trimmed = false;
	while (last >= 0 && vocabulary_is_number(name->words.word[last]))
		last--;
	while (last > 0 && (name->bits[last] & D_SUFFIX) &&
		   !(name->bits[last] & (D_STAMP | D_DATE)))
	{
		last--;
		*trimmed = true;
	}
	return last;
}

/* A last word that says by itself what it is: stamp, date, time, deadline. */
static DateJudgement
judge_last(const ReadName *name, int last)
{
	const uint32 *bits = name->bits;
	const char *const *word = name->words.word;

	if (bits[last] & D_STAMP)
	{
		/* two letters are little: created_ts, but not any ts */
		if (name->words.len[last] > 2 ||
			(last > 0 && (is_done(name, last - 1) || (bits[last - 1] & D_EVENT))))
			return judgement(DATE_MOMENT, word[last]);
		return none;
	}
	if (bits[last] & D_DATE)
	{
		/* "up to date" tells of a state; as short a word as dat of nothing */
		if (last > 1 && strcmp(word[last - 1], "to") == 0 && strcmp(word[last - 2], "up") == 0)
			return none;
		if (name->words.len[last] == 3 && last > 0 && bits[last - 1] == 0)
			return none;
		return judgement(DATE_DAY, word[last]);
	}
	if (bits[last] & D_TIME)
	{
		/* "time", also with an abbreviation of its table: gTime */
		if (last == 1 && name->words.len[0] == 1 && strcmp(word[1], "time") == 0)
			return judgement(DATE_TIME, word[1]);
		if (last == 0)
			return strcmp(word[0], "time") == 0 || strcmp(word[0], "uhrzeit") == 0 ||
				strcmp(word[0], "hora") == 0 ?
				judgement(DATE_TIME, word[last]) : none;
		if ((bits[last] & V_PLURAL) || (bits[last - 1] & D_WHILE))
			return none;
		if (is_done(name, last - 1) || (bits[last - 1] & D_EVENT) || (bits[last] & V_TAIL) ||
			(bits[0] & D_LAST))
			return judgement(DATE_TIME, word[last]);
		return none;
	}
	return (bits[last] & V_PLURAL) ? none : judgement(DATE_DAY, word[last]);
}

/* What ends in a word such as "at", "on" or "until", after what happens then. */
static DateJudgement
judge_particle(const ReadName *name, int last)
{
	const uint32 *bits = name->bits;
	const char *const *word = name->words.word;
	bool		place = has(name, 0, last - 1, D_PLACE);

	if ((bits[last] & D_AT) && !place &&
		(is_done(name, last - 1) || (bits[last - 1] & D_ALONE)))
		return judgement(DATE_MOMENT, word[last - 1]);
	if ((bits[last] & D_AT) && !place && (bits[last - 1] & D_EVENT) &&
		(has(name, 0, last - 1, D_LAST) || strcmp(word[last], "at") == 0))
		return judgement(DATE_MOMENT, word[last - 1]);

	/* start_on, end_on */
	if (last == 1 && strcmp(word[1], "on") == 0 &&
		(strcmp(word[0], "start") == 0 || strcmp(word[0], "end") == 0))
		return judgement(DATE_DAY, word[0]);
	if ((bits[last] & D_UNTIL) && (bits[last - 1] & D_STATE) &&
		(last == 1 || !(bits[last - 1] & D_PLACE)))
		return judgement(DATE_DAY, word[last - 1]);
	return none;
}

/* last_seen, next_check; nothing unknown may follow. */
static DateJudgement
judge_occasion(const ReadName *name, int last, bool *weak)
{
	const uint32 *bits = name->bits;
	const char *const *word = name->words.word;

	if ((!is_done(name, last) && !(bits[last] & D_EVENT)) || (bits[last] & (D_PART | D_LAST)))
		return none;
	for (int i = 0; i < last; i++)
	{
		if (!(bits[i] & D_LAST))
			continue;
		*weak = strcmp(word[i], "first") == 0 ||
			(!is_done(name, last) && strcmp(word[last], "login") != 0 &&
			 strcmp(word[last], "access") != 0 && strcmp(word[last], "visit") != 0);
		for (int k = i + 1; k < last; k++)
			*weak = *weak || (bits[k] & (D_EVENT | D_DONE)) == 0;
		return judgement(DATE_MOMENT, word[last]);
	}
	return none;
}

/* By the name alone; weak when it needs a date's length to be believed. */
static DateJudgement
judge_name(const ReadName *name, bool *weak)
{
	const uint32 *bits = name->bits;
	const char *const *word = name->words.word;
	bool		trimmed;
	int			last = last_telling(name, &trimmed);
	DateJudgement judged = none;

	*weak = false;
	if (last < 0)
		return none;
	if (bits[0] & D_FLAG && last > 0)
		return none;
	if (name->words.len[0] == 1 && last > 1 && (bits[1] & D_FLAG))
		return none;

	/* what is no moment: at the end always, elsewhere after the date's word */
	if (bits[last] & D_FORBID)
		return none;
	for (int i = 0; i < last; i++)
	{
		if (dated_after(name, i, last) && !has(name, i + 1, last, D_FORBID))
			return judgement((bits[i] & D_STAMP) ? DATE_MOMENT :
							 (bits[i] & D_TIME) ? DATE_TIME : DATE_DAY, word[i]);
	}

	if (bits[last] & (D_STAMP | D_DATE | D_TIME | D_ALONE))
		return judge_last(name, last);
	if (trimmed)
		return none;

	if (last > 0 && (bits[last] & (D_AT | D_UNTIL)))
		judged = judge_particle(name, last);
	if (judged.verdict == DATE_NO)
		judged = judge_occasion(name, last, weak);
	if (judged.verdict != DATE_NO)
		return judged;
	if (bits[last] & D_WEAK)
	{
		*weak = !(last == 0 && ((bits[0] & D_MARK) || strcmp(word[0], "expires") == 0));
		return judgement(DATE_MOMENT, word[last]);
	}
	return none;
}

DateJudgement
date_judge(const char *attname, int length)
{
	static const DateJudgement none = {DATE_NO, ""};
	ReadName	name;
	DateJudgement j;
	bool		weak;

	if (length >= 0 && length < SHORTEST_TIME)
		return none;
	vocabulary_read(&dates, attname, &name);
	j = judge_name(&name, &weak);
	if (j.verdict != DATE_NO &&
		((weak && !IS_DATE_LENGTH(length)) ||
		 (length >= 0 && length < SHORTEST_DATE && j.verdict != DATE_TIME)))
		return none;
	return j;
}

bool
date_may_be(const char *attname)
{
	ReadName	name;
	int			last;

	vocabulary_read(&dates, attname, &name);
	last = name.words.nwords - 1;
	while (last >= 0 && vocabulary_is_number(name.words.word[last]))
		last--;
	return last < 0 || (name.bits[last] & (D_FORBID | D_DATE | D_STAMP | D_TIME)) != D_FORBID;
}
