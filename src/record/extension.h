/*-------------------------------------------------------------------------
 *
 * extension.h
 *		Is the extension installed in this database, and where are its tables?
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_EXTENSION_H
#define HYGIENE_EXTENSION_H

#include "postgres.h"

#include "storage/lockdefs.h"
#include "utils/relcache.h"

/* OID of the installed extension in this database, or InvalidOid. */
extern Oid	extension_oid(void);

/*
 * OID of one of the extension's own tables ("journal", "waiver"), or
 * InvalidOid.  A table of that name that is not a member of the extension is
 * not ours and not returned.
 */
extern Oid	extension_table(const char *relname);

/*
 * Opens it.  NULL if it is not there, or its first columns are no longer of
 * these types.
 */
extern Relation extension_open_table(const char *relname, const Oid *types, int ntypes,
									 LOCKMODE lockmode);

/* Its members have changed: what is known of them is asked anew. */
extern void extension_forget(void);

#endif							/* HYGIENE_EXTENSION_H */
