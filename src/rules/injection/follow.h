/*-------------------------------------------------------------------------
 *
 * follow.h
 *		Following a function's body: where the text of its dynamic SQL comes from.
 *
 * The statements of PL/pgSQL are read token by token (flow.c, statement.c), its
 * expressions and queries by the server's raw parser (expression.c, query.c).
 * Variables are those of PL/pgSQL's blocks (scope.c).  A body that makes no
 * sense is followed as far as it does.  Time and memory grow with the length
 * of the body, whatever is in it: hence the limits.
 *
 * Pieces of the body are ranges of tokens: from "at" on, up to but without "end".
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_INJECTION_FOLLOW_H
#define HYGIENE_INJECTION_FOLLOW_H

#include "facts/code/functions.h"
#include "facts/code/parse.h"
#include "nodes/parsenodes.h"
#include "rules/injection/value.h"

#define MAX_VARIABLES	256
#define MAX_NESTING		64		/* of expressions */
#define MAX_FRAMES		256		/* blocks, branches and loops in each other */
#define MAX_PARTS		4		/* of a name: label.record.field.field */
#define MAX_FROM		64		/* items of a query's FROM */

/*
 * Loops are gone through until what they leave behind stays the same; after so
 * many times they are taken to mix all variables.
 */
#define MAX_PASSES		12

typedef struct Variable
{
	const char *name;			/* as declared */
	Type		type;
	bool		record;			/* takes the row that it is given */
	int			query;			/* of a bound cursor: where its arguments or its
								 * query begin, and end; else 0 */
	int			query_end;
} Variable;

/* A name in sight; aliases share their variable. */
typedef struct VariableName
{
	const char *name;
	int			variable;
} VariableName;

typedef enum FrameKind
{
	FRAME_BLOCK,
	FRAME_IF,					/* also CASE */
	FRAME_LOOP
} FrameKind;

/*
 * A block, IF, CASE or loop that is open.  States are arrays of the values of
 * the variables that were in sight when the frame began, or NULL where control
 * does not get.
 */
typedef struct Frame
{
	FrameKind	kind;
	int			at;				/* the token that opened it */
	const char *label;			/* or NULL */
	int			nnames;			/* in sight before it */
	int			nvariables;
	int			ninside;		/* variables in a block, its own with them */
	Value	   *entry;			/* IF: where no branch so far was taken; a block:
								 * where a handler begins */
	Value	   *after;			/* of branches that ended, and of EXIT */
	int			operand;		/* CASE: its operand, if any, and end */
	int			operand_end;
	bool		has_else;
	bool		declaring;		/* a block: in front of BEGIN */
	bool		handlers;		/* in a block: behind EXCEPTION */
} Frame;

/* The names of a query's FROM. */
typedef struct FromItem
{
	const char *alias;
	const Row  *row;
} FromItem;

typedef struct Scope
{
	struct Scope *outer;
	int			nitems;
	FromItem	items[MAX_FROM];
	List	   *ctes;			/* of FromItem * */
} Scope;

typedef struct Body
{
	const FunctionFacts *function;
	const Token *tokens;
	int			ntokens;
	int		   *closes;			/* of each bracket that opens: the token behind
								 * the one that closes it, or ntokens */
	MemoryContext parse_context;	/* of parse trees, reset with each statement */

	/* names and variables in sight, innermost last */
	int			nnames;
	VariableName names[2 * MAX_VARIABLES];
	int			nvariables;
	Variable	variables[MAX_VARIABLES];
	Value		values[MAX_VARIABLES];
	bool		dead;			/* control does not get here */

	int			nframes;
	Frame		frames[MAX_FRAMES];
	Value	  **loop_ends;		/* by the token that opened the loop */
	const char *label;			/* of the statement that comes next, or NULL */
	int			pass;
	bool		changed;		/* the end of some loop is not what it was */
	bool		lost;			/* makes no sense any more */

	/* the piece that is looked at */
	Scope	   *scope;
	int			depth;			/* of expressions in each other */
	int			line;			/* of its first token */
	const char *piece;			/* its text */
	TextBudget	budget;

	/* what was found in this pass */
	int			nplaces;		/* statements of tainted text */
	const char *sink;			/* of the first: "EXECUTE" or a function */
	int			sink_line;
	const Taint *taint;
	bool		misquoted;
	List	   *places;			/* of char *: of each how it is tainted, and by
								 * what */
} Body;

/* Where a value is kept that a condition tells something about. */
typedef struct Refinement
{
	Value	   *place;			/* of a variable or column */
	const char *field;			/* of it, or NULL */
	Value		value;			/* while the condition holds */
	Value		before;
	struct Refinement *next;
} Refinement;

/* What is known where a condition is true, and where it is not. */
typedef struct Outcome
{
	Refinement *yes;
	Refinement *no;
} Outcome;

/* ---- words.c: the tokens ---- */

extern bool word_in(const char *word, const char *const *list, int n);

#define WORD_IN(word, list) word_in(word, list, lengthof(list))

extern bool word_is(const Body *body, int at, int end, const char *text);
extern bool word_is_name(const Body *body, int at, int end);
extern void words_pair_brackets(Body *body);

/* The token behind the bracket that closes the one at "at", or end. */
extern int	words_close(const Body *body, int at, int end);

/*
 * The first token from "at" on that is one of these words or operators, outside
 * of brackets and of CASE expressions; or end.  Ends with NULL.
 */
extern int	words_find(const Body *body, int at, int end, ...);

/* Reads a name of several parts at *at; returns how many. */
extern int	words_name(const Body *body, int *at, int end, const char **parts);

/* The text from one token to another, with those from "blank" to "blank_end" left out. */
extern char *words_text(const Body *body, int at, int end, int blank, int blank_end);

/* ---- scope.c ---- */

/* A new variable, or -1 if there are too many. */
extern int	scope_declare(Body *body, const char *name, Type type, Value value);
extern void scope_alias(Body *body, const char *name, int variable);

/* The variable that the name means, and how many of its parts; or -1. */
extern int	scope_variable(const Body *body, const char *const *parts, int nparts, int *used);

/* Declares what is there before the first block. */
extern void scope_declare_arguments(Body *body);

/* One item of a DECLARE section. */
extern void scope_declare_item(Body *body, int at, int end);

extern Type scope_type(Body *body, const TypeName *name);

/* Gives a variable, or a field or element of it, a new value. */
extern void scope_assign(Body *body, int variable, const char *field, bool element, Value value);

/* ---- expression.c ---- */

/* The parse tree of the piece, in "parse_context", or NULL if it is not SQL. */
extern Node *expression_parse(Body *body, int at, int end, int blank, int blank_end,
							  RawParseMode mode);

/* The value of an expression (or of what is behind PERFORM). */
extern Value expression_read(Body *body, int at, int end);
extern Value expression_value(Body *body, Node *node);
extern Value expression_children(Body *body, Node *node);

/* Without knowing better: the worst of all variables. */
extern Value expression_worst(const Body *body);

/* All names in the piece: where it is not SQL. */
extern Value expression_mentioned(Body *body, int at, int end);

/* ---- name.c ---- */

/* What a name means; *place is where its value is kept, if it is a variable or column. */
extern Value name_value(Body *body, const char *const *parts, int nparts, Refinement *place);
extern Value name_column_ref(Body *body, ColumnRef *ref);

/* ---- condition.c ---- */

extern Outcome condition_read(Body *body, int at, int end);
extern Outcome condition_outcome(Body *body, Node *node);

/* What holds where the value of "node" is that of "value". */
extern Refinement *condition_equal(Body *body, Node *node, Value value);

/* Puts them into force; returns them in front of "applied", for undoing all. */
extern Refinement *condition_apply(Refinement *refinements, Refinement *applied);
extern void condition_undo(Refinement *applied);

/* ---- pattern.c ---- */

typedef enum PatternKind
{
	PATTERN_WHOLE,				/* tied to both ends of the text */
	PATTERN_PART,				/* of the text, and only that is used */
	PATTERN_SIMILAR				/* of SIMILAR TO: tied by itself */
} PatternKind;

/* Does the pattern match nothing but letters, digits, "_", "." and ","? */
extern bool pattern_is_strict(const char *pattern, PatternKind kind);

/* Does it match every character but these, so that taking it out leaves only these? */
extern bool pattern_is_rest(const char *pattern);

/* ---- query.c ---- */

/* The columns of the result of the query, or list of expressions, in the piece. */
extern Row *query_read(Body *body, int at, int end, int blank, int blank_end,
					   RawParseMode mode);
extern Row *query_columns(Body *body, SelectStmt *select, Outcome *where);

/* ---- call.c, format.c ---- */

/* The result's type, where all functions of the name agree that it is harmless. */
extern Type call_type(const NamedFacts *named);
extern Value call_value(Body *body, FuncCall *call);
extern Value format_value(Body *body, int nargs, const Value *args, bool variadic);

/* ---- statement.c ---- */

/* The text runs as SQL at that place (NULL: EXECUTE). */
extern void statement_runs(Body *body, Value text, const char *sink, int line);

/* The text that is executed is in [at, end), with USING and INTO. */
extern void statement_execute(Body *body, int at, int end);

/* The variable, and field of it, at *at; or -1.  *element: only a part is assigned. */
extern int	statement_target(Body *body, int *at, int end, const char **field, bool *element);

/* Gives the row to the targets in [at, end): INTO's, or a loop's. */
extern void statement_assign(Body *body, int at, int end, const Row *row);

/* A statement that holds no others. */
extern void statement_read(Body *body, int at, int end);

/* ---- cursor.c ---- */

extern void cursor_open(Body *body, int at, int end);
extern void cursor_fetch(Body *body, int at, int end);

/* What loops assign: FOR, or FOREACH, is in front of "at", LOOP at "end". */
extern void cursor_for(Body *body, int at, int end);
extern void cursor_foreach(Body *body, int at, int end);

/* ---- frame.c ---- */

/* The values of the first "n" variables, palloc'd; NULL is where control does not get. */
extern Value *state_copy(const Body *body, int n);
extern void state_set(Body *body, const Value *state, int n);

/* Opens a frame; NULL if there are too many. */
extern Frame *frame_push(Body *body, FrameKind kind, int at);

/* The innermost frame, or NULL, and the body is lost, if it is of another kind. */
extern Frame *frame_top(Body *body, FrameKind kind);
extern void frame_pop(Body *body, FrameKind kind);

/* The branch that runs here ends; another, under a condition, begins. */
extern void frame_end_branch(Body *body, Frame *frame);
extern void frame_begin_branch(Body *body, Frame *frame, int at, int end);

/* LOOP, WHILE, FOR or FOREACH at "at"; LOOP is at "loop". */
extern void frame_begin_loop(Body *body, int at, int loop);

/* EXIT or CONTINUE [label] [WHEN condition] */
extern void frame_leave(Body *body, int at, int end);

/* ---- flow.c ---- */

/* Follows the function's body; what was found is in the result. */
extern Body *flow_follow(const FunctionFacts *function);

#endif							/* HYGIENE_INJECTION_FOLLOW_H */
