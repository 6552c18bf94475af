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

/* Reads all of them into the current memory context; "members" is zero before. */
extern void extension_members_read(OidArray *members, Snapshot snapshot);

/* Is the object a member of an extension? */
static inline bool
extension_members_has(const OidArray *members, Oid classid, Oid objid)
{
	const ExtensionMember *items = (const ExtensionMember *) members->items;
	int			i = oid_array_index(members, objid);

	/*
	 * Objects of different kinds may have the same OID, mostly after
	 * pg_upgrade; they lie side by side.
	 */
	while (i > 0 && items[i - 1].objid == objid)
		i--;
	for (; i >= 0 && i < members->nitems && items[i].objid == objid; i++)
	{
		if (items[i].classid == classid)
			return true;
	}
	return false;
}

#endif							/* HYGIENE_EXTENSION_MEMBERS_H */
