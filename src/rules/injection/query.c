/*-------------------------------------------------------------------------
 *
 * query.c
 *		The columns of the result of a query in a function's body.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "parser/parse_target.h"
#include "rules/injection/follow.h"

/* Columns of which nothing is known but that they are somebody's. */
static Row *
unknown_row(Value value)
{
	Row		   *row = row_new();

	row->open = true;
	row->rest = value;
	return row;
}

static void
add_item(Scope *scope, const char *alias, const Row *row)
{
	if (scope->nitems == MAX_FROM)
	{
		/* one for all that there is no room for */
		scope->nitems--;
		alias = "";
		row = row_stored();
	}
	scope->items[scope->nitems++] = (FromItem) {alias, row};
}

/* The row with the columns' names of an alias, or of a list of definitions. */
static Row *
renamed(Body *body, const Row *row, List *names, List *definitions)
{
	Row		   *result = row_new();

	result->open = row->open;
	result->rest = row->rest;
	for (int i = 0; i < Max(row->n, Max(list_length(names), list_length(definitions))); i++)
	{
		ColumnDef  *definition = i < list_length(definitions) ? list_nth(definitions, i) : NULL;
		Value		value = row_column(row, i);
		const char *name = i < row->n ? row->fields[i].name : "";

		if (i < list_length(names))
			name = pstrdup(strVal(list_nth(names, i)));
		if (definition != NULL)
		{
			name = pstrdup(definition->colname);
			value = value_typed(value, scope_type(body, definition->typeName));
		}
		row_add(result, name, value);
	}
	return result;
}

static const Row *
relation_row(Body *body, RangeVar *var)
{
	const NamedFacts *named;
	ListCell   *lc;

	for (Scope *scope = body->scope; scope != NULL && var->schemaname == NULL; scope = scope->outer)
	{
		foreach(lc, scope->ctes)
		{
			FromItem   *cte = (FromItem *) lfirst(lc);

			if (strcmp(cte->alias, var->relname) == 0)
				return cte->row;
		}
	}
	named = facts_code_name(body->function->names, var->schemaname, var->relname);
	if (named != NULL && named->row != NULL)
		return row_of_relation(named->row, TAINT_STORED, NULL);
	return row_stored();
}

static void
from_function(Body *body, Scope *scope, RangeFunction *function)
{
	List	   *names = function->alias != NULL ? function->alias->colnames : NIL;
	Row		   *row = row_new();
	const char *alias = function->alias != NULL ? pstrdup(function->alias->aliasname) : NULL;
	List	   *definitions = function->coldeflist;
	ListCell   *lc;

	foreach(lc, function->functions)
	{
		List	   *pair = (List *) lfirst(lc);
		Node	   *node = linitial(pair);
		Value		value = expression_value(body, node);
		const char *name = "";

		if (IsA(node, FuncCall))
		{
			FuncCall   *call = (FuncCall *) node;
			int			n = list_length(call->funcname);
			const NamedFacts *named;

			name = pstrdup(strVal(llast(call->funcname)));
			named = facts_code_name(body->function->names,
									n > 1 ? strVal(list_nth(call->funcname, n - 2)) : NULL, name);
			/* whatever it reads */
			if (named != NULL && named->user_function && !call_type(named).harmless)
				value = value_join(value, value_source(TAINT_STORED, name), false);
		}
		if (alias == NULL)
			alias = name;
		if (list_length(pair) > 1 && lsecond(pair) != NULL)
			definitions = lsecond(pair);
		if (value.row != NULL)
		{
			for (int i = 0; i < value.row->n; i++)
				row_add(row, value.row->fields[i].name, value.row->fields[i].value);
		}
		else
			row_add(row, list_length(function->functions) == 1 ? alias : name, value);
		row->open = true;
		row->rest = value_join(row->rest, value, false);
		row->rest.row = NULL;
	}
	if (names != NIL || definitions != NIL)
		row = renamed(body, row, names, definitions);
	if (function->ordinality)
		row_add(row, "ordinality", value_clean);
	add_item(scope, alias != NULL ? alias : "", row);
}

static void
from_node(Body *body, Scope *scope, Node *node)
{
	const Row  *row = NULL;
	Alias	   *alias = NULL;

	if (node == NULL)
		return;
	if (body->depth == MAX_NESTING || scope->nitems == MAX_FROM)
	{
		add_item(scope, "", row_stored());
		return;
	}
	body->depth++;
	switch (nodeTag(node))
	{
		case T_RangeVar:
			row = relation_row(body, (RangeVar *) node);
			alias = ((RangeVar *) node)->alias;
			if (alias == NULL)
				add_item(scope, pstrdup(((RangeVar *) node)->relname), row);
			break;
		case T_RangeTableSample:
			from_node(body, scope, ((RangeTableSample *) node)->relation);
			break;
		case T_JoinExpr:
			from_node(body, scope, ((JoinExpr *) node)->larg);
			from_node(body, scope, ((JoinExpr *) node)->rarg);
			(void) expression_value(body, ((JoinExpr *) node)->quals);
			break;
		case T_RangeSubselect:
			alias = ((RangeSubselect *) node)->alias;
			if (IsA(((RangeSubselect *) node)->subquery, SelectStmt))
				row = query_columns(body, (SelectStmt *) ((RangeSubselect *) node)->subquery, NULL);
			if (alias == NULL && row != NULL)
				add_item(scope, "", row);
			break;
		case T_RangeFunction:
			from_function(body, scope, (RangeFunction *) node);
			break;
		default:
			add_item(scope, "", unknown_row(expression_children(body, node)));
			break;
	}
	if (alias != NULL && row != NULL)
		add_item(scope, pstrdup(alias->aliasname),
				 alias->colnames != NIL ? renamed(body, row, alias->colnames, NIL) : row);
	body->depth--;
}

static void
add_all_columns(Row *row, const Row *of)
{
	for (int i = 0; i < of->n; i++)
		row_add(row, of->fields[i].name, of->fields[i].value);
	if (of->open)
	{
		row->open = true;
		row->rest = value_join(row->rest, of->rest, false);
	}
}

/* "*" or "name.*"; false if the item is something else. */
static bool
add_star(Body *body, Row *row, Node *node)
{
	List	   *fields = IsA(node, ColumnRef) ? ((ColumnRef *) node)->fields : NIL;
	int			n = list_length(fields);
	const char *name = n > 1 && IsA(list_nth(fields, n - 2), String) ?
		strVal(list_nth(fields, n - 2)) : NULL;
	bool		found = false;

	if (n == 0 || !IsA(llast(fields), A_Star))
		return false;
	for (int i = 0; i < body->scope->nitems; i++)
	{
		const FromItem *item = &body->scope->items[i];

		if (name == NULL || strcmp(name, item->alias) == 0)
		{
			add_all_columns(row, item->row);
			found = true;
		}
	}
	if (!found && name != NULL)
	{
		Refinement	place = {0};
		Value		value = name_value(body, &name, 1, &place);

		add_all_columns(row, value.row != NULL ? value.row : unknown_row(value));
	}
	return true;
}

static void
with_clause(Body *body, WithClause *with)
{
	ListCell   *lc;

	foreach(lc, with != NULL ? with->ctes : NIL)
	{
		CommonTableExpr *expr = lfirst_node(CommonTableExpr, lc);
		FromItem   *cte = palloc(sizeof(FromItem));
		const Row  *row;

		/* while it refers to itself, it adds nothing of its own */
		*cte = (FromItem) {pstrdup(expr->ctename), unknown_row(value_clean)};
		if (list_length(body->scope->ctes) == MAX_FROM)
			break;
		if (with->recursive)
			body->scope->ctes = lappend(body->scope->ctes, cte);
		if (IsA(expr->ctequery, SelectStmt))
			row = query_columns(body, (SelectStmt *) expr->ctequery, NULL);
		else
		{
			(void) expression_children(body, expr->ctequery);
			row = row_stored();
		}
		cte->row = expr->aliascolnames != NIL ? renamed(body, row, expr->aliascolnames, NIL) : row;
		if (!with->recursive)
			body->scope->ctes = lappend(body->scope->ctes, cte);
	}
}

/* A list of values, or a query's own SELECT list. */
static Row *
simple_query(Body *body, SelectStmt *select, Outcome *where)
{
	Row		   *row = row_new();
	Outcome		outcome;
	Refinement *applied;
	ListCell   *lc;

	foreach(lc, select->valuesLists)
	{
		List	   *values = (List *) lfirst(lc);

		for (int i = 0; i < Min(list_length(values), MAX_FIELDS); i++)
		{
			Value		value = expression_value(body, list_nth(values, i));

			if (i == row->n)
				row_add(row, psprintf("column%d", i + 1), value);
			else
				row->fields[i].value = value_join(row->fields[i].value, value, false);
		}
	}
	foreach(lc, select->fromClause)
		from_node(body, body->scope, lfirst(lc));
	outcome = condition_outcome(body, select->whereClause);
	applied = condition_apply(outcome.yes, NULL);
	foreach(lc, select->targetList)
	{
		ResTarget  *target = lfirst_node(ResTarget, lc);

		if (!add_star(body, row, target->val))
			row_add(row, pstrdup(target->name != NULL ? target->name : FigureColname(target->val)),
					expression_value(body, target->val));
	}
	condition_undo(applied);
	if (where != NULL)
		where->yes = applied;
	(void) expression_value(body, select->havingClause);
	return row;
}

Row *
query_columns(Body *body, SelectStmt *select, Outcome *where)
{
	Scope	   *scope = palloc0(sizeof(Scope));
	List	   *branches = NIL;
	Row		   *row;

	if (body->depth == MAX_NESTING)
		return unknown_row(expression_value(body, (Node *) select));
	body->depth++;
	scope->outer = body->scope;
	body->scope = scope;
	/* one UNION after the other is as deep as it is long */
	for (;; select = select->larg)
	{
		with_clause(body, select->withClause);
		if (select->op == SETOP_NONE)
			break;
		branches = lappend(branches, select->rarg);
	}
	row = simple_query(body, select, where);
	for (int b = list_length(branches) - 1; b >= 0; b--)
	{
		Row		   *other = query_columns(body, list_nth(branches, b), NULL);

		for (int i = 0; i < row->n; i++)
			row->fields[i].value = value_join(row->fields[i].value, row_column(other, i), false);
		if (other->open)
		{
			row->open = true;
			row->rest = value_join(row->rest, other->rest, false);
		}
	}
	body->scope = scope->outer;
	body->depth--;
	list_free(branches);
	pfree(scope);
	return row;
}

Row *
query_read(Body *body, int at, int end, int blank, int blank_end, RawParseMode mode)
{
	Node	   *node = expression_parse(body, at, end, blank, blank_end, mode);

	if (node == NULL)
		return unknown_row(expression_mentioned(body, at, end));
	if (IsA(node, SelectStmt))
		return query_columns(body, (SelectStmt *) node, NULL);
	if (IsA(node, InsertStmt) || IsA(node, UpdateStmt) || IsA(node, DeleteStmt) ||
		IsA(node, MergeStmt))
		(void) expression_children(body, node);
	return row_stored();
}
