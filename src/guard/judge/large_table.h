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
extern void traffic_judge(Judging *judging, JudgedRelation *record,
						  ChangeCallback judge_change);

/* ACCESS EXCLUSIVE locks kept over statements: once per transaction. */
extern void traffic_judge_window(Judging *judging, ChangeCallback judge_change);

/* The transaction is over. */
extern void traffic_forget(void);

#endif							/* HYGIENE_LARGE_TABLE_H */
