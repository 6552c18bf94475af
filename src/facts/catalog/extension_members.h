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

typedef struct KeptMember
{
	Oid			objid;
	Oid			classid;
} KeptMember;

/* Reads them into the current memory context; "members" is zero before. */
extern void members_read(KeptArray *members, Snapshot snapshot);

/* Is the object one of them? */
static inline bool
members_has(const KeptArray *members, Oid classid, Oid objid)
{
	const KeptMember *items = (const KeptMember *) members->items;
	int			place = kept_place(members, objid);

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
