/*-------------------------------------------------------------------------
 *
 * judge_functions.h
 *		State rules on affected functions and schemas.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_JUDGE_FUNCTIONS_H
#define HYGIENE_JUDGE_FUNCTIONS_H

#include "guard/judge/judging.h"

/* Judges the functions and schemas among judging->objects. */
extern void judge_functions(Judging *judging);

#endif							/* HYGIENE_JUDGE_FUNCTIONS_H */
