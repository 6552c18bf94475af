/*-------------------------------------------------------------------------
 *
 * extension_versions.h
 *		Installed extensions that an update is available for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_EXTENSION_VERSIONS_H
#define HYGIENE_EXTENSION_VERSIONS_H

#include "postgres.h"

#include "nodes/pg_list.h"
#include "utils/snapshot.h"

typedef struct OutdatedExtensionFacts
{
	Oid			oid;
	char	   *extname;
	char	   *installed;		/* version */
	char	   *available;		/* default_version of its control file, to which
								 * there is a way by update scripts */
} OutdatedExtensionFacts;

/*
 * Returns a list of OutdatedExtensionFacts in the order of pg_extension, in the
 * current memory context.  Locks pg_extension only; reads the control files of
 * installed extensions and the names of the files beside them.  Files that are
 * missing, unreadable or malformed contribute nothing and raise no error.
 */
extern List *facts_read_outdated_extensions(Snapshot snapshot);

#endif							/* HYGIENE_EXTENSION_VERSIONS_H */
