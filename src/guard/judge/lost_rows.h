/*-------------------------------------------------------------------------
 *
 * lost_rows.h
 *		How much the judged relations hold, all parts summed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_LOST_ROWS_H
#define HYGIENE_LOST_ROWS_H

#include "guard/judge/judging.h"

/* Adds the indexes that went with the relations of the records. */
extern void lost_rows_add_indexes(Judging *judging);

/*
 * Fills before->size of a relation that is still there but loses values by the
 * change; the sizes of the relations that hold its rows are summed.  Waits for
 * no lock: a relation that others have locked is left out.
 */
extern void lost_rows_measure(Judging *judging, RelationFacts *before, const RelationFacts *after);

#endif							/* HYGIENE_LOST_ROWS_H */
