/*-------------------------------------------------------------------------
 *
 * fk_query.h
 *		The query that looks for the rows of a foreign key.
 *
 * When a referenced row is deleted, or its key updated, the server runs
 *
 *		SELECT 1 FROM [ONLY] child x WHERE $1 = x.fk [AND ...] FOR KEY SHARE
 *
 * or a DELETE or UPDATE with the same condition.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FK_QUERY_H
#define HYGIENE_FK_QUERY_H

#include "facts/facts.h"

/* One column of the key, as the query compares it. */
typedef struct KeyColumn
{
	const AttributeFacts *att;	/* of the table at hand: the leaf's for a leaf */
	bool		known;			/* false: operator or type has gone */
	Oid			basetype;		/* of the column, below its domains */
	Oid			op;				/* the operator with the column on its left */
	Oid			optype;			/* what it takes there */
	Oid			castfunc;		/* function that makes it of the column, or
								 * invalid */
	bool		coercible;		/* it is that type, or stored as it is */
	bool		castable;		/* no conversion needed, or castfunc found */
	Oid			collation;		/* by which the query compares */
} KeyColumn;

typedef struct KeyQuery
{
	int			nkeys;
	KeyColumn	columns[INDEX_MAX_KEYS];
} KeyQuery;

/*
 * Works out the query of a foreign key of "rel".  False if the facts lack a
 * column of the key.
 *
 * Operators, types and collations are looked up as they are now, also for
 * facts of the past; what has gone meanwhile is not "known", and no error.
 */
extern bool fk_query_build(KeyQuery *query, const RelationFacts *rel, const ConstraintFacts *con);

/* The same query for a partition, whose columns may be numbered otherwise. */
extern bool fk_query_map(KeyQuery *query, const RelationFacts *leaf);

/*
 * The index that would serve, as it stands after the table's name in CREATE
 * INDEX, palloc'd, or NULL if plain means make none.
 */
extern char *fk_query_wanted_index(const KeyQuery *query, const ConstraintFacts *con);

#endif							/* HYGIENE_FK_QUERY_H */
