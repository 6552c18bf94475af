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

/* ACCESS EXCLUSIVE locks held over several statements: once per transaction. */
extern void large_table_judge_locks_held(Judging *judging, ChangeCallback judge_change);

/* The transaction is over. */
extern void large_table_forget(void);

#endif							/* HYGIENE_LARGE_TABLE_H */
