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

/* OID of the installed extension in this database, or InvalidOid. */
extern Oid	extension_oid(void);

/*
 * OID of one of the extension's own tables ("journal", "waiver"), or
 * InvalidOid.  A table of that name that is not a member of the extension is
 * not ours and not returned.
 */
extern Oid	extension_table(const char *relname);

/* Its members have changed: what is known of them is asked anew. */
extern void extension_forget(void);

#endif							/* HYGIENE_EXTENSION_H */
