/*-------------------------------------------------------------------------
 *
 * missing_foreign_key_target.c
 *		The table that a column refers to by its name.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "rules/keys/missing_foreign_key.h"
#include "words/reference.h"
#include "words/split.h"

void
link_target_prepare(MissingLinks *state)
{
	text_index_init(&state->by_noun, state->ntables);
	text_index_init(&state->by_key, state->ntables);
	for (int i = 0; i < state->ntables; i++)
	{
		text_index_add(&state->by_noun, text_pool_get(&state->text, state->tables[i].noun), i);
		text_index_add(&state->by_key, text_pool_get(&state->text, state->tables[i].key), i);
	}
}

/*
 * The best of the tables that share a place in the index: of the same schema,
 * else the only one elsewhere.  False as soon as there is a choice.
 */
typedef struct Choice
{
	int			here;			/* -1 none, -2 several */
	int			elsewhere;
} Choice;

static void
choose(const MissingLinks *state, const LooseColumn *column, int entry, Choice *choice)
{
	const KeyedTable *table = &state->tables[entry];
	int		   *place = table->nspoid == column->nspoid ? &choice->here : &choice->elsewhere;

	if (table->type != column->type ||
		(column->relpersistence == RELPERSISTENCE_PERMANENT &&
		 table->relpersistence != RELPERSISTENCE_PERMANENT) ||
		*place == entry)
		return;
	*place = *place == -1 ? entry : -2;
}

/* True if some table has that name, even if the column cannot mean it. */
static bool
find_noun(const MissingLinks *state, const LooseColumn *column, const char *noun, Choice *choice)
{
	bool		known = false;

	for (int i = text_index_find(&state->by_noun, noun); i >= 0; i = state->by_noun.next[i])
	{
		if (strcmp(text_pool_get(&state->text, state->tables[i].noun), noun) == 0)
		{
			known = true;
			choose(state, column, i, choice);
		}
	}
	return known;
}

static int
chosen(const Choice *choice)
{
	return choice->here != -1 ? choice->here : choice->elsewhere;
}

/* The table of that name, one of it or many; -1 none, -2 not clear. */
static int
find_table(MissingLinks *state, const LooseColumn *column, const char *noun)
{
	Choice		choice = {-1, -1};
	char		form[NOUN_BYTES];
	char	   *unknown = state->unknown[hash_bytes((const unsigned char *) noun,
													(int) strlen(noun)) % UNKNOWN_NOUNS];
	bool		known;

	/* many columns have the same name */
	if (strlen(noun) < 2 || strcmp(unknown, noun) == 0)
		return -1;
	known = find_noun(state, column, noun, &choice);
	for (int i = 0; choice.here == -1 && noun_form(noun, i, form); i++)
	{
		if (form[0] != '\0')
			known |= find_noun(state, column, form, &choice);
	}
	if (!known)
		strlcpy(unknown, noun, NOUN_BYTES);
	return chosen(&choice);
}

/* The table whose key has that very name; -1 none, -2 not clear. */
static int
find_key(const MissingLinks *state, const LooseColumn *column, const char *name)
{
	Choice		choice = {-1, -1};

	for (int i = text_index_find(&state->by_key, name); i >= 0; i = state->by_key.next[i])
	{
		if (strcmp(text_pool_get(&state->text, state->tables[i].key), name) == 0)
			choose(state, column, i, &choice);
	}

	/* in another schema a name says too little */
	return choice.here;
}

int
link_target(MissingLinks *state, const LooseColumn *column, bool *by_role)
{
	const char *attname = text_pool_get(&state->text, column->attname);
	char		noun[NOUN_BYTES];
	char		glued[NOUN_BYTES];
	Words		words;
	int			from;
	int			to;
	int			found;

	*by_role = false;
	words_split(attname, &words);
	reference_target(&words, &from, &to, glued);
	if (glued[0] != '\0')
		return find_table(state, column, glued);
	if (from >= to)
		return -1;

	found = find_table(state, column, reference_noun(&words, from, to, noun));
	if (found == -1)
		found = find_key(state, column, attname);
	if (found != -1 || reference_is_external(&words) ||
		column->type == TEXTOID || column->type == BPCHAROID || column->type == NUMERICOID)
		return found;

	/* billing_address_id: the address in some role */
	for (from++; from < to && found == -1; from++)
		found = find_table(state, column, reference_noun(&words, from, to, noun));
	*by_role = true;
	return found;
}
