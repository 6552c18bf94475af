/*-------------------------------------------------------------------------
 *
 * extension.h
 *		OIDs of the installed extension and of its tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_EXTENSION_H
#define HYGIENE_EXTENSION_H

#include "postgres.h"

#include "storage/lockdefs.h"
#include "utils/relcache.h"

/* Returns the extension's OID in this database, or InvalidOid.  Cached. */
extern Oid	extension_oid(void);

/*
 * Returns the OID of one of the extension's own tables ("journal", "waiver",
 * "backup"), or InvalidOid.  A table of that name that is not a member of the
 * extension is not returned.  Cached; locks nothing.
 */
extern Oid	extension_table(const char *relname);

/*
 * Opens the table.  Returns NULL, without a lock, if it is missing or if its
 * first columns are no longer of these types.
 */
extern Relation extension_open_table(const char *relname, const Oid *types, int ntypes,
									 LOCKMODE lockmode);

/* Empties the cache: the members of the extension have changed. */
extern void extension_forget(void);

#endif							/* HYGIENE_EXTENSION_H */
