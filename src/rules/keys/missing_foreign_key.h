/*-------------------------------------------------------------------------
 *
 * missing_foreign_key.h
 *		What rule missing_foreign_key keeps of tables and columns.
 *
 * For missing_foreign_key.c and missing_foreign_key_target.c only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_MISSING_FOREIGN_KEY_H
#define HYGIENE_MISSING_FOREIGN_KEY_H

#include "postgres.h"

#include "rules/text_index.h"
#include "words/noun.h"

/* Names are numbers of texts, see text_pool_get(). */
typedef struct KeyedTable
{
	Oid			relid;
	Oid			nspoid;
	Oid			type;			/* of the key */
	uint32		nspname;
	uint32		relname;
	uint32		key;			/* name of the key's column */
	uint32		noun;			/* relname's words, joined */
	char		relpersistence;
} KeyedTable;

typedef struct LooseColumn
{
	Oid			relid;
	Oid			nspoid;
	Oid			type;
	uint32		nspname;
	uint32		relname;
	uint32		attname;
	AttrNumber	attnum;
	bool		indexed;
	char		relkind;
	char		relpersistence;
} LooseColumn;

/* So many nouns are remembered that no table is called by; a power of two. */
#define UNKNOWN_NOUNS 256

typedef struct MissingLinks
{
	TextPool	text;
	KeyedTable *tables;
	int			ntables;
	int			tables_allocated;
	LooseColumn *columns;
	int			ncolumns;
	int			columns_allocated;
	bool		full;
	TextIndex by_noun;
	TextIndex by_key;
	char		unknown[UNKNOWN_NOUNS][NOUN_BYTES];
} MissingLinks;

/* Puts the tables in order, once all are kept; before link_target(). */
extern void link_target_prepare(MissingLinks *state);

/*
 * The number of the table that the column refers to by its name; negative if
 * there is none, or more than one.  *by_role: its name is only the last part
 * of the column's (billing_address_id).
 */
extern int	link_target(MissingLinks *state, const LooseColumn *column, bool *by_role);

#endif							/* HYGIENE_MISSING_FOREIGN_KEY_H */
