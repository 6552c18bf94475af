/*-------------------------------------------------------------------------
 *
 * fk_index.h
 *		What an index can do for the query of a foreign key.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_FK_INDEX_H
#define HYGIENE_FK_INDEX_H

#include "facts/keys/fk_query.h"

/* Which columns of the key an index has. */
typedef struct KeysFound
{
	uint32		present;		/* columns among the keys, a bit each */
	uint32		served;			/* ... that can be searched for as well */
	bool		present_first;	/* one of them is the index's first key */
	bool		served_first;
	const char *reason;			/* why one of them cannot be searched for; static */
} KeysFound;

extern KeysFound fk_index_keys(const IndexFacts *index, const KeyQuery *query);

/* Does the index, whose predicate may exclude rows, hold all that the query may need? */
extern bool fk_index_holds_rows(const IndexFacts *index, const KeyQuery *query);

/* Does a scan of such an index yield candidates only, by ranges of pages or less? */
extern bool fk_index_is_lossy(Oid relam);

#endif							/* HYGIENE_FK_INDEX_H */
