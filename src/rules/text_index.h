/*-------------------------------------------------------------------------
 *
 * text_index.h
 *		Compact state of rules that compare relations (ACROSS): many short
 *		texts, and an index over them.
 *
 * Compact and pure.  All of it lives in the memory context that was current
 * at text_pool_init().
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TEXT_INDEX_H
#define HYGIENE_TEXT_INDEX_H

#include "postgres.h"

#include "facts/stream/text_store.h"
#include "rules/rule.h"
#include "words/split.h"

/* No rule stores more entries than this. */
#define ACROSS_MAX_ENTRIES 200000

typedef struct TextPool
{
	TextStore	store;
	char		last[3][NAMEDATALEN];	/* texts added last: neighbours are
										 * alike */
	uint32		last_at[3];
} TextPool;

/* An index over entries that are numbered from 0: text to first entry. */
typedef struct TextIndex
{
	uint32		mask;
	int32	   *first;			/* by hash; -1 none */
	int32	   *next;			/* by entry; -1 none */
} TextIndex;

/*
 * An array that grows up to ACROSS_MAX_ENTRIES: makes room for one more of "size" bytes and
 * returns the array, moved or not.
 */
extern void *across_room(void *items, int nitems, int *allocated, Size size);

extern void text_pool_init(TextPool *kept);

/* Adds a copy and returns its number; equal neighbours in a slot (0 to 2) share a copy. */
extern uint32 text_pool_add(TextPool *kept, const char *text, int slot);

#define text_pool_get(kept, at) text_store_get(&(kept)->store, (at))

/* An empty index for so many entries; entries are added one by one. */
extern void text_index_init(TextIndex *index, int nentries);
extern void text_index_add(TextIndex *index, const char *text, int entry);

/*
 * The first entry that may have the text, or -1; follow index->next from
 * there.  Compare: others share its place.
 */
extern int	text_index_find(const TextIndex *index, const char *text);

/*
 * Reports that a rule has stored as many entries as it may, so that its verdict
 * does not cover the whole database; "what" is what there is too much of.
 */
extern void across_report_full(const HygieneRule *rule, const char *what, const RuleContext *context,
							   FindingSink *sink);

/*
 * Is a table of these words a history, an archive, a staging area?  Its rows
 * repeat those of other tables on purpose.
 */
extern bool table_copies_rows(const Words *words);

#endif							/* HYGIENE_TEXT_INDEX_H */
