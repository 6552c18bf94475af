/*-------------------------------------------------------------------------
 *
 * code_names.h
 *		What the names in a function's body stand for in the catalogs.
 *
 * Rules see no catalogs, so every name in the body is looked up beforehand:
 * as a type or relation, and as a function where a bracket follows.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_CODE_NAMES_H
#define HYGIENE_CODE_NAMES_H

#include "facts/facts.h"
#include "facts/code/tokens.h"
#include "nodes/pg_list.h"
#include "utils/snapshot.h"

typedef struct ColumnFacts
{
	const char *name;
	const TypeFacts *type;
} ColumnFacts;

/* The columns of a relation or composite type. */
typedef struct RowFacts
{
	bool		system;			/* of the server's own catalogs and views */
	const char *name;			/* of the relation or type */
	int			ncolumns;
	ColumnFacts *columns;		/* live ones, in order */
} RowFacts;

typedef struct NamedFacts
{
	char		nspname[NAMEDATALEN];	/* "" where the body does not name it */
	char		name[NAMEDATALEN];
	const TypeFacts *type;		/* a type of that name, or NULL */
	const RowFacts *row;		/* its columns, if it has any */
	List	   *results;		/* of TypeFacts *: what the functions of that
								 * name return */
	bool		user_function;	/* one of them is not the server's own */
	bool		out_arguments;	/* one of them has OUT arguments */
} NamedFacts;

typedef struct CodeNames CodeNames;

/*
 * Looks up the names in the tokens; schemas are those of the search_path
 * ("path", or the current one if NULL) and at last "nspoid".  Everything is in
 * the current context.
 */
extern CodeNames *facts_code_names(const Token *tokens, int ntokens, const char *path,
								   Oid nspoid, Snapshot snapshot);

/* What the name stands for, or NULL if nothing was found; nspname may be NULL. */
extern const NamedFacts *facts_code_name(const CodeNames *names, const char *nspname,
										 const char *name);

/* The columns of a composite type, or NULL. */
extern const RowFacts *facts_read_row(Oid typid, Snapshot snapshot);

/*
 * The columns of the tables with a trigger that calls the function (list of
 * RowFacts *), NIL if there is none.
 */
extern List *facts_trigger_rows(Oid function, Snapshot snapshot);

#endif							/* HYGIENE_CODE_NAMES_H */
