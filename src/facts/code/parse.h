/*-------------------------------------------------------------------------
 *
 * parse.h
 *		Raw parse trees of pieces of SQL, from the server's own grammar.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_PARSE_H
#define HYGIENE_PARSE_H

#include "postgres.h"

#include "nodes/nodes.h"
#include "parser/parser.h"

/*
 * Returns the raw parse tree of the first statement (or expression, or type
 * name, as "mode" says) in the text, or NULL if the text is not SQL.  No error
 * is raised for that.  Time grows with the length of the text.  The tree, and
 * some kilobytes that the parser leaves behind, are in the current context.
 */
extern Node *facts_parse(const char *text, RawParseMode mode);

#endif							/* HYGIENE_PARSE_H */
