/*-------------------------------------------------------------------------
 *
 * large_table.h
 *		What a statement did to others who use a large relation.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_LARGE_TABLE_H
#define HYGIENE_LARGE_TABLE_H

#include "guard/judge/judging.h"

/* Changes that only matter on large relations, for one judged relation. */
extern void large_table_judge(Judging *judging, JudgedRelation *record,
							  ChangeCallback judge_change);

#endif							/* HYGIENE_LARGE_TABLE_H */
