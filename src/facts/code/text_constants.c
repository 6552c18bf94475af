/*-------------------------------------------------------------------------
 *
 * text_constants.c
 *		The texts in an expression or query, as the catalogs store it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "facts/catalog/subtransaction.h"
#include "facts/code/text_constants.h"
#include "nodes/nodeFuncs.h"
#include "utils/builtins.h"

typedef struct ConstantsCall
{
	ConstantCallback callback;
	void	   *arg;
} ConstantsCall;

/* The text of a constant, or NULL. */
static char *
constant_text(Node *node)
{
	Const	   *constant = (Const *) node;

	if (node == NULL || !IsA(node, Const) || constant->constisnull)
		return NULL;
	switch (constant->consttype)
	{
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
			return TextDatumGetCString(constant->constvalue);
		case UNKNOWNOID:
			return pstrdup(DatumGetCString(constant->constvalue));
	}
	return NULL;
}

/* What is cast, below all casts. */
static Node *
below_casts(Node *node)
{
	while (node != NULL)
	{
		if (IsA(node, RelabelType))
			node = (Node *) ((RelabelType *) node)->arg;
		else if (IsA(node, CoerceViaIO))
			node = (Node *) ((CoerceViaIO *) node)->arg;
		else if (IsA(node, CoerceToDomain))
			node = (Node *) ((CoerceToDomain *) node)->arg;
		else if (IsA(node, FuncExpr) && ((FuncExpr *) node)->args != NIL &&
				 ((FuncExpr *) node)->funcformat != COERCE_EXPLICIT_CALL)
			node = linitial(((FuncExpr *) node)->args);
		else
			break;
	}
	return node;
}

/*
 * Is there no constant that constant_text() would take, in a node tree as it is
 * stored?  Most defaults are numbers, booleans or calls, and need not be parsed.
 * A string that does not look like a whole tree is parsed, so that a warning is
 * issued for its damage.
 */
static bool
has_no_text(const char *tree)
{
	static const char *const beginnings[] = {
		"{CONST :consttype ", "{FUNCEXPR :funcid ", "{SQLVALUEFUNCTION :op ", "{OPEXPR :opno ",
		"{BOOLEXPR :boolop ", "{SCALARARRAYOPEXPR :opno ", "{NULLTEST :arg ",
		"{QUERY :commandType ", "({QUERY :commandType ", "(({QUERY :commandType "
	};
	Size		len = strlen(tree);
	bool		whole = false;

	for (int i = 0; i < lengthof(beginnings); i++)
		whole = whole || strncmp(tree, beginnings[i], strlen(beginnings[i])) == 0;
	if (!whole || tree[len - 1] != (tree[0] == '{' ? '}' : ')'))
		return false;
	while ((tree = strstr(tree, ":consttype ")) != NULL)
	{
		tree += strlen(":consttype ");
		switch (strtoul(tree, NULL, 10))
		{
			case TEXTOID:
			case VARCHAROID:
			case BPCHAROID:
			case UNKNOWNOID:
				return false;
		}
	}
	return true;
}

static bool
constants_walker(Node *node, void *arg)
{
	ConstantsCall *call = arg;
	char	   *value;

	if (node == NULL)
		return false;
	if (IsA(node, Query))
		return query_tree_walker((Query *) node, constants_walker, arg, 0);
	if (IsA(node, TargetEntry))
	{
		TargetEntry *entry = (TargetEntry *) node;

		value = constant_text(below_casts((Node *) entry->expr));
		if (value != NULL)
		{
			call->callback(entry->resname, value, call->arg);
			return false;
		}
	}
	if (IsA(node, Const))
	{
		value = constant_text(node);
		if (value != NULL)
			call->callback(NULL, value, call->arg);
		return false;
	}
	return expression_tree_walker(node, constants_walker, arg);
}

char *
facts_text_constants(const char *tree, const char *whole, ConstantCallback callback, void *arg)
{
	ConstantsCall call = {callback, arg};
	Node	   *node;
	char	   *problem = NULL;
	char	   *value;

	if (tree == NULL || has_no_text(tree))
		return NULL;
	node = facts_read_nodes(tree, &problem);
	if (node == NULL)
		return problem;
	value = constant_text(below_casts(node));
	if (value != NULL)
		callback(whole, value, arg);
	else
		(void) constants_walker(node, &call);
	return NULL;
}
