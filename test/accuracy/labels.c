/*-------------------------------------------------------------------------
 *
 * labels.c
 *	  How well the vocabularies of dates and secrets judge labelled columns.
 *
 * usage: labels_accuracy dates|secrets columns.tsv labels.tsv heldout.tsv
 *			sampled_text_1.tsv sampled_text_2.tsv
 *
 * Prints precision and recall for the columns of the corpus (the headline), for
 * names of other domains, and for two samples of public schemas; then every
 * column that was judged wrongly, except those of the second sample, which no
 * word was taken from; then how many of all columns of the corpus would be told,
 * project by project.
 * Exits with 1 when the headline or a sample falls below its floors.
 *
 *-------------------------------------------------------------------------
 */
#include "date.h"
#include "rows.h"
#include "secret.h"

typedef enum Truth
{
	NOT_SCORED,
	TRUE_YES,
	TRUE_NO
} Truth;

typedef struct Subject
{
	const char *name;
	const char *field;			/* of the samples, where its labels are */
	double		precision_floor;
	double		recall_floor;
	bool		(*judge) (const Row *row, const char **word);
	Truth		(*truth) (const Row *row);
} Subject;

typedef struct Score
{
	int			right_yes,
				right_no,
				missed,
				alarms;
} Score;

static Rows columns;
static Rows labelled;
static Rows heldout;
static Rows sampled[2];

/* Of which base type is a row's type?  "" tells nothing but its own. */
static const char *
type_of(const Row *row)
{
	return row->field[BASE_TYPE][0] != '\0' ? row->field[BASE_TYPE] : row->field[TYPE];
}

static bool
is_character(const Row *row)
{
	static const char *const types[] = {"text", "character", "citext", "name"};

	for (size_t i = 0; i < lengthof(types); i++)
	{
		if (strncmp(type_of(row), types[i], strlen(types[i])) == 0)
			return true;
	}
	return false;
}

/* What stands in parentheses: the greatest number of characters, or -1. */
static int
length_of(const Row *row)
{
	const char *paren = strchr(row->field[TYPE], '(');

	if (paren == NULL)
		paren = strchr(row->field[BASE_TYPE], '(');
	return paren == NULL ? -1 : atoi(paren + 1);
}

static bool
judge_date(const Row *row, const char **word)
{
	static DateJudgement j;

	*word = "";
	if (!is_character(row))
		return false;
	j = date_judge(row->field[COLUMN], length_of(row));
	*word = j.word;
	return j.verdict != DATE_NO;
}

/* Only character columns are what the rule is about. */
static Truth
truth_of_date(const Row *row)
{
	if (strcmp(row->field[LABEL], "date_as_text") == 0)
		return TRUE_YES;
	return strcmp(row->field[LABEL], "not_date") == 0 && is_character(row) ?
		TRUE_NO : NOT_SCORED;
}

static SecretJudgement
secret_of(const Row *row)
{
	return secret_judge(row->field[COLUMN], row->field[TABLE], length_of(row),
						strncmp(type_of(row), "character(", 10) == 0);
}

static bool
judge_secret(const Row *row, const char **word)
{
	static SecretJudgement j;

	*word = "";
	if (!is_character(row))
		return false;
	j = secret_of(row);
	*word = j.word;
	return j.verdict == SECRET_PLAIN;
}

/* A hashed column counts as a negative where its name says that it is one. */
static Truth
truth_of_secret(const Row *row)
{
	static const char *const says[] = {"hash", "salt", "digest", "crypt", "signature", "hmac"};

	if (strcmp(row->field[LABEL], "secret_plain") == 0)
		return TRUE_YES;
	if (strcmp(row->field[LABEL], "not_secret") == 0)
		return TRUE_NO;
	for (size_t i = 0; i < lengthof(says); i++)
	{
		char		lower[256];
		size_t		n = Min(strlen(row->field[COLUMN]), sizeof(lower) - 1);

		for (size_t k = 0; k <= n; k++)
			lower[k] = k == n ? '\0' : (char) (row->field[COLUMN][k] | 0x20);
		if (strcmp(row->field[LABEL], "secret_hashed_or_encrypted") == 0 &&
			strstr(lower, says[i]) != NULL)
			return TRUE_NO;
	}
	return NOT_SCORED;
}

static const Subject subjects[] = {
	{"dates", "date", 0.95, 0.90, judge_date, truth_of_date},
	{"secrets", "secret", 0.95, 0.80, judge_secret, truth_of_secret},
};

static void
score_rows(const Subject *subject, const Rows *rows, Score *score)
{
	for (int i = 0; i < rows->n; i++)
	{
		const Row  *row = &rows->row[i];
		Truth		truth = subject->truth(row);
		const char *word;
		bool		yes = subject->judge(row, &word);

		if (truth == TRUE_YES)
			*(yes ? &score->right_yes : &score->missed) += 1;
		else if (truth == TRUE_NO)
			*(yes ? &score->alarms : &score->right_no) += 1;
	}
}

static void
print_score(const Subject *subject, const char *title, const Score *s)
{
	printf("%-7s %-40s yes %4d  no %4d  precision %.4f  recall %.4f\n",
		   subject->name, title, s->right_yes + s->missed, s->right_no + s->alarms,
		   share(s->right_yes, s->alarms), share(s->right_yes, s->missed));
}

static void
print_row(const Row *row, const char *word)
{
	printf("  ");
	for (int f = PROJECT; f <= TABLE; f++)
	{
		if (row->field[f][0] != '\0')
			printf("%s.", row->field[f]);
	}
	printf("%s %s", row->field[COLUMN], row->field[TYPE]);
	printf(word[0] != '\0' ? "  (%s)\n" : "\n", word);
}

static void
print_wrong(const Subject *subject, const char *title, const Rows *rows)
{
	for (int wanted = 1; wanted >= 0; wanted--)
	{
		printf("\n%s, %s, %s:\n", subject->name, title, wanted ? "missed" : "false alarms");
		for (int i = 0; i < rows->n; i++)
		{
			const Row  *row = &rows->row[i];
			const char *word;

			if (subject->truth(row) == (wanted ? TRUE_YES : TRUE_NO) &&
				subject->judge(row, &word) != (bool) wanted)
				print_row(row, word);
		}
	}
}

/* How often the rule would speak in schemas as they are. */
static void
print_loudness(const Subject *subject)
{
	int			told = 0;
	int			in_project = 0;

	printf("\n%s told of all columns:", subject->name);
	for (int i = 0; i < columns.n; i++)
	{
		const Row  *row = &columns.row[i];
		const char *word;

		if (subject->judge(row, &word))
			in_project++;
		if (i + 1 == columns.n ||
			strcmp(row->field[PROJECT], columns.row[i + 1].field[PROJECT]) != 0)
		{
			if (in_project > 0)
				printf(" %s %d", row->field[PROJECT], in_project);
			told += in_project;
			in_project = 0;
		}
	}
	printf("; %d of %d\n\n", told, columns.n);
}

static bool
is_good(const Subject *subject, const Score *s)
{
	return s->right_yes > 0 && share(s->right_yes, s->alarms) >= subject->precision_floor &&
		share(s->right_yes, s->missed) >= subject->recall_floor;
}

int
main(int argc, char **argv)
{
	const Subject *subject = NULL;
	Score		real = {0};
	Score		held = {0};
	Score		samples[2] = {{0}};
	bool		good;

	program_name = "labels_accuracy";
	for (size_t i = 0; i < lengthof(subjects) && argc == 7; i++)
	{
		if (strcmp(argv[1], subjects[i].name) == 0)
			subject = &subjects[i];
	}
	if (subject == NULL)
		die("usage", "labels_accuracy dates|secrets columns.tsv labels.tsv heldout.tsv "
			"sampled_text_1.tsv sampled_text_2.tsv");
	read_rows(argv[2], &columns);
	read_rows(argv[3], &labelled);
	read_rows(argv[4], &heldout);
	label_field = subject->field;
	read_rows(argv[5], &sampled[0]);
	read_rows(argv[6], &sampled[1]);
	for (int i = 0; i < labelled.n; i++)
	{
		Row		   *row = &labelled.row[i];

		for (int k = 0; k < columns.n; k++)
		{
			if (same_table(row, &columns.row[k]) &&
				strcmp(row->field[COLUMN], columns.row[k].field[COLUMN]) == 0)
				row->field[BASE_TYPE] = columns.row[k].field[BASE_TYPE];
		}
	}

	score_rows(subject, &labelled, &real);
	score_rows(subject, &heldout, &held);
	score_rows(subject, &sampled[0], &samples[0]);
	score_rows(subject, &sampled[1], &samples[1]);
	print_score(subject, "columns of real schemas", &real);
	print_score(subject, "names of other domains, seen by now", &held);
	print_score(subject, "sample 1 of public schemas, seen by now", &samples[0]);
	print_score(subject, "sample 2 of public schemas, closed", &samples[1]);
	print_wrong(subject, "real schemas", &labelled);
	print_wrong(subject, "names of other domains", &heldout);
	print_wrong(subject, "sample 1", &sampled[0]);
	print_loudness(subject);

	good = is_good(subject, &real) && is_good(subject, &samples[0]) &&
		is_good(subject, &samples[1]);
	printf("%s: %s\n", subject->name, good ? "good" : "the schemas fall below the floors");
	return good ? 0 : 1;
}
