/*-------------------------------------------------------------------------
 *
 * plpgsql.h
 *		Where the text of a PL/pgSQL function's dynamic SQL comes from.
 *
 * The body's tokens are followed statement by statement: what is assigned to
 * a variable under which condition, what is glued together, what is quoted,
 * and what reaches an EXECUTE.  It is no parser of PL/pgSQL: a body that makes
 * no sense to it is left alone.  Time and memory grow with the body's length,
 * whatever is in it: hence the limits below.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_PLPGSQL_H
#define HYGIENE_PLPGSQL_H

#include "facts/code/functions.h"

/* More variables than this are not followed. */
#define PLPGSQL_MAX_VARIABLES 256

/* Deeper nesting than this is not followed. */
#define PLPGSQL_MAX_DEPTH 64

/* More loops than this are gone through once only: what their ends leave is kept. */
#define PLPGSQL_MAX_LOOPS 1000

/* Parts of a name: label.record.field.field. */
#define PLPGSQL_MAX_PARTS 4

/* Bytes of a constant that a variable is known to hold, or that is glued of several. */
#define PLPGSQL_MAX_CONSTANT 16384

/* Bytes of all constants that were glued. */
#define PLPGSQL_MAX_GLUED (1024 * 1024)

/* How much a piece of text is somebody else's word; the worst wins. */
typedef enum TaintLevel
{
	TAINT_NONE,					/* constant, quoted, or of a type without
								 * quotes */
	TAINT_STORED,				/* as it was stored: a column, a name, a
								 * setting */
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
	int		   *closes;			/* of each bracket that opens: the token
								 * behind the one that closes it, or ntokens */
	int			nvariables;
	PlpgsqlVariable variables[PLPGSQL_MAX_VARIABLES];
	PlpgsqlValue *values;		/* of the variables, here and now */
	bool		dead;			/* control does not get here */
	int			depth;			/* of expressions in each other */
	int			glued;			/* bytes of constants that were glued so far */
	bool		counting;		/* the second time through: what is found
								 * counts */

	/* what was found */
	int			nplaces;		/* EXECUTEs of tainted text */
	int			line;			/* of the first */
	Taint		taint;			/* of the first */
	List	   *places;			/* of char *: of each how it is tainted, and
								 * by what */
} Plpgsql;

/* Follows the function's body and fills in what was found. */
extern void plpgsql_follow(Plpgsql *body, const FunctionFacts *function);

#endif							/* HYGIENE_PLPGSQL_H */
