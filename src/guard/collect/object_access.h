/*-------------------------------------------------------------------------
 *
 * object_access.h
 *		What object_access_hook tells of, into the touched set.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_OBJECT_ACCESS_H
#define HYGIENE_OBJECT_ACCESS_H

#include "catalog/objectaccess.h"

/*
 * Notes what was created, altered or truncated, or is about to be dropped, for
 * the running statement, of which there must be one.
 */
extern void touch_object(ObjectAccessType access, Oid classid, Oid objid, int subid);

#endif							/* HYGIENE_OBJECT_ACCESS_H */
