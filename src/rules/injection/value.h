/*-------------------------------------------------------------------------
 *
 * value.h
 *		What a variable or expression of a function's body may hold.
 *
 * A value is followed in two ways: by its taint, which says whose text is in
 * it, and by its texts, all that it can be where that is known.  In a text a
 * byte stands for each part that is known by its form only, see HOLE_PLAIN.
 * Taints, texts and rows never change once they are made, so they are shared.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_INJECTION_VALUE_H
#define HYGIENE_INJECTION_VALUE_H

#include "facts/code/code_names.h"

/* How much a value is somebody else's text; the worst wins. */
typedef enum TaintLevel
{
	TAINT_STORED = 1,			/* a column, an object's name */
	TAINT_PARAMETER,			/* as the caller gave it */
	TAINT_GLUED					/* one of those within other text */
} TaintLevel;

/* A variable that a tainted value went through. */
typedef struct Way
{
	const char *variable;
	int			line;
	int			length;			/* with those before */
	const struct Way *before;
} Way;

typedef struct Taint
{
	TaintLevel	level;
	const char *culprit;		/* the variable, parameter, column or function */
	int			line;			/* where it was glued, or 0 */
	const Way  *way;
} Taint;

/* What stands in a text for a part whose form alone is known. */
#define HOLE_PLAIN		'\001'	/* no quotes, no operators: a number, a hash */
#define HOLE_IDENT		'\002'	/* by quote_ident(), or a regclass */
#define HOLE_LITERAL	'\003'	/* by quote_literal() */

/* More alternatives than this are not followed apart. */
#define MAX_TEXTS 8

typedef struct Texts
{
	int			n;				/* 0: not known */
	bool		inserts;		/* not known, and as a format it may have %s */
	const char *text[MAX_TEXTS];
} Texts;

typedef struct Value
{
	const Taint *taint;			/* NULL: nobody's */
	const Taint *quoted;		/* of what is in the holes that are quoted */
	const Texts *texts;			/* never NULL */
	const struct Row *row;		/* of a record, or NULL */
} Value;

typedef struct Field
{
	const char *name;
	Value		value;
} Field;

/* More fields or columns than this are not told apart. */
#define MAX_FIELDS 256

/* The fields of a record, or the columns of a query. */
typedef struct Row
{
	int			n;
	int			allocated;
	bool		open;			/* has others, too: as "rest" */
	Value		rest;
	Field	   *fields;
} Row;

/* What is known of a type. */
typedef struct Type
{
	bool		harmless;		/* its values have no room for SQL */
	bool		name;			/* they are quoted names: regclass … */
	const RowFacts *row;		/* of a composite, or NULL */
} Type;

/* Bytes of all texts that are put together for one body, and of the longest. */
typedef struct TextBudget
{
	int			left;
} TextBudget;

#define TEXT_BUDGET		(1024 * 1024)
#define LONGEST_TEXT	16384

extern const Texts texts_plain; /* one text, which is HOLE_PLAIN */
extern const Texts texts_other; /* not known, but without %s */
extern const Texts texts_any;	/* not known */

extern const Value value_clean; /* harmless and not known */
extern const Value value_null;	/* no text at all */

extern Value value_constant(const char *text);
extern Value value_source(TaintLevel level, const char *culprit);

/* The value behind a quoting function or in a quoted form. */
extern Value value_quoted(Value value, char hole);

extern const Taint *taint_worse(const Taint *a, const Taint *b);

/* What may be either; "widen" if this has been asked before and did not end. */
extern Value value_join(Value a, Value b, bool widen);
extern bool value_equal(Value a, Value b);

/* One behind the other, in that line. */
extern Value value_glue(TextBudget *budget, Value a, Value b, int line);

/* Some function of the value: tainted as it is, but its text is not known. */
extern Value value_derived(Value value);

/* May one of the texts, as a format, have %s? */
extern bool texts_insert(const Texts *texts);

/* The one known text without holes, or NULL. */
extern const char *value_text(Value value);

/* The value as it went into the variable in that line. */
extern Value value_via(Value value, const char *variable, int line);

extern Row *row_new(void);

/* Columns of which nothing is known but that they are stored. */
extern Row *row_stored(void);

extern void row_add(Row *row, const char *name, Value value);
extern Value row_column(const Row *row, int number);
extern Value value_of_row(Row *row);

/* A field of the record, and the record with another value in it. */
extern Value value_field(Value value, const char *name);
extern Value value_with_field(Value value, const char *name, Value field);

extern Type type_of_facts(const TypeFacts *facts, const RowFacts *row);
extern Value value_typed(Value value, Type type);

/* One row of a relation that holds stored rows; "level" of its texts. */
extern Row *row_of_relation(const RowFacts *facts, TaintLevel level, const char *prefix);

/*
 * Would a quoted part of one of the texts end up where its quotes do not
 * hold: an identifier or literal within quotes or a comment?
 */
extern bool texts_misquote(const Texts *texts);

#endif							/* HYGIENE_INJECTION_VALUE_H */
