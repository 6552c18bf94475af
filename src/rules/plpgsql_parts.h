/*-------------------------------------------------------------------------
 *
 * plpgsql_parts.h
 *		What the parts of plpgsql_*.c share.
 *
 * Pieces of the body are ranges of tokens: from "at" on, up to but without
 * "end".
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_PLPGSQL_PARTS_H
#define HYGIENE_PLPGSQL_PARTS_H

#include "rules/plpgsql.h"

/* Where the names in an expression come from. */
typedef enum NameSource
{
	NAMES_VARIABLES,			/* variables only */
	NAMES_COLUMNS,				/* of a query: what is no variable is a column */
	NAMES_CONSTANTS				/* of a query over constants only */
} NameSource;

/* ---- plpgsql_tokens.c ---- */

extern bool plpgsql_is_one_of(const char *word, const char *const *list, int n);

#define PLPGSQL_IS_ONE_OF(word, list) plpgsql_is_one_of(word, list, lengthof(list))

extern bool plpgsql_is(const Plpgsql *body, int at, int end, const char *text);
extern bool plpgsql_is_word(const Plpgsql *body, int at, int end);

/* A round or square bracket? */
extern bool plpgsql_opens(const Plpgsql *body, int at, int end);

/* Finds out which brackets belong together: once, before plpgsql_close(). */
extern void plpgsql_pair_brackets(Plpgsql *body);

/* The token behind the bracket that closes the one at "at", or end. */
extern int	plpgsql_close(const Plpgsql *body, int at, int end);

/*
 * The first token from "at" on that is one of the words or operators, outside
 * of brackets and of CASE expressions; or end.  Ends with NULL.
 */
extern int	plpgsql_find(const Plpgsql *body, int at, int end, ...);

/* "a.b.c" of the words from "at" on, its first parts at least; *next is behind it. */
extern const char *plpgsql_qualified(const Plpgsql *body, int at, int end, int *next);

/* A type, by the name that begins at "at", whose values hold no SQL? */
extern bool plpgsql_harmless_type(const Plpgsql *body, int at, int end);

/* ---- plpgsql_names.c ---- */

extern const Taint plpgsql_clean;

extern Taint plpgsql_worse(Taint a, Taint b);

/* As the name was stored. */
extern Taint plpgsql_stored(const char *name);

/* The variable's number, or -1; the second makes it if need be. */
extern int	plpgsql_variable(const Plpgsql *body, const char *name);
extern int	plpgsql_add_variable(Plpgsql *body, const char *name);

/* What a name stands for; "reserved" where it is a keyword. */
extern Taint plpgsql_name(Plpgsql *body, const char *name, bool reserved, NameSource names);

/* The constant text of an expression, or NULL where it is not known, or too long. */
extern const char *plpgsql_constant(Plpgsql *body, int at, int end);

/* ---- plpgsql_query.c ---- */

/* What the one column of a query's result is made of. */
extern Taint plpgsql_query(Plpgsql *body, int at, int end);

/* Where the select list of a query begins and ends. */
extern bool plpgsql_select_list(const Plpgsql *body, int at, int end, int *first, int *last);

/* The comma that ends the item at "at", or end. */
extern int	plpgsql_item_end(const Plpgsql *body, int at, int end);

/*
 * Where the names in the query's select list come from.  It is asked once for a
 * query, not for each item: it reads what is behind FROM, queries included.
 */
extern NameSource plpgsql_query_names(Plpgsql *body, int at, int end);

/* One item of the select list of a query with names from there. */
extern Taint plpgsql_item(Plpgsql *body, NameSource names, int at, int end);

/* The name that the item gets as a record's field, or NULL. */
extern const char *plpgsql_item_name(const Plpgsql *body, int at, int end);

/* ---- plpgsql_call.c ---- */

/* Text that is put among other text, at "at". */
extern Taint plpgsql_glued(Plpgsql *body, Taint taint, int at);

/* The call of a function; its arguments are in [at, end). */
extern Taint plpgsql_call(Plpgsql *body, const char *name, int at, int end, NameSource names);

/* ---- plpgsql_expr.c ---- */

/* What the expression, or the query's result, in [at, end) is made of. */
extern Taint plpgsql_expression(Plpgsql *body, int at, int end);

/* The same for a part of it, with names from there. */
extern Taint plpgsql_part(Plpgsql *body, int at, int end, NameSource names);

/* ---- plpgsql_vouch.c ---- */

/*
 * The variable that is one of a few constants, or matches a strict pattern, if
 * the condition in [at, end) is true (or, with "negated", if it is false); or -1.
 */
extern int	plpgsql_vouched(Plpgsql *body, int at, int end, bool negated);

/* ---- plpgsql_values.c ---- */

/* The values of all variables, palloc'd; and back. */
extern PlpgsqlValue *plpgsql_copy_values(const PlpgsqlValue *values);
extern void plpgsql_set_values(Plpgsql *body, const PlpgsqlValue *values);

/* What may be the case where two ways meet; "into" may be NULL. */
extern PlpgsqlValue *plpgsql_join_values(PlpgsqlValue *into, const PlpgsqlValue *values);

/* The variable behind label.variable; a record's field is its own. */
extern const char *plpgsql_without_label(const Plpgsql *body, const char *name);

/* A new value of the variable; a record loses what was known of its fields. */
extern void plpgsql_assign(Plpgsql *body, const char *name, Taint taint, const char *constant);

/* ---- plpgsql_declare.c ---- */

extern void plpgsql_declare_arguments(Plpgsql *body);
extern void plpgsql_declare(Plpgsql *body, int at, int end);

/* ---- plpgsql_statement.c ---- */

/* A statement that holds no others. */
extern void plpgsql_statement(Plpgsql *body, int at, int end);

/* What loops assign: FOR, or FOREACH, is in front of "at", LOOP at "end". */
extern void plpgsql_for_targets(Plpgsql *body, int at, int end);
extern void plpgsql_foreach_target(Plpgsql *body, int at, int end);

#endif							/* HYGIENE_PLPGSQL_PARTS_H */
