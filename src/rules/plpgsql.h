/*-------------------------------------------------------------------------
 *
 * plpgsql.h
 *		Where the text of a PL/pgSQL function's dynamic SQL comes from.
 *
 * The body's tokens are followed statement by statement: what is assigned to
 * a variable under which condition, what is glued together, what is quoted,
 * and what reaches an EXECUTE.  It is no parser of PL/pgSQL: a body that makes
 * no sense to it is left alone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_PLPGSQL_H
#define HYGIENE_PLPGSQL_H

#include "facts/functions.h"

/* More variables than this are not followed. */
#define PLPGSQL_MAX_VARIABLES 256

/* Deeper nesting than this is not followed. */
#define PLPGSQL_MAX_DEPTH 64

/* How much a piece of text is somebody else's word; the worst wins. */
typedef enum TaintLevel
{
	TAINT_NONE,					/* constant, quoted, or of a type without quotes */
	TAINT_STORED,				/* as it was stored: a column, a name, a setting */
	TAINT_PARAMETER,			/* as the caller gave it */
	TAINT_GLUED					/* one of those within other text */
} TaintLevel;

typedef struct Taint
{
	TaintLevel	level;
	const char *culprit;		/* the variable, parameter or column */
	int			line;			/* where it was glued, or 0 */
} Taint;

/* A variable's value at one place in the body. */
typedef struct PlpgsqlValue
{
	Taint		taint;
	const char *constant;		/* its text where that is known, else NULL */
} PlpgsqlValue;

typedef struct PlpgsqlVariable
{
	const char *name;			/* "v", or "r.field" of a record */
	bool		harmless;		/* its type has no room for SQL */
	bool		record;
} PlpgsqlVariable;

typedef struct Plpgsql
{
	const FunctionFacts *function;
	const Token *tokens;
	int			ntokens;
	int			nvariables;
	PlpgsqlVariable variables[PLPGSQL_MAX_VARIABLES];
	PlpgsqlValue *values;		/* of the variables, here and now */
	bool		dead;			/* control does not get here */
	int			depth;			/* of expressions in each other */

	/* what was found */
	int			nplaces;		/* EXECUTEs of tainted text */
	int			line;			/* of the first */
	Taint		taint;			/* of the first */
} Plpgsql;

/* Follows the function's body and fills in what was found. */
extern void plpgsql_follow(Plpgsql *body, const FunctionFacts *function);

/* ---- shared by plpgsql_*.c ---- */

extern bool plpgsql_is(const Plpgsql *body, int at, int end, const char *text);
extern bool plpgsql_is_word(const Plpgsql *body, int at, int end);

/* The token behind the bracket that closes the one at "at", or end. */
extern int	plpgsql_close(const Plpgsql *body, int at, int end);

/*
 * The first token from "at" on that is one of the words or operators, outside
 * of brackets and of CASE expressions; or end.  Ends with NULL.
 */
extern int	plpgsql_find(const Plpgsql *body, int at, int end, ...);

/* The variable's number, or -1; the second makes it if need be. */
extern int	plpgsql_variable(const Plpgsql *body, const char *name);
extern int	plpgsql_add_variable(Plpgsql *body, const char *name);

/* A type, by the name that begins at "at", whose values hold no SQL? */
extern bool plpgsql_harmless_type(const Plpgsql *body, int at, int end);

/* What the expression, or the query's result, in [at, end) is made of. */
extern Taint plpgsql_expression(Plpgsql *body, int at, int end);

/* The constant text of an expression, or NULL. */
extern const char *plpgsql_constant(Plpgsql *body, int at, int end);

/*
 * The variable that is one of a few constants, or matches a strict pattern, if
 * the condition in [at, end) is true (or, with "negated", if it is false); or -1.
 */
extern int	plpgsql_vouched(Plpgsql *body, int at, int end, bool negated);

/* One item of the select list of the query that begins at "query". */
extern Taint plpgsql_item(Plpgsql *body, int query, int query_end, int at, int end);

/* The name that the item gets as a record's field, or NULL. */
extern const char *plpgsql_item_name(const Plpgsql *body, int at, int end);

/* Where the select list of a query begins and ends. */
extern bool plpgsql_select_list(const Plpgsql *body, int at, int end, int *first, int *last);

/* "a.b.c" of the words from "at" on; *next is behind it. */
extern char *plpgsql_qualified(const Plpgsql *body, int at, int end, int *next);

extern Taint plpgsql_worse(Taint a, Taint b);

#endif							/* HYGIENE_PLPGSQL_H */
