/*-------------------------------------------------------------------------
 *
 * level.h
 *		The level of a finding, from the settings and the finding itself.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_LEVEL_H
#define HYGIENE_LEVEL_H

#include "postgres.h"

#include "rules/finding.h"

/*
 * Returns the level of the finding's rule, raised and then capped by the
 * finding.  LEVEL_OFF remains LEVEL_OFF.
 */
extern HygieneLevel finding_level(const HygieneFinding *finding);

#endif							/* HYGIENE_LEVEL_H */
