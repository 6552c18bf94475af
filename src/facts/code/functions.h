/*-------------------------------------------------------------------------
 *
 * functions.h
 *		What the catalogs say of a function or procedure at one snapshot.
 *
 * As with relations, two readers fill one struct: one function by its OID, or all
 * that users made, one after the other.  Strings live in the context that was
 * current when they were read.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FUNCTIONS_H
#define HYGIENE_FUNCTIONS_H

#include "facts/code/code_names.h"
#include "facts/facts.h"
#include "utils/snapshot.h"

typedef struct ArgumentFacts
{
	const char *name;			/* "" if it has none */
	const TypeFacts *type;
	const RowFacts *row;		/* of a composite, where there are tokens; or
								 * NULL */
	char		mode;			/* FUNC_PARAM_IN … */
} ArgumentFacts;

typedef struct FunctionFacts
{
	Oid			oid;
	char	   *proname;
	char	   *name;			/* proname(types of the input arguments) */
	char	   *better_name;	/* as in RelationFacts */
	Oid			pronamespace;
	char	   *nspname;
	Oid			proowner;
	char		prokind;
	const char *language;		/* name of it */
	bool		prosecdef;
	bool		returns_trigger;
	bool		has_sql_body;	/* BEGIN ATOMIC: its names are bound already */
	char	   *search_path;	/* what SET search_path said, or NULL */
	char	   *prosrc;			/* "" if it has none */
	bool		extension_member;
	int			nargs;
	ArgumentFacts *args;		/* all of them, OUT and TABLE ones too */

	bool		runs_text;		/* the body mentions EXECUTE, or a function that
								 * runs a text as SQL */

	/*
	 * The body's tokens, if it is written in PL/pgSQL or SQL and runs text; else
	 * there are none.  With them comes what the names in the body stand for, and
	 * the columns of the tables for which a trigger calls the function (list of
	 * RowFacts *).
	 */
	int			ntokens;
	Token	   *tokens;
	CodeNames  *names;
	List	   *trigger_rows;
} FunctionFacts;

/* "function" or "procedure" …; static */
extern const char *facts_function_kind(const FunctionFacts *function);

/* One function, or NULL if it is not there. */
extern FunctionFacts *facts_read_function(Oid oid, Snapshot snapshot);

typedef void (*FunctionCallback) (const FunctionFacts *function, void *arg);

/*
 * Calls back for each function and procedure that users made, those of
 * extensions, of the system and in temporary schemas left out; of one schema
 * only if nspoid is valid.  What is handed out is good until the callback
 * returns.
 */
extern void facts_stream_functions(Snapshot snapshot, Oid nspoid,
								   FunctionCallback callback, void *arg);

/*
 * How many of these functions are in a language whose bodies nobody reads, and
 * the names of these languages, sorted (list of char *).
 */
extern int64 facts_unread_functions(Snapshot snapshot, List **languages);

#endif							/* HYGIENE_FUNCTIONS_H */
