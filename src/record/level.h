/*-------------------------------------------------------------------------
 *
 * level.h
 *		How grave is a finding, by the settings and by itself?
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_LEVEL_H
#define HYGIENE_LEVEL_H

#include "postgres.h"

#include "rules/finding.h"

/*
 * The level of the finding's rule, raised and then capped as the finding says.
 * Off stays off.
 */
extern HygieneLevel finding_level(const HygieneFinding *finding);

#endif							/* HYGIENE_LEVEL_H */
