/*-------------------------------------------------------------------------
 *
 * object_access.h
 *		Objects that object_access_hook sees, into the statement's affected objects.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_OBJECT_ACCESS_H
#define HYGIENE_OBJECT_ACCESS_H

#include "catalog/objectaccess.h"

/*
 * Adds what was created, altered or truncated, or is about to be dropped, for
 * the running statement, of which there must be one.
 */
extern void object_access_collect(ObjectAccessType access, Oid classid, Oid objid, int subid);

#endif							/* HYGIENE_OBJECT_ACCESS_H */
