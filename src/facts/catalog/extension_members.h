/*-------------------------------------------------------------------------
 *
 * extension_members.h
 *		All objects that belong to extensions, for audits.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_EXTENSION_MEMBERS_H
#define HYGIENE_EXTENSION_MEMBERS_H

#include "facts/catalog/oid_array.h"
#include "utils/snapshot.h"

typedef struct ExtensionMember
{
	Oid			objid;
	Oid			classid;
} ExtensionMember;

/* Reads them into the current memory context; "members" is zero before. */
extern void extension_members_read(OidArray *members, Snapshot snapshot);

/* Is the object one of them? */
static inline bool
extension_members_has(const OidArray *members, Oid classid, Oid objid)
{
	const ExtensionMember *items = (const ExtensionMember *) members->items;
	int			place = oid_array_index(members, objid);

	/*
	 * Objects of different kinds may have the same OID, mostly after
	 * pg_upgrade; they lie side by side.
	 */
	while (place > 0 && items[place - 1].objid == objid)
		place--;
	for (; place >= 0 && place < members->nitems && items[place].objid == objid; place++)
	{
		if (items[place].classid == classid)
			return true;
	}
	return false;
}

#endif							/* HYGIENE_EXTENSION_MEMBERS_H */
