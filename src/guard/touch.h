/*-------------------------------------------------------------------------
 *
 * touch.h
 *		What object_access_hook tells of, into the touched set.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TOUCH_H
#define HYGIENE_TOUCH_H

#include "catalog/objectaccess.h"

/*
 * Notes what was created, altered or truncated, or is about to be dropped, for
 * the running statement, of which there must be one.
 */
extern void touch_object(ObjectAccessType access, Oid classid, Oid objid, int subid);

#endif							/* HYGIENE_TOUCH_H */
