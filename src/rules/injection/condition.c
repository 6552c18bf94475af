/*-------------------------------------------------------------------------
 *
 * condition.c
 *		What a condition in a function's body says of variables.
 *
 * White lists, patterns that leave no room for SQL, and texts that name an
 * object.  Everything in a condition is looked at once.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "rules/injection/follow.h"

/* More variables than this are not refined by one condition. */
#define MAX_REFINEMENTS 64

static const Outcome nothing = {NULL, NULL};

static const char *
function_name(Node *node)
{
	return IsA(node, FuncCall) ? strVal(llast(((FuncCall *) node)->funcname)) : "";
}

/*
 * The variable or column that the node is, or that decides it: "loose", as
 * lower(v) and the like do, up to letters' case and blanks.
 */
static bool
find_place(Body *body, Node *node, Refinement *place, bool *loose)
{
	static const char *const loosening[] = {"lower", "upper", "btrim"};
	const char *parts[MAX_PARTS];
	int			nparts = 0;

	*loose = false;
	for (;;)
	{
		if (IsA(node, TypeCast) && !scope_type(body, ((TypeCast *) node)->typeName).harmless)
			node = ((TypeCast *) node)->arg;
		else if (IsA(node, CollateClause))
			node = ((CollateClause *) node)->arg;
		else if (IsA(node, CoalesceExpr) && list_length(((CoalesceExpr *) node)->args) == 2 &&
				 IsA(lsecond(((CoalesceExpr *) node)->args), A_Const))
			node = linitial(((CoalesceExpr *) node)->args);
		else if (WORD_IN(function_name(node), loosening) &&
				 list_length(((FuncCall *) node)->args) == 1)
		{
			node = linitial(((FuncCall *) node)->args);
			*loose = true;
		}
		else
			break;
	}
	if (IsA(node, ParamRef))
		parts[nparts++] = psprintf("$%d", ((ParamRef *) node)->number);
	else if (IsA(node, ColumnRef))
	{
		ListCell   *lc;

		foreach(lc, ((ColumnRef *) node)->fields)
		{
			if (!IsA(lfirst(lc), String) || nparts == MAX_PARTS)
				return false;
			parts[nparts++] = strVal(lfirst(lc));
		}
	}
	if (nparts == 0)
		return false;
	place->before = name_value(body, parts, nparts, place);
	place->field = place->field != NULL ? pstrdup(place->field) : NULL;
	return place->place != NULL;
}

Refinement *
condition_equal(Body *body, Node *node, Value value)
{
	Refinement *refinement = palloc0(sizeof(Refinement));
	bool		loose;

	if (node != NULL && find_place(body, node, refinement, &loose) &&
		refinement->before.taint != NULL &&
		(value.taint == NULL || value.taint->level < refinement->before.taint->level))
	{
		refinement->value = loose ? value_derived(value) : value;
		return refinement;
	}
	pfree(refinement);
	return NULL;
}

Refinement *
condition_apply(Refinement *refinements, Refinement *applied)
{
	while (refinements != NULL)
	{
		Refinement *next = refinements->next;

		refinements->before = *refinements->place;
		*refinements->place = refinements->field == NULL ? refinements->value :
			value_with_field(*refinements->place, refinements->field, refinements->value);
		refinements->next = applied;
		applied = refinements;
		refinements = next;
	}
	return applied;
}

void
condition_undo(Refinement *applied)
{
	for (; applied != NULL; applied = applied->next)
		*applied->place = applied->before;
}

/* What both say. */
static Refinement *
both(Refinement *a, Refinement *b)
{
	Refinement *head = a;

	for (int n = 1; a != NULL && n < MAX_REFINEMENTS; n++, a = a->next)
	{
		if (a->next == NULL)
		{
			a->next = b;
			break;
		}
	}
	return head != NULL ? head : b;
}

static bool
is_same_field(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* What either says. */
static Refinement *
either(Refinement *a, Refinement *b)
{
	Refinement *result = NULL;
	Refinement *next;

	for (; a != NULL; a = next)
	{
		next = a->next;
		for (Refinement *other = b; other != NULL; other = other->next)
		{
			if (other->place != a->place || !is_same_field(other->field, a->field))
				continue;
			a->value = value_join(a->value, other->value, false);
			a->next = result;
			result = a;
			break;
		}
	}
	return result;
}

static Outcome
bool_expr(Body *body, BoolExpr *expr)
{
	Outcome		outcome = condition_outcome(body, linitial(expr->args));
	ListCell   *lc;

	if (expr->boolop == NOT_EXPR)
		return (Outcome) {outcome.no, outcome.yes};
	for_each_from(lc, expr->args, 1)
	{
		Outcome		other = condition_outcome(body, lfirst(lc));

		outcome.yes = (expr->boolop == AND_EXPR ? both : either) (outcome.yes, other.yes);
		outcome.no = (expr->boolop == AND_EXPR ? either : both) (outcome.no, other.no);
	}
	return outcome;
}

/* IS [NOT] NULL, of a variable or of the object that it names. */
static Outcome
null_test(Body *body, NullTest *test)
{
	static const char *const naming[] = {
		"to_regclass", "to_regtype", "to_regproc", "to_regprocedure", "to_regrole",
		"to_regnamespace", "to_regoper", "to_regoperator", "to_regcollation",
	};
	Node	   *arg = (Node *) test->arg;
	Outcome		outcome = nothing;
	Value		value = expression_value(body, arg);

	if (strcmp(function_name(arg), "array_position") == 0 &&
		list_length(((FuncCall *) arg)->args) == 2)
		outcome.no = condition_equal(body, lsecond(((FuncCall *) arg)->args),
									 expression_value(body, linitial(((FuncCall *) arg)->args)));
	else if (WORD_IN(function_name(arg), naming) && ((FuncCall *) arg)->args != NIL)
		outcome.no = condition_equal(body, linitial(((FuncCall *) arg)->args), value);
	else
		outcome.yes = condition_equal(body, arg, value_null);
	return test->nulltesttype == IS_NULL ? outcome : (Outcome) {outcome.no, outcome.yes};
}

static bool
are_strict(Value patterns, PatternKind kind)
{
	bool		strict = patterns.taint == NULL && patterns.texts->n > 0;

	for (int i = 0; i < patterns.texts->n && strict; i++)
		strict = pattern_is_strict(patterns.texts->text[i], kind);
	return strict;
}

/* The only element of ARRAY[…], or NULL. */
static Node *
only_element(Node *node)
{
	return node != NULL && IsA(node, A_ArrayExpr) &&
		list_length(((A_ArrayExpr *) node)->elements) == 1 ?
		linitial(((A_ArrayExpr *) node)->elements) : NULL;
}

static Outcome
comparison(Body *body, A_Expr *expr)
{
	const char *name = strVal(llast(expr->name));
	bool		negated = name[0] == '!' || strcmp(name, "<>") == 0 ||
		expr->kind == AEXPR_DISTINCT;
	Outcome		outcome = nothing;
	Node	   *pattern = expr->rexpr;
	Value		left;
	Value		right;

	if (expr->kind == AEXPR_SIMILAR && strcmp(function_name(expr->rexpr), "similar_to_escape") == 0)
		pattern = linitial(((FuncCall *) expr->rexpr)->args);
	left = expression_value(body, expr->lexpr);
	right = expression_value(body, pattern);
	switch (expr->kind)
	{
		case AEXPR_OP:
		case AEXPR_DISTINCT:
		case AEXPR_NOT_DISTINCT:
			if (strcmp(name, "=") == 0 || strcmp(name, "<>") == 0)
				outcome.yes = both(condition_equal(body, expr->lexpr, right),
								   condition_equal(body, expr->rexpr, left));
			else if (strcmp(name, "<@") == 0)
				outcome.yes = condition_equal(body, only_element(expr->lexpr), right);
			else if (strcmp(name, "@>") == 0)
				outcome.yes = condition_equal(body, only_element(expr->rexpr), left);
			else if (strcmp(name + (name[0] == '!'), "~") == 0 ||
					 strcmp(name + (name[0] == '!'), "~*") == 0)
			{
				if (are_strict(right, PATTERN_WHOLE))
					outcome.yes = condition_equal(body, expr->lexpr, value_clean);
			}
			break;
		case AEXPR_SIMILAR:
			if (are_strict(right, PATTERN_SIMILAR))
				outcome.yes = condition_equal(body, expr->lexpr, value_clean);
			break;
		case AEXPR_IN:
			outcome.yes = condition_equal(body, expr->lexpr, right);
			break;
		case AEXPR_OP_ANY:
			if (!negated && strcmp(name, "=") == 0)
				outcome.yes = condition_equal(body, expr->lexpr, right);
			break;
		case AEXPR_OP_ALL:
			if (negated && strcmp(name, "<>") == 0)
				outcome.yes = condition_equal(body, expr->lexpr, right);
			break;
		default:
			break;
	}
	return negated ? (Outcome) {outcome.no, outcome.yes} : outcome;
}

/* v IN (query), v = ANY (query), EXISTS (query) */
static Outcome
sub_link(Body *body, SubLink *link)
{
	Outcome		outcome = nothing;
	Outcome		where = nothing;
	Row		   *row;

	(void) expression_value(body, link->testexpr);
	if (!IsA(link->subselect, SelectStmt))
		(void) expression_children(body, link->subselect);
	else
	{
		row = query_columns(body, (SelectStmt *) link->subselect, &where);
		if (link->subLinkType == EXISTS_SUBLINK)
			outcome.yes = where.yes;
		else if (link->subLinkType == ANY_SUBLINK &&
				 (link->operName == NIL || strcmp(strVal(llast(link->operName)), "=") == 0))
			outcome.yes = condition_equal(body, link->testexpr, row_column(row, 0));
	}
	return outcome;
}

static Outcome
node_outcome(Body *body, Node *node)
{
	Outcome		outcome;

	switch (nodeTag(node))
	{
		case T_ResTarget:
			return condition_outcome(body, ((ResTarget *) node)->val);
		case T_BoolExpr:
			return bool_expr(body, (BoolExpr *) node);
		case T_NullTest:
			return null_test(body, (NullTest *) node);
		case T_BooleanTest:
			outcome = condition_outcome(body, (Node *) ((BooleanTest *) node)->arg);
			switch (((BooleanTest *) node)->booltesttype)
			{
				case IS_TRUE:
					return (Outcome) {outcome.yes, NULL};
				case IS_NOT_TRUE:
					return (Outcome) {NULL, outcome.yes};
				case IS_FALSE:
					return (Outcome) {outcome.no, NULL};
				case IS_NOT_FALSE:
					return (Outcome) {NULL, outcome.no};
				default:
					return nothing;
			}
		case T_A_Expr:
			return comparison(body, (A_Expr *) node);
		case T_SubLink:
			if (((SubLink *) node)->subLinkType != EXPR_SUBLINK)
				return sub_link(body, (SubLink *) node);
			/* FALLTHROUGH */
		default:
			(void) expression_value(body, node);
			return nothing;
	}
}

Outcome
condition_outcome(Body *body, Node *node)
{
	Outcome		outcome = nothing;

	if (node == NULL || body->depth == MAX_NESTING)
		return outcome;
	body->depth++;
	outcome = node_outcome(body, node);
	body->depth--;
	return outcome;
}
