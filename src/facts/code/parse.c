/*-------------------------------------------------------------------------
 *
 * parse.c
 *		Raw parse trees of pieces of SQL, from the server's own grammar.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/code/parse.h"
#include "facts/code/tokens.h"
#include "nodes/parsenodes.h"

typedef struct Parsing
{
	const char *text;
	RawParseMode mode;
	List	   *trees;
} Parsing;

static void
parse(void *arg)
{
	Parsing    *parsing = arg;

	parsing->trees = raw_parser(parsing->text, parsing->mode);
}

Node *
facts_parse(const char *text, RawParseMode mode)
{
	Parsing		parsing = {facts_readable(text), mode, NIL};
	Node	   *tree;

	if (parsing.text == NULL || !facts_scan_quietly(parse, &parsing) || parsing.trees == NIL)
		return NULL;
	tree = linitial(parsing.trees);
	return IsA(tree, RawStmt) ? ((RawStmt *) tree)->stmt : tree;
}
