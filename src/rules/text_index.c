/*-------------------------------------------------------------------------
 *
 * text_index.c
 *		Compact state of rules that compare relations: many short texts, and
 *		an index over them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "port/pg_bitutils.h"
#include "rules/describe.h"
#include "rules/text_index.h"

void *
across_room(void *items, int nitems, int *allocated, Size size)
{
	if (nitems < *allocated)
		return items;

	/* what is not needed is never touched; growing step by step would leave holes */
	*allocated = *allocated == 0 ? 1024 : ACROSS_MAX_ENTRIES;
	return items == NULL ? palloc(*allocated * size) : repalloc(items, *allocated * size);
}

void
text_pool_init(TextPool *kept)
{
	memset(kept, 0, sizeof(*kept));
	text_store_init(&kept->store);
}

uint32
text_pool_add(TextPool *kept, const char *text, int slot)
{
	if (strcmp(kept->last[slot], text) != 0)
	{
		kept->last_at[slot] = text_store_add(&kept->store, text);
		strlcpy(kept->last[slot], text, NAMEDATALEN);
	}
	return kept->last_at[slot];
}

static uint32
hash_text(const char *text)
{
	return hash_bytes((const unsigned char *) text, (int) strlen(text));
}

void
text_index_init(TextIndex *index, int nentries)
{
	uint32		size = pg_nextpower2_32(Max(nentries, 16));

	index->mask = size - 1;
	index->first = palloc(size * sizeof(int32));
	index->next = palloc(Max(nentries, 1) * sizeof(int32));
	memset(index->first, 0xFF, size * sizeof(int32));
	memset(index->next, 0xFF, Max(nentries, 1) * sizeof(int32));
}

void
text_index_add(TextIndex *index, const char *text, int entry)
{
	uint32		place = hash_text(text) & index->mask;

	index->next[entry] = index->first[place];
	index->first[place] = entry;
}

int
text_index_find(const TextIndex *index, const char *text)
{
	return index->first[hash_text(text) & index->mask];
}

void
across_report_full(const HygieneRule *rule, const char *what, const RuleContext *context,
				   FindingSink *sink)
{
	HygieneFinding *finding = finding_database(rule, context->dbid);

	finding->message = psprintf("database \"%s\" has more than %d %s to compare, and the rest were left out; audit it schema by schema [%s]",
								context->datname, ACROSS_MAX_ENTRIES, what, rule->name);
	finding->detail = "What an audit remembers of tables it compares is bounded, so that it needs little memory on any database.";
	finding->hint = "SELECT a.* FROM pg_namespace n, hygiene.audit(schema => n.nspname) a;";
	finding->cap = LEVEL_AUDIT;
	finding_evidence_number(finding, "bound", ACROSS_MAX_ENTRIES);
	sink->add(finding, sink);
}

bool
table_copies_rows(const Words *words)
{
	static const char *const copies[] = {
		"history", "hist", "audit", "audits", "archive", "archives", "archived", "log", "logs",
		"backup", "backups", "bak", "old", "staging", "stage", "stg", "tmp", "temp", "import",
		"imports", "raw", "landing", "snapshot", "snapshots", "shadow", "copy",
	};

	for (int w = 0; w < words->nwords; w++)
	{
		for (int i = 0; i < lengthof(copies); i++)
		{
			/* asked of each table */
			if (words->word[w][0] == copies[i][0] && strcmp(words->word[w], copies[i]) == 0)
				return true;
		}
	}
	return false;
}
