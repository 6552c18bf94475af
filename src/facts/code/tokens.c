/*-------------------------------------------------------------------------
 *
 * tokens.c
 *		The tokens of a text, as the server's own scanner sees them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/keywords.h"
#include "compat.h"
#include "facts/catalog/growable_array.h"
#include "facts/code/tokens.h"
#include "miscadmin.h"
#include "parser/scanner.h"
#include "utils/guc.h"

/*
 * The tokens that the scanner itself makes.  Their codes come first in every
 * grammar that uses it and do not depend on the keywords.
 */
typedef enum ScannerToken
{
	SCAN_IDENT = 258,
	SCAN_UIDENT,
	SCAN_FCONST,
	SCAN_SCONST,
	SCAN_USCONST,
	SCAN_BCONST,
	SCAN_XCONST,
	SCAN_OP,
	SCAN_ICONST,
	SCAN_PARAM,
	SCAN_TYPECAST,
	SCAN_DOT_DOT,
	SCAN_COLON_EQUALS,
	SCAN_EQUALS_GREATER,
	SCAN_LESS_EQUALS,
	SCAN_GREATER_EQUALS,
	SCAN_NOT_EQUALS
} ScannerToken;

/*
 * The scanner reads anew what it took too much of: it takes time by the square,
 * or the cube, of the length of a run of these characters.  No operator is as
 * long as that, so such runs are looked at first.
 */
#define OPERATOR_CHARS	"~!@#^&|`?+-*/%<>="
#define LONG_RUN		128
#define MANY_COMMENTS	8

/* 400 MB of them; the rest of such a text is not read. */
#define MAX_TOKENS		(128 << 16)

typedef struct Tokens
{
	const char *text;			/* of which they are */
	Token	   *items;
	int			nitems;
	int			allocated;
} Tokens;

static Token *
next_token(Tokens *tokens)
{
	if (tokens->nitems == MAX_TOKENS)
		return NULL;
	ARRAY_RESERVE(tokens->items, tokens->nitems, tokens->allocated);
	return memset(&tokens->items[tokens->nitems], 0, sizeof(Token));
}

static bool
is_reserved(const char *keyword)
{
	int			number = ScanKeywordLookup(keyword, &ScanKeywords);

	return number >= 0 &&
		(ScanKeywordCategories[number] == RESERVED_KEYWORD ||
		 ScanKeywordCategories[number] == TYPE_FUNC_NAME_KEYWORD);
}

static void
fill_token(Token *token, int code, const core_YYSTYPE *value, const char *source)
{
	switch (code)
	{
		case SCAN_IDENT:
		case SCAN_UIDENT:
			token->kind = TOKEN_WORD;
			token->text = value->str;
			token->quoted = code == SCAN_UIDENT || *source == '"';
			break;
		case SCAN_SCONST:
		case SCAN_USCONST:
		case SCAN_BCONST:
		case SCAN_XCONST:
			token->kind = TOKEN_STRING;
			token->text = value->str;
			break;
		case SCAN_FCONST:
		case SCAN_ICONST:
			token->kind = TOKEN_NUMBER;
			break;
		case SCAN_PARAM:
			token->kind = TOKEN_PARAMETER;
			token->number = value->ival;
			break;
		default:
			if (code > SCAN_NOT_EQUALS && (IS_HIGHBIT_SET(*source) ||
										   isalpha((unsigned char) *source) ||
										   *source == '_'))
			{
				token->kind = TOKEN_WORD;
				token->text = value->keyword;
				token->reserved = is_reserved(value->keyword);
			}
			else
				token->kind = TOKEN_OPERATOR;
			break;
	}
	if (token->text == NULL)
		token->text = pnstrdup(source, token->length);
}

static void
scan(void *arg)
{
	Tokens	   *tokens = arg;
	const char *text = tokens->text;
	core_yy_extra_type extra;
	core_yyscan_t scanner;
	core_YYSTYPE value;
	YYLTYPE		at = 0;
	int			line = 1;
	int			counted = 0;	/* bytes of which the lines are counted */

	scanner = scanner_init(text, &extra, &ScanKeywords, ScanKeywordTokens);
	hygiene_scan_in_silence(&extra);
	for (;;)
	{
		int			code = core_yylex(&value, &at, scanner);
		Token	   *token;

		if (code == 0)
			break;
		for (; counted < at; counted++)
		{
			if (text[counted] == '\n')
				line++;
		}
		CHECK_FOR_INTERRUPTS();
		if ((token = next_token(tokens)) == NULL)
			break;
		token->location = at;
		/* the scanner puts a NUL after the token it has just read */
		token->length = strlen(extra.scanbuf + at);
		token->line = line;
		fill_token(token, code, &value, text + at);
		tokens->nitems++;
	}
	scanner_finish(scanner);
}

bool
facts_scan_quietly(void (*scan) (void *arg), void *arg)
{
	MemoryContext oldcontext = CurrentMemoryContext;
	int			client_level = client_min_messages;
	int			log_level = hygiene_log_min_messages;
	volatile bool whole = false;

	PG_TRY();
	{
		client_min_messages = ERROR;
		hygiene_log_min_messages = ERROR;
		scan(arg);
		whole = true;
	}
	PG_CATCH();
	{
		int			category;

		client_min_messages = client_level;
		hygiene_log_min_messages = log_level;
		MemoryContextSwitchTo(oldcontext);
		category = ERRCODE_TO_CATEGORY(geterrcode());
		if (category != ERRCODE_TO_CATEGORY(ERRCODE_SYNTAX_ERROR) &&
			category != ERRCODE_TO_CATEGORY(ERRCODE_DATA_EXCEPTION) &&
			category != ERRCODE_TO_CATEGORY(ERRCODE_FEATURE_NOT_SUPPORTED))
			PG_RE_THROW();
		FlushErrorState();
	}
	PG_END_TRY();
	client_min_messages = client_level;
	hygiene_log_min_messages = log_level;
	return whole;
}

/*
 * Blanks out what is too much of "+-+-+…", outside of "--": the scanner would
 * take it for operators of one character each.  False where a run opens more
 * comments in each other than anybody writes.
 */
static bool
shorten_run(char *run, int length)
{
	int			ncomments = 0;
	int			nsigns = 0;

	for (int i = 0; i < length; i++)
	{
		if (run[i] == '/' && run[i + 1] == '*' && ++ncomments > MANY_COMMENTS)
			return false;
		if (run[i] == '+' || (run[i] == '-' && run[i + 1] != '-' && (i == 0 || run[i - 1] != '-')))
		{
			if (++nsigns > LONG_RUN)
				run[i] = ' ';
		}
		else
			nsigns = 0;
	}
	return true;
}

const char *
facts_readable(const char *text)
{
	char	   *copy = NULL;
	const char *run = text;

	while (*(run += strcspn(run, OPERATOR_CHARS)) != '\0')
	{
		int			length = strspn(run, OPERATOR_CHARS);

		if (length > LONG_RUN)
		{
			if (copy == NULL)
				copy = pstrdup(text);
			if (!shorten_run(copy + (run - text), length))
				return NULL;
		}
		run += length;
	}
	return copy != NULL ? copy : text;
}

Token *
facts_tokens(const char *text, int *ntokens)
{
	Tokens	   *tokens = palloc0(sizeof(Tokens));

	tokens->text = facts_readable(text);
	if (tokens->text != NULL)
		(void) facts_scan_quietly(scan, tokens);
	*ntokens = tokens->nitems;
	return tokens->items;
}
