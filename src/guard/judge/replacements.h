/*-------------------------------------------------------------------------
 *
 * replacements.h
 *		What a change means in the light of all the others.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_REPLACEMENTS_H
#define HYGIENE_REPLACEMENTS_H

#include "guard/judge/judging.h"

/*
 * Before commit: fills in whether something stands in the place of what was
 * dropped or renamed, and what a dropped index was used for.
 */
extern void replacements_fill(Judging *judging, Change *change);

/*
 * At the statement: fills in the foreign keys, views and functions that went
 * along with a dropped relation or column.
 */
extern void replacements_fill_dependents(Judging *judging, Change *change);

#endif							/* HYGIENE_REPLACEMENTS_H */
