/*-------------------------------------------------------------------------
 *
 * script.c
 *		Splits the text of a migration into statements.
 *
 * A semicolon ends a statement unless it stands within parentheses (CREATE
 * RULE) or in the body of a function in SQL's own form (BEGIN ATOMIC ... END),
 * as psql has it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "facts/code/tokens.h"
#include "parser/scanner.h"
#include "rehearsal/script.h"

/* No token of the scanner has these values. */
#define TOKEN_END		0
#define TOKEN_BROKEN	(-1)

/* So many words decide the kind of a statement: CREATE OR REPLACE FUNCTION. */
#define HEAD_WORDS		4

struct Script
{
	const char *text;
	int			total;
	int			at;				/* where the next piece begins */

	/* the scanner has its own copy of the text from "base" on */
	int			base;
	core_yyscan_t scanner;		/* NULL: a new one begins at "at" */
	core_yy_extra_type extra;
};

/* State of reading one statement. */
typedef struct Reading
{
	int			tokens;
	int			parentheses;
	int			begins;			/* BEGIN and CASE that have not ended */
	int			semicolon;		/* the first within parentheses or BEGIN, or
								 * -1 */
	int			nwords;
	char		heads[HEAD_WORDS][16];
} Reading;

Script *
script_open(const char *text)
{
	Script	   *script = palloc0(sizeof(Script));

	script->text = text;
	script->total = strlen(text);
	return script;
}

static void
finish_scanner(Script *script)
{
	if (script->scanner != NULL)
		scanner_finish(script->scanner);
	script->scanner = NULL;
}

/* One token, as the scanner gives it. */
typedef struct ScannedToken
{
	Script	   *script;
	int			token;
	YYLTYPE		location;
} ScannedToken;

static void
scan_token(void *arg)
{
	ScannedToken *next = arg;
	Script	   *script = next->script;
	core_YYSTYPE value;

	if (script->scanner == NULL)
	{
		script->base = script->at;
		script->scanner = scanner_init(script->text + script->base, &script->extra,
									   &ScanKeywords, ScanKeywordTokens);
		hygiene_scan_in_silence(&script->extra);
	}
	next->token = core_yylex(&value, &next->location, script->scanner);
}

/*
 * Returns the next token, its position in *at and its text in *word.  Errors
 * and warnings of the scanner are suppressed: the parser will report them.
 */
static int
next_token(Script *script, int *at, const char **word)
{
	ScannedToken next = {script, TOKEN_BROKEN, 0};

	(void) facts_scan_quietly(scan_token, &next);
	*at = script->base + next.location;
	/* the scanner puts a NUL after the token it has just read */
	*word = next.token > 0 ? script->extra.scanbuf + next.location : "";
	return next.token;
}

static bool
makes_routine(const Reading *reading)
{
	int			n = 1;

	if (reading->nwords < 2 || strcmp(reading->heads[0], "create") != 0)
		return false;
	if (reading->nwords >= HEAD_WORDS && strcmp(reading->heads[1], "or") == 0)
		n = 3;
	return strcmp(reading->heads[n], "function") == 0 ||
		strcmp(reading->heads[n], "procedure") == 0;
}

/* Counts the parentheses and BEGINs that are open. */
static void
take_token(Reading *reading, int token, const char *word)
{
	reading->tokens++;
	if (token == '(')
		reading->parentheses++;
	else if (token == ')')
		reading->parentheses = Max(reading->parentheses - 1, 0);
	else if (isalpha((unsigned char) word[0]))
	{
		if (reading->nwords < HEAD_WORDS)
		{
			char	   *head = reading->heads[reading->nwords++];

			strlcpy(head, word, sizeof(reading->heads[0]));
			for (; *head; head++)
				*head = pg_tolower((unsigned char) *head);
		}
		if (reading->parentheses > 0 || !makes_routine(reading))
			return;
		if (pg_strcasecmp(word, "begin") == 0)
			reading->begins++;
		else if (pg_strcasecmp(word, "case") == 0 && reading->begins > 0)
			reading->begins++;
		else if (pg_strcasecmp(word, "end") == 0 && reading->begins > 0)
			reading->begins--;
	}
}

static void
set_piece(Script *script, ScriptPiece *piece, int from, int to, bool meta_command)
{
	piece->text = pnstrdup(script->text + from, to - from);
	piece->meta_command = meta_command;
}

bool
script_next(Script *script, ScriptPiece *piece)
{
	Reading		reading = {.semicolon = -1};
	int			start = script->at;

	while (start < script->total)
	{
		int			at;
		const char *word;
		int			token = next_token(script, &at, &word);

		if (token == TOKEN_END || token == TOKEN_BROKEN)
		{
			finish_scanner(script);
			if (reading.semicolon >= 0)
			{
				/*
				 * a parenthesis that is never closed spoils one statement
				 * only
				 */
				script->at = reading.semicolon + 1;
				set_piece(script, piece, start, reading.semicolon, false);
				return true;
			}
			script->at = script->total;
			if (token == TOKEN_END && reading.tokens == 0)
				return false;
			set_piece(script, piece, start, script->total, false);
			return true;
		}
		if (token == '\\')
		{
			/*
			 * psql's commands are lines, and end a statement without
			 * semicolon
			 */
			finish_scanner(script);
			if (reading.tokens > 0)
			{
				script->at = at;
				set_piece(script, piece, start, at, false);
				return true;
			}
			script->at = at + strcspn(script->text + at, "\r\n");
			set_piece(script, piece, at, script->at, true);
			return true;
		}
		if (token == ';' && (reading.parentheses > 0 || reading.begins > 0))
		{
			if (reading.semicolon < 0)
				reading.semicolon = at;
		}
		else if (token == ';')
		{
			script->at = at + 1;
			if (reading.tokens > 0)
			{
				set_piece(script, piece, start, at, false);
				return true;
			}
			start = script->at;
			continue;
		}
		take_token(&reading, token, word);
	}
	return false;
}

void
script_skip_copy_data(Script *script)
{
	const char *line = script->text + script->at;

	while (*line)
	{
		line += strcspn(line, "\n");
		if (*line == '\0')
			return;
		line++;
		if (line[0] == '\\' && line[1] == '.' &&
			(line[2] == '\0' || line[2] == '\n' || line[2] == '\r'))
		{
			finish_scanner(script);
			script->at = line + 2 - script->text;
			return;
		}
	}
}
