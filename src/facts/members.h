/*-------------------------------------------------------------------------
 *
 * members.h
 *		All objects that belong to extensions, for audits.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_MEMBERS_H
#define HYGIENE_MEMBERS_H

#include "facts/kept_array.h"
#include "utils/snapshot.h"

typedef struct KeptMember
{
	Oid			objid;
	Oid			classid;
} KeptMember;

/* Reads them into the current memory context; "members" is zero before. */
extern void members_read(KeptArray *members, Snapshot snapshot);

/*
 * Is the object one of them?  Rarely no where it is: two objects of different
 * kinds may have the same OID.  Who must be sure asks facts_extension_of().
 */
static inline bool
members_has(const KeptArray *members, Oid classid, Oid objid)
{
	const KeptMember *member = kept_find(members, objid);

	return member != NULL && member->classid == classid;
}

#endif							/* HYGIENE_MEMBERS_H */
