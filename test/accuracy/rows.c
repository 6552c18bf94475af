/*-------------------------------------------------------------------------
 *
 * rows.c
 *	  Tab-separated files of labelled columns.
 *
 *-------------------------------------------------------------------------
 */
#include "rows.h"

const char *program_name = "";

static const char *const field_names[NFIELDS] = {
	"project", "schema", "table", "column", "type", "base_type", NULL
};

const char *label_field = "label";

void
die(const char *what, const char *which)
{
	fprintf(stderr, "%s: %s: %s\n", program_name, what, which);
	exit(2);
}

static char *
copy_string(const char *s)
{
	char	   *copy = malloc(strlen(s) + 1);

	if (copy == NULL)
		die("out of memory", s);
	return strcpy(copy, s);
}

void
read_rows(const char *path, Rows *rows)
{
	FILE	   *file = fopen(path, "r");
	char		line[LINE_BYTES];
	int			meaning[MAX_FIELDS];
	bool		header = true;

	if (file == NULL)
		die("could not open", path);
	while (fgets(line, sizeof(line), file) != NULL)
	{
		char	   *s = line;
		Row		   *row = &rows->row[rows->n];

		line[strcspn(line, "\r\n")] = '\0';
		if (rows->n >= MAX_ROWS)
			die("too many rows", path);
		for (int f = 0; f < NFIELDS; f++)
			row->field[f] = "";
		for (int f = 0; s != NULL && f < MAX_FIELDS; f++)
		{
			char	   *end = strchr(s, '\t');

			if (end != NULL)
				*end++ = '\0';
			if (header)
			{
				meaning[f] = -1;
				for (int k = 0; k < NFIELDS; k++)
				{
					if (strcmp(s, k == LABEL ? label_field : field_names[k]) == 0)
						meaning[f] = k;
				}
			}
			else if (meaning[f] >= 0)
				row->field[meaning[f]] = copy_string(s);
			s = end;
		}
		if (!header)
			rows->n++;
		header = false;
	}
	fclose(file);
}

bool
same_table(const Row *a, const Row *b)
{
	return strcmp(a->field[TABLE], b->field[TABLE]) == 0 &&
		strcmp(a->field[SCHEMA], b->field[SCHEMA]) == 0 &&
		strcmp(a->field[PROJECT], b->field[PROJECT]) == 0;
}

double
share(int part, int rest)
{
	return part + rest == 0 ? 1.0 : (double) part / (part + rest);
}
