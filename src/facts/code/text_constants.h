/*-------------------------------------------------------------------------
 *
 * text_constants.h
 *		The texts in an expression or query, as the catalogs store it.
 *
 * Trees are read as they are stored, so that no relation needs to be opened to
 * show them as SQL, and hardly any is parsed: most hold no text at all.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TEXT_CONSTANTS_H
#define HYGIENE_TEXT_CONSTANTS_H

#include "postgres.h"

/* "key" names the column of a query that is nothing but that text, or is NULL. */
typedef void (*ConstantCallback) (const char *key, const char *value, void *arg);

/*
 * Calls back for each constant of a text type in a node tree (NULL: in none),
 * nulls left out; with the key "whole" if the tree is nothing but that one,
 * perhaps cast.  Returns NULL, or why the tree cannot be read.
 */
extern char *facts_text_constants(const char *tree, const char *whole,
								  ConstantCallback callback, void *arg);

#endif							/* HYGIENE_TEXT_CONSTANTS_H */
