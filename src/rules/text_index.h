/*-------------------------------------------------------------------------
 *
 * text_index.h
 *		What rules that compare relations keep: many short texts, and where
 *		to find them again.
 *
 * Compact and pure.  All of it lives in the memory context that was current
 * at kept_text_init().
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_TEXT_INDEX_H
#define HYGIENE_TEXT_INDEX_H

#include "postgres.h"

#include "facts/stream/text_store.h"
#include "rules/rule.h"
#include "words/split.h"

/* No rule keeps more entries than this. */
#define KEPT_MAX 200000

typedef struct KeptText
{
	TextStore	store;
	char		last[3][NAMEDATALEN];	/* texts kept last: neighbours are
										 * alike */
	uint32		last_at[3];
} KeptText;

/* An index over entries that are numbered from 0: text to first entry. */
typedef struct KeptIndexByText
{
	uint32		mask;
	int32	   *first;			/* by hash; -1 none */
	int32	   *next;			/* by entry; -1 none */
} KeptIndexByText;

/*
 * An array that grows up to KEPT_MAX: makes room for one more of "size" bytes and
 * returns the array, moved or not.
 */
extern void *kept_room(void *items, int nitems, int *allocated, Size size);

extern void kept_text_init(KeptText *kept);

/* Keeps a copy and returns its number; one copy for neighbours in the same slot (0 to 2). */
extern uint32 kept_text_add(KeptText *kept, const char *text, int slot);

#define kept_text(kept, at) text_store_get(&(kept)->store, (at))

/* An empty index for so many entries; entries are added one by one. */
extern void kept_index_init(KeptIndexByText *index, int nentries);
extern void kept_index_add(KeptIndexByText *index, const char *text, int entry);

/*
 * The first entry that may have the text, or -1; follow index->next from
 * there.  Compare: others share its place.
 */
extern int	kept_index_find(const KeptIndexByText *index, const char *text);

/*
 * Tells that a rule has kept as much as it may, so that its verdict is not
 * about the whole database; "what" is what there is too much of.
 */
extern void kept_tell_full(const HygieneRule *rule, const char *what, const RuleContext *context,
						   FindingSink *sink);

/*
 * Does a table of these words keep what is gone or not yet there: a history,
 * an archive, a staging area?  Its rows repeat others on purpose.
 */
extern bool kept_copies_rows(const Words *words);

#endif							/* HYGIENE_TEXT_INDEX_H */
