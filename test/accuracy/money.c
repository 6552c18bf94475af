/*-------------------------------------------------------------------------
 *
 * money.c
 *	  How well float_money's vocabulary judges labelled columns.
 *
 * usage: money_accuracy columns.tsv money.tsv heldout.tsv tune.tsv test.tsv
 *			sampled_money_1.tsv sampled_money_2.tsv
 *
 * Prints precision and recall for the float columns of the corpus (the
 * headline), for its other numeric columns, for names of other domains, for
 * the two parts of a sample of public schemas, and for two samples that were
 * drawn by type; then every column that was judged wrongly, except those of the
 * test part and of the last sample: no word was added for what was wrong
 * there.  Labels "unsure" are not scored.
 * Exits with 1 when the headline or a sample falls below its floors.
 *
 *-------------------------------------------------------------------------
 */
#include <time.h>

#include "money.h"
#include "rows.h"

#define PRECISION_FLOOR 0.98
#define RECALL_FLOOR	0.95
#define SAMPLE_RECALL_FLOOR 0.85
#define CLOSED_RECALL_FLOOR 0.80	/* short of the aim, 0.95 */

typedef struct Score
{
	const char *title;
	int			right_yes,
				right_no,
				missed,
				alarms;
} Score;

static Rows columns;
static Rows labelled;
static Rows heldout;
static Rows tune;
static Rows test;
static Rows sampled[2];

static void
gather_siblings(Row *row, const Rows *among)
{
	for (int i = 0; i < among->n; i++)
	{
		if (same_table(row, &among->row[i]))
			row->siblings |= money_sibling_hint(among->row[i].field[COLUMN]);
	}
}

static void
gather_among(Rows *rows)
{
	for (int i = 0; i < rows->n; i++)
		gather_siblings(&rows->row[i], rows);
}

static bool
is_float(const Row *row)
{
	return strstr(row->field[TYPE], "double precision") != NULL ||
		strstr(row->field[BASE_TYPE], "double precision") != NULL ||
		strcmp(row->field[TYPE], "real") == 0 ||
		strncmp(row->field[TYPE], "real[", 5) == 0 ||
		strcmp(row->field[BASE_TYPE], "real") == 0;
}

static bool
is_numeric(const Row *row)
{
	static const char *const types[] = {"numeric", "money", "integer", "bigint", "smallint"};

	for (size_t i = 0; i < lengthof(types); i++)
	{
		if (strncmp(row->field[TYPE], types[i], strlen(types[i])) == 0 ||
			strncmp(row->field[BASE_TYPE], types[i], strlen(types[i])) == 0)
			return true;
	}
	return false;
}

static bool
all_of(const Row *row)
{
	(void) row;
	return true;
}

/* The domain of a column, when its type is named and not the base type. */
static const char *
domain_of(const Row *row, char *buffer, size_t size)
{
	size_t		len = strlen(row->field[TYPE]);

	if (row->field[BASE_TYPE][0] == '\0')
		return NULL;
	if (len < 3 || row->field[TYPE][0] != '"' || len - 2 >= size)
		return NULL;
	memcpy(buffer, row->field[TYPE] + 1, len - 2);
	buffer[len - 2] = '\0';
	return buffer;
}

static MoneyJudgement
judge(const Row *row)
{
	char		buffer[256];
	const char *domain = domain_of(row, buffer, sizeof(buffer));

	return money_judge(row->field[COLUMN], row->field[TABLE], domain, row->siblings, NULL, NULL);
}

static void
score_rows(const Rows *rows, bool (*scored) (const Row *), Score *score)
{
	for (int i = 0; i < rows->n; i++)
	{
		const Row  *row = &rows->row[i];
		bool		yes;

		if (!scored(row))
			continue;
		yes = judge(row).verdict == MONEY_YES;
		if (strcmp(row->field[LABEL], "money") == 0)
			*(yes ? &score->right_yes : &score->missed) += 1;
		else if (strcmp(row->field[LABEL], "not_money") == 0)
			*(yes ? &score->alarms : &score->right_no) += 1;
	}
}

static void
print_score(const Score *s)
{
	printf("%-44s money %4d  not money %4d  precision %.4f  recall %.4f\n",
		   s->title, s->right_yes + s->missed, s->right_no + s->alarms,
		   share(s->right_yes, s->alarms), share(s->right_yes, s->missed));
}

static void
print_wrong(const char *title, const Rows *rows, bool (*scored) (const Row *))
{
	for (int wanted = 1; wanted >= 0; wanted--)
	{
		printf("\n%s, %s:\n", title, wanted ? "missed" : "false alarms");
		for (int i = 0; i < rows->n; i++)
		{
			const Row  *row = &rows->row[i];
			MoneyJudgement j;

			if (!scored(row) ||
				strcmp(row->field[LABEL], wanted ? "money" : "not_money") != 0)
				continue;
			j = judge(row);
			if ((j.verdict == MONEY_YES) == (bool) wanted)
				continue;
			printf("  ");
			for (int f = PROJECT; f <= TABLE; f++)
			{
				if (row->field[f][0] != '\0')
					printf("%s.", row->field[f]);
			}
			printf("%s", row->field[COLUMN]);
			if (row->field[TYPE][0] != '\0')
				printf(" %s", row->field[TYPE]);
			if (j.word[0] != '\0')
				printf("  (%s: %s)", j.word, j.reason);
			printf("\n");
		}
	}
}

static bool
good_sample(const Score *s, double recall)
{
	return s->right_yes > 0 && share(s->right_yes, s->alarms) >= PRECISION_FLOOR &&
		share(s->right_yes, s->missed) >= recall;
}

static double
seconds(void)
{
	return (double) clock() / CLOCKS_PER_SEC;
}

/* What a name costs, over all columns of the corpus. */
static void
print_speed(void)
{
	uint32		sum = 0;
	double		begin = seconds();
	double		hints;

	for (int i = 0; i < columns.n; i++)
		sum += money_sibling_hint(columns.row[i].field[COLUMN]);
	hints = seconds();
	for (int i = 0; i < columns.n; i++)
		sum += money_judge(columns.row[i].field[COLUMN], columns.row[i].field[TABLE],
						   NULL, 0, NULL, NULL).verdict;
	printf("\n%d names; one costs %.0f ns (hint), %.0f ns (judged)%s\n", columns.n,
		   (hints - begin) * 1e9 / columns.n, (seconds() - hints) * 1e9 / columns.n,
		   sum == 0 ? "." : "");
}

int
main(int argc, char **argv)
{
	Score		floats = {.title = "float columns of real schemas"};
	Score		others = {.title = "numeric and integer columns of them"};
	Score		held = {.title = "names of other domains, seen by now"};
	Score		tuned = {.title = "public schemas, the part that was looked at"};
	Score		tested = {.title = "public schemas, the other part"};
	Score		samples[2] = {{.title = "sample 1 by type, seen by now"},
	{.title = "sample 2 by type, closed"}};
	Score		sample_floats[2] = {{.title = "  its float columns"},
	{.title = "  its float columns"}};
	bool		good;

	program_name = "money_accuracy";
	if (argc != 8)
		die("usage", "money_accuracy columns.tsv money.tsv heldout.tsv tune.tsv test.tsv "
			"sampled_money_1.tsv sampled_money_2.tsv");
	read_rows(argv[1], &columns);
	read_rows(argv[2], &labelled);
	read_rows(argv[3], &heldout);
	read_rows(argv[4], &tune);
	read_rows(argv[5], &test);
	for (int i = 0; i < labelled.n; i++)
	{
		Row		   *row = &labelled.row[i];

		gather_siblings(row, &columns);
		for (int k = 0; k < columns.n; k++)
		{
			if (same_table(row, &columns.row[k]) &&
				strcmp(row->field[COLUMN], columns.row[k].field[COLUMN]) == 0)
				row->field[BASE_TYPE] = columns.row[k].field[BASE_TYPE];
		}
	}
	gather_among(&heldout);
	gather_among(&tune);
	gather_among(&test);
	for (int k = 0; k < 2; k++)
	{
		read_rows(argv[6 + k], &sampled[k]);
		gather_among(&sampled[k]);
		score_rows(&sampled[k], all_of, &samples[k]);
		score_rows(&sampled[k], is_float, &sample_floats[k]);
	}

	score_rows(&labelled, is_float, &floats);
	score_rows(&labelled, is_numeric, &others);
	score_rows(&heldout, all_of, &held);
	score_rows(&tune, all_of, &tuned);
	score_rows(&test, all_of, &tested);
	print_score(&floats);
	print_score(&others);
	print_score(&held);
	print_score(&tuned);
	print_score(&tested);
	for (int k = 0; k < 2; k++)
	{
		print_score(&samples[k]);
		print_score(&sample_floats[k]);
	}
	print_wrong("float columns", &labelled, is_float);
	print_wrong("numeric and integer columns", &labelled, is_numeric);
	print_wrong("names of other domains", &heldout, all_of);
	print_wrong("public schemas", &tune, all_of);
	print_wrong("sample 1 by type", &sampled[0], all_of);
	print_speed();

	good = share(floats.right_yes, floats.alarms) >= PRECISION_FLOOR &&
		share(floats.right_yes, floats.missed) >= RECALL_FLOOR &&
		floats.right_yes > 0 &&
		good_sample(&tuned, SAMPLE_RECALL_FLOOR) &&
		good_sample(&tested, SAMPLE_RECALL_FLOOR) &&
		good_sample(&samples[0], SAMPLE_RECALL_FLOOR) &&
		good_sample(&samples[1], CLOSED_RECALL_FLOOR);
	printf("%s\n", good ? "good" : "the float columns fall below precision 0.98, "
		   "recall 0.95, or the public schemas below 0.98, 0.85, 0.80 in sample 2");
	return good ? 0 : 1;
}
