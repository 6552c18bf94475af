/*-------------------------------------------------------------------------
 *
 * expression.c
 *		The value of an expression in a function's body.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "nodes/nodeFuncs.h"
#include "rules/injection/follow.h"

Value
expression_worst(const Body *body)
{
	Value		value = value_clean;

	for (int i = 0; i < body->nvariables; i++)
		value.taint = taint_worse(value.taint, body->values[i].taint);
	return value_derived(value);
}

Value
expression_mentioned(Body *body, int at, int end)
{
	Value		value = value_clean;

	while (at < end)
	{
		const char *parts[MAX_PARTS];
		int			used;
		int			number = -1;

		if (word_is_name(body, at, end))
			number = scope_variable(body, parts, words_name(body, &at, end, parts), &used);
		else if (body->tokens[at++].kind == TOKEN_PARAMETER)
		{
			parts[0] = psprintf("$%d", body->tokens[at - 1].number);
			number = scope_variable(body, parts, 1, &used);
		}
		if (number >= 0)
			value = value_glue(&body->budget, value, body->values[number], body->line);
	}
	value.texts = &texts_any;
	return value;
}

Node *
expression_parse(Body *body, int at, int end, int blank, int blank_end, RawParseMode mode)
{
	MemoryContext old = MemoryContextSwitchTo(body->parse_context);
	Node	   *node = NULL;

	if (at < end)
	{
		body->piece = words_text(body, at, end, blank, blank_end);
		body->line = body->tokens[at].line;
		node = facts_parse(body->piece, mode);
	}
	MemoryContextSwitchTo(old);
	return node;
}

Value
expression_read(Body *body, int at, int end)
{
	Node	   *node = expression_parse(body, at, end, 0, 0, RAW_PARSE_PLPGSQL_EXPR);

	return node != NULL ? expression_value(body, node) : expression_mentioned(body, at, end);
}

Outcome
condition_read(Body *body, int at, int end)
{
	Node	   *node = expression_parse(body, at, end, 0, 0, RAW_PARSE_PLPGSQL_EXPR);
	SelectStmt *select = node != NULL && IsA(node, SelectStmt) ? (SelectStmt *) node : NULL;

	if (select != NULL && list_length(select->targetList) == 1 && select->fromClause == NIL)
		return condition_outcome(body, linitial(select->targetList));
	if (node != NULL)
		(void) expression_value(body, node);
	return (Outcome) {NULL, NULL};
}

/* Operators on texts, documents and arrays hand on what they are given; others do not. */
static Value
operation(Body *body, A_Expr *expr)
{
	static const char *const passing[] = {
		"->", "->>", "#>", "#>>", "-", "#-",
	};
	List	   *spine = NIL;
	Node	   *node = (Node *) expr;
	Value		value;

	/* a || b || c … is as deep as it is long */
	for (; node != NULL && IsA(node, A_Expr) && ((A_Expr *) node)->kind == AEXPR_OP;
		 node = ((A_Expr *) node)->lexpr)
		spine = lappend(spine, node);
	value = node != NULL ? expression_value(body, node) : value_clean;
	for (int i = list_length(spine) - 1; i >= 0; i--)
	{
		A_Expr	   *part = list_nth(spine, i);
		const char *name = strVal(llast(part->name));
		Value		right = expression_value(body, part->rexpr);

		if (strcmp(name, "||") == 0)
			value = value_glue(&body->budget, value, right, body->line);
		else
			value = WORD_IN(name, passing) ? value_derived(value) : value_clean;
	}
	list_free(spine);
	return value;
}

static Value
case_value(Body *body, CaseExpr *expr)
{
	Value		value = value_null;
	Refinement *otherwise = NULL;
	Refinement *undo;
	ListCell   *lc;

	if (expr->arg != NULL)
		(void) expression_value(body, (Node *) expr->arg);
	foreach(lc, expr->args)
	{
		CaseWhen   *when = lfirst_node(CaseWhen, lc);
		Outcome		outcome = {NULL, NULL};
		Value		result;

		if (expr->arg != NULL)
			outcome.yes = condition_equal(body, (Node *) expr->arg,
										  expression_value(body, (Node *) when->expr));
		else
			outcome = condition_outcome(body, (Node *) when->expr);
		undo = condition_apply(outcome.yes, NULL);
		result = expression_value(body, (Node *) when->result);
		condition_undo(undo);
		value = foreach_current_index(lc) == 0 ? result : value_join(value, result, false);
		/* the branches behind are for what is left */
		otherwise = condition_apply(outcome.no, otherwise);
	}
	if (expr->defresult != NULL)
		value = value_join(value, expression_value(body, (Node *) expr->defresult), false);
	condition_undo(otherwise);
	return value;
}

/* The items of a list, any of them. */
static Value
any_of(Body *body, List *list)
{
	Value		value = value_null;
	ListCell   *lc;

	foreach(lc, list)
	{
		Value		item = expression_value(body, lfirst(lc));

		value = foreach_current_index(lc) == 0 ? item : value_join(value, item, false);
	}
	return value;
}

static Value
indirection(Body *body, A_Indirection *node)
{
	Value		value = expression_value(body, node->arg);
	ListCell   *lc;

	foreach(lc, node->indirection)
	{
		if (IsA(lfirst(lc), String))
			value = value_field(value, strVal(lfirst(lc)));
		else
			(void) expression_children(body, lfirst(lc));
	}
	return value;
}

static Value
row_value(Body *body, RowExpr *expr)
{
	Row		   *row = row_new();
	ListCell   *lc;

	foreach(lc, expr->args)
		row_add(row, psprintf("f%d", foreach_current_index(lc) + 1),
				expression_value(body, lfirst(lc)));
	return value_of_row(row);
}

static Value
constant(const A_Const *node)
{
	if (node->isnull)
		return value_null;
	if (IsA(&node->val, String))
		return value_constant(strVal(&node->val));
	return value_clean;
}

static Value
sub_link(Body *body, SubLink *link)
{
	Row		   *row;

	if (link->subLinkType != EXPR_SUBLINK && link->subLinkType != ARRAY_SUBLINK)
	{
		(void) condition_outcome(body, (Node *) link);
		return value_clean;
	}
	if (!IsA(link->subselect, SelectStmt))
		return expression_children(body, link->subselect);
	row = query_columns(body, (SelectStmt *) link->subselect, NULL);
	return row->n == 1 ? row->fields[0].value : value_of_row(row);
}

/* The names of who is connected, and to what. */
static Value
sql_value(const SQLValueFunction *function)
{
	switch (function->op)
	{
		case SVFOP_CURRENT_ROLE:
		case SVFOP_CURRENT_USER:
		case SVFOP_USER:
			return value_source(TAINT_STORED, "current_user");
		case SVFOP_SESSION_USER:
			return value_source(TAINT_STORED, "session_user");
		case SVFOP_CURRENT_CATALOG:
			return value_source(TAINT_STORED, "current_catalog");
		case SVFOP_CURRENT_SCHEMA:
			return value_source(TAINT_STORED, "current_schema");
		default:
			return value_clean;
	}
}

typedef struct Children
{
	Body	   *body;
	Value		value;
} Children;

static bool
child(Node *node, void *arg)
{
	Children   *children = arg;

	if (node != NULL && !IsA(node, RangeVar) && !IsA(node, TypeName))
		children->value = value_join(children->value,
									 expression_value(children->body, node), false);
	return false;
}

/* What is of no kind that is known: whatever is in it. */
Value
expression_children(Body *body, Node *node)
{
	Children	children = {body, value_clean};

	(void) raw_expression_tree_walker(node, child, &children);
	children.value.texts = &texts_any;
	children.value.row = NULL;
	return children.value;
}

static Value
node_value(Body *body, Node *node)
{
	switch (nodeTag(node))
	{
		case T_ColumnRef:
			return name_column_ref(body, (ColumnRef *) node);
		case T_ParamRef:
			{
				const char *parts[] = {psprintf("$%d", ((ParamRef *) node)->number)};
				Refinement	place = {0};

				return name_value(body, parts, 1, &place);
			}
		case T_A_Const:
			return constant((A_Const *) node);
		case T_TypeCast:
			return value_typed(expression_value(body, ((TypeCast *) node)->arg),
							   scope_type(body, ((TypeCast *) node)->typeName));
		case T_FuncCall:
			return call_value(body, (FuncCall *) node);
		case T_A_Expr:
			if (((A_Expr *) node)->kind == AEXPR_OP)
				return operation(body, (A_Expr *) node);
			if (((A_Expr *) node)->kind == AEXPR_NULLIF)
			{
				(void) expression_value(body, ((A_Expr *) node)->rexpr);
				return expression_value(body, ((A_Expr *) node)->lexpr);
			}
			(void) condition_outcome(body, node);
			return value_clean;
		case T_BoolExpr:
		case T_NullTest:
		case T_BooleanTest:
			(void) condition_outcome(body, node);
			return value_clean;
		case T_CaseExpr:
			return case_value(body, (CaseExpr *) node);
		case T_CoalesceExpr:
			return any_of(body, ((CoalesceExpr *) node)->args);
		case T_MinMaxExpr:
			return any_of(body, ((MinMaxExpr *) node)->args);
		case T_A_ArrayExpr:
			return any_of(body, ((A_ArrayExpr *) node)->elements);
		case T_List:
			return any_of(body, (List *) node);
		case T_RowExpr:
			return row_value(body, (RowExpr *) node);
		case T_A_Indirection:
			return indirection(body, (A_Indirection *) node);
		case T_CollateClause:
			return expression_value(body, ((CollateClause *) node)->arg);
		case T_NamedArgExpr:
			return expression_value(body, (Node *) ((NamedArgExpr *) node)->arg);
		case T_ResTarget:
			return expression_value(body, ((ResTarget *) node)->val);
		case T_SQLValueFunction:
			return sql_value((SQLValueFunction *) node);
		case T_SubLink:
			return sub_link(body, (SubLink *) node);
		case T_SelectStmt:
			{
				Row		   *row = query_columns(body, (SelectStmt *) node, NULL);

				return row->n == 1 ? row->fields[0].value : value_of_row(row);
			}
		case T_SetToDefault:
			return value_null;
		default:
			return expression_children(body, node);
	}
}

Value
expression_value(Body *body, Node *node)
{
	Value		value;

	if (node == NULL)
		return value_null;
	if (body->depth == MAX_NESTING)
		return expression_worst(body);
	body->depth++;
	value = node_value(body, node);
	body->depth--;
	return value;
}
