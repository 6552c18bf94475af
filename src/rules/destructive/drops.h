/*-------------------------------------------------------------------------
 *
 * drops.h
 *		What the guard needs of the family of drops beyond its rule table.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_DROPS_H
#define HYGIENE_DROPS_H

#include "rules/finding.h"

/*
 * The finding of irreversible_without_backup that belongs to an allowed
 * finding: same object, same measures, own rule and words.  To be raised where
 * hygiene.require_backup is on, the allowed finding loses data and no backup
 * is known.
 */
extern HygieneFinding *irreversible_finding(const HygieneFinding *allowed);

#endif							/* HYGIENE_DROPS_H */
