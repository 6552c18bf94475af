/*-------------------------------------------------------------------------
 *
 * definitions.h
 *		What a transaction did to the definitions of relations has been seen.
 *
 * Judging knows most of it already (TouchedObject.definition); what it does not
 * know is read.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DEFINITIONS_H
#define HYGIENE_DEFINITIONS_H

#include "guard/statement.h"

/*
 * Notes it in hygiene.seen, for all that the transaction touched; for the time
 * before commit.  With "rolled_back", a part of what touched it did not happen,
 * and nothing counts as known.  "preparing": its end is yet to come.
 */
extern void definitions_note(const TouchedSet *touched, bool rolled_back, bool preparing);

#endif							/* HYGIENE_DEFINITIONS_H */
