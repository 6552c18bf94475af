/*-------------------------------------------------------------------------
 *
 * harness.c
 *		libFuzzer inside a server: hygiene_fuzz(target, libFuzzer's arguments).
 *
 * What is true of all inputs is watched here: no error is raised, memory that
 * outlives an input does not grow, the memory context and the settings that
 * the server goes by are as they were, and time grows with the input's length.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sanitizer/allocator_interface.h>
#include <signal.h>
#include <time.h>

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "harness.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "parser/parser.h"
#include "parser/scanner.h"
#include "parser/scansup.h"
#include "rules/rule.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/elog.h"
#include "utils/guc.h"
#include "utils/memutils.h"

#define LONGEST			65536

/* Every so many inputs one is repeated until it is as long as can be. */
#define LONG_EVERY		256

/* Seconds of CPU that an input may take, however long; sanitizers included. */
#define LONGEST_SECONDS 3.0

/*
 * One that takes longer than this is tried with half the length: what takes
 * time by the square takes a quarter of it, then.
 */
#define LONG_SECONDS	0.5
#define LONG_RATIO		3.0

/* An input that leaves memory behind must do so again to be called a leak. */
#define LEAK_ROUNDS		8

extern int	LLVMFuzzerRunDriver(int *argc, char ***argv,
								int (*one) (const uint8 *data, size_t size));

PG_FUNCTION_INFO_V1(hygiene_fuzz);

static const FuzzTarget *const targets[] = {
	&fuzz_annotation, &fuzz_words, &fuzz_comments, &fuzz_plpgsql,
	&fuzz_settings, &fuzz_values
};

static const FuzzTarget *target;
static MemoryContext per_input;
static double scanner_seconds;	/* that fuzz_scans() took */

void
fuzz_fail(const char *file, int line, const char *property)
{
	fprintf(stderr, "== PROPERTY VIOLATED: %s (%s:%d, target %s)\n", property,
			file, line, target->name);
	fflush(stderr);
	abort();
}

bool
fuzz_is_valid(const char *text)
{
	return pg_verifymbstr(text, strlen(text), true);
}

char *
fuzz_exactly(const char *text, int len)
{
	char	   *result = palloc(len);

	memcpy(result, text, len);
	return result;
}

/* The text without white space and the characters in "others". */
static char *
stripped(const char *text, const char *others)
{
	char	   *result = palloc(strlen(text) + 1);
	char	   *to = result;

	for (; *text; text++)
	{
		if (!scanner_isspace(*text) && strchr(others, *text) == NULL)
			*to++ = *text;
	}
	*to = '\0';
	return result;
}

bool
fuzz_contains(const char *text, const char *part, const char *others)
{
	return strstr(stripped(text, others), stripped(part, others)) != NULL;
}

/* A copy that ends where the input does; what is not valid becomes '?'. */
static char *
own_copy(const uint8 *data, size_t size)
{
	char	   *text = malloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	for (char *at = text; at < text + size; at++)
	{
		if (*at == '\0')
			*at = ' ';
	}
	if (!target->any_bytes)
	{
		for (char *at = text; *at;)
		{
			int			length = pg_encoding_verifymbchar(GetDatabaseEncoding(), at,
														  text + size - at);

			if (length < 0)
				*at = '?';
			at += Max(length, 1);
		}
	}
	return text;
}

static double
cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

bool
fuzz_scans(const char *text, bool *slow)
{
	MemoryContext oldcontext = CurrentMemoryContext;
	double		started = cpu_seconds();
	volatile bool result = true;

	PG_TRY();
	{
		core_yy_extra_type extra;
		core_YYSTYPE value;
		YYLTYPE		at;
		core_yyscan_t scanner = scanner_init(text, &extra, &ScanKeywords, ScanKeywordTokens);

		extra.escape_string_warning = false;
		while (core_yylex(&value, &at, scanner) != 0)
			;
		scanner_finish(scanner);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(oldcontext);
		FlushErrorState();
		result = false;
	}
	PG_END_TRY();
	scanner_seconds = cpu_seconds() - started;
	*slow = scanner_seconds > 0.1;
	return result;
}

/* One input; returns the seconds it took. */
static double
run(const uint8 *data, size_t size)
{
	char	   *text;
	int			choice = 0;
	int			client_level = client_min_messages;
	int			log_level = log_min_messages;
	sigjmp_buf *handler = PG_exception_stack;
	double		started = cpu_seconds();
	double		seconds;

	scanner_seconds = 0;
	/* seeds are plain text: a digit at the end is a choice, none is 0 */
	if (size > 0 && data[size - 1] >= '0' && data[size - 1] <= '9')
		choice = data[--size] - '0';
	SetDatabaseEncoding(choice < 5 ? PG_UTF8 : PG_SQL_ASCII);
	text = own_copy(data, size);

	PG_TRY();
	{
		MemoryContextSwitchTo(per_input);
		target->one(text, size, choice % 5);
	}
	PG_CATCH();
	{
		EmitErrorReport();
		fuzz_fail(__FILE__, __LINE__, "no error is raised");
	}
	PG_END_TRY();

	PROPERTY(CurrentMemoryContext == per_input);
	PROPERTY(PG_exception_stack == handler);
	PROPERTY(client_min_messages == client_level && log_min_messages == log_level);
	seconds = cpu_seconds() - started - scanner_seconds;
	PROPERTY(seconds <= LONGEST_SECONDS);
	MemoryContextReset(per_input);
	free(text);
	return seconds;
}

/* All that is allocated: the blocks of memory contexts come from malloc, too. */
static Size
memory_held(void)
{
	return __sanitizer_get_current_allocated_bytes();
}

/* What of the context and those below it is in use, to the byte. */
static Size
memory_used(MemoryContext context)
{
	MemoryContextCounters counters = {0};
	Size		result;

	context->methods->stats(context, NULL, NULL, &counters, false);
	result = counters.totalspace - counters.freespace;
	for (MemoryContext child = context->firstchild; child != NULL; child = child->nextchild)
		result += memory_used(child);
	return result;
}

/* A drip fills no block for long: is each time a little more in use? */
static bool
drips(const uint8 *data, size_t size)
{
	Size		before = 0;
	int			grown = 0;

	for (int i = 0; i < LEAK_ROUNDS; i++)
	{
		Size		now;

		run(data, size);
		now = memory_used(TopMemoryContext);
		grown += now > before;
		before = now;
	}
	return grown == LEAK_ROUNDS;
}

static int
one(const uint8 *data, size_t size)
{
	static uint64 ninputs;
	Size		before = memory_held();

	if (size > LONGEST)
		return -1;
	run(data, size);
	if (memory_held() > before)
	{
		/* a table made at first use, or a leak? */
		int			grown = 0;

		for (int i = 0; i < LEAK_ROUNDS * 8; i++)
		{
			before = memory_held();
			run(data, size);
			grown += memory_held() > before;
		}
		PROPERTY(grown < LEAK_ROUNDS);
	}

	if (++ninputs % LONG_EVERY == 0)
		PROPERTY(!drips(data, size));
	if (ninputs % LONG_EVERY == 0 && size > 0 && size < LONGEST / 2)
	{
		uint8	   *many = malloc(LONGEST);
		size_t		length = 0;
		double		seconds;

		for (; length + size <= LONGEST; length += size)
			memcpy(many + length, data, size);
		seconds = run(many, length);
		if (seconds > LONG_SECONDS)
		{
			double		again = run(many, length);

			PROPERTY(Min(seconds, again) < LONG_RATIO * run(many, length / 2));
		}
		free(many);
	}
	return 0;
}

Datum
hygiene_fuzz(PG_FUNCTION_ARGS)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	Datum	   *words;
	int			nwords;
	static const int fuzzers_own[] = {SIGALRM, SIGINT, SIGTERM, SIGFPE, SIGUSR1, SIGUSR2};
	char	  **argv;

	rules_init();
	for (int i = 0; i < lengthof(targets); i++)
	{
		if (strcmp(targets[i]->name, name) == 0)
			target = targets[i];
	}
	if (target == NULL)
		elog(ERROR, "there is no fuzz target \"%s\"", name);

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT,
					  &words, NULL, &nwords);
	argv = MemoryContextAllocZero(TopMemoryContext, (nwords + 2) * sizeof(char *));
	argv[0] = MemoryContextStrdup(TopMemoryContext, name);
	for (int i = 0; i < nwords; i++)
		argv[i + 1] = MemoryContextStrdup(TopMemoryContext, TextDatumGetCString(words[i]));
	nwords++;

	/* libFuzzer takes only signals that are nobody's */
	for (int i = 0; i < lengthof(fuzzers_own); i++)
		signal(fuzzers_own[i], SIG_DFL);
	per_input = AllocSetContextCreate(TopMemoryContext, "fuzz input", ALLOCSET_DEFAULT_SIZES);
	(void) LLVMFuzzerRunDriver(&nwords, &argv, one);
	_exit(0);
}
