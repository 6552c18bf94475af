/*-------------------------------------------------------------------------
 *
 * missing_link.c
 *		Rule missing_foreign_key: customer_id refers to customers, but only
 *		by its name.
 *
 * Of every table its name and the one column of its primary key are kept, of
 * every column that is called like a reference and is none, its name and
 * type.  When all have been seen, the names are put together.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "common/hashfn.h"
#include "rules/kept_text.h"
#include "rules/links.h"
#include "utils/builtins.h"
#include "words/noun.h"
#include "words/split.h"

typedef struct KeyedTable
{
	Oid			relid;
	Oid			nspoid;
	Oid			type;			/* of the key */
	uint32		nspname;
	uint32		relname;
	uint32		key;			/* name of the key's column */
	uint32		noun;			/* relname's words, joined */
	char		relpersistence;
} KeyedTable;

typedef struct LooseColumn
{
	Oid			relid;
	Oid			nspoid;
	Oid			type;
	uint32		nspname;
	uint32		relname;
	uint32		attname;
	AttrNumber	attnum;
	bool		indexed;
	char		relkind;
	char		relpersistence;
} LooseColumn;

/* So many nouns are remembered that no table is called by; a power of two. */
#define UNKNOWN_NOUNS 256

typedef struct MissingLinks
{
	KeptText	text;
	KeyedTable *tables;
	int			ntables;
	int			tables_allocated;
	LooseColumn *columns;
	int			ncolumns;
	int			columns_allocated;
	bool		full;
	KeptIndexByText by_noun;
	KeptIndexByText by_key;
	char		unknown[UNKNOWN_NOUNS][NOUN_BYTES];
} MissingLinks;

/* Words that say that a number was given by somebody else. */
static const char *const foreign_words[] = {
	"external", "ext", "extern", "foreign", "remote", "legacy", "old", "original", "origin",
	"source", "src", "upstream", "partner", "provider", "vendor", "thirdparty", "import",
	"imported", "api", "crm", "erp", "sap", "stripe", "paypal", "google", "facebook", "twitter",
	"github", "gitlab", "slack", "salesforce", "hubspot", "shopify", "apple", "azure", "aws",
	"okta", "auth0", "twilio", "zendesk", "jira", "xero", "quickbooks", "amazon", "ebay",
	"mailchimp", "linkedin", "discord", "telegram", "firebase", "cognito", "correlation", "trace",
	"tracking", "request", "span", "max", "min",
};

static bool
has_word(const Words *words, const char *const *list, int n)
{
	for (int w = 0; w < words->nwords; w++)
	{
		for (int i = 0; i < n; i++)
		{
			if (words->word[w][0] == list[i][0] && strcmp(words->word[w], list[i]) == 0)
				return true;
		}
	}
	return false;
}

/* ---------------------------------------------------------------------
 * What is kept
 * ---------------------------------------------------------------------
 */

static bool
is_key_type(const TypeFacts *type)
{
	if (type->via_array || type->via_range || type->via_composite)
		return false;
	switch (type->base)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case UUIDOID:
		case NUMERICOID:
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
			return true;
	}
	return false;
}

/* varchar and text hold the same */
static Oid
comparable_type(const TypeFacts *type)
{
	return type->base == VARCHAROID ? TEXTOID : type->base;
}

static bool
ends_with(const char *name, Size len, const char *ending)
{
	Size		ending_len = strlen(ending);

	return len > ending_len && pg_strcasecmp(name + len - ending_len, ending) == 0;
}

static bool
looks_like_reference(const char *name)
{
	Size		len = strlen(name);

	switch (name[len > 0 ? len - 1 : 0])
	{
		case 'd':
		case 'D':
			if (ends_with(name, len, "id"))
				return true;	/* also uuid and guid */
			break;
		case 'k':
		case 'K':
			if (ends_with(name, len, "_fk"))
				return true;
			break;
	}
	return pg_strncasecmp(name, "id_", 3) == 0 || pg_strncasecmp(name, "fk_", 3) == 0;
}

/* The other half of a reference that may go to one table or another. */
static bool
looks_like_kind(const char *name)
{
	Size		len = strlen(name);

	switch (name[len > 0 ? len - 1 : 0])
	{
		case 'e':
		case 'E':
			return ends_with(name, len, "type") || ends_with(name, len, "table");
		case 'd':
		case 'D':
			return ends_with(name, len, "kind");
		case 's':
		case 'S':
			return ends_with(name, len, "class");
		case 'y':
		case 'Y':
			return ends_with(name, len, "entity");
		case 'l':
		case 'L':
			return ends_with(name, len, "model");
	}
	return false;
}

bool
missing_link_wants(const AttributeFacts *att)
{
	if (att->attinhcount > 0)
		return false;
	return looks_like_reference(att->attname) ? is_key_type(att->type) :
		looks_like_kind(att->attname);
}

void *
missing_link_begin(const HygieneRule *rule)
{
	MissingLinks *state = palloc0(sizeof(MissingLinks));

	kept_text_init(&state->text);
	return state;
}

/* Joins the words from number "from" on, "to" left out; "" if they are too long. */
static const char *
join_words(const Words *words, int from, int to, char out[NOUN_BYTES])
{
	int			len = 0;

	out[0] = '\0';
	for (int w = from; w < to; w++)
	{
		if (len + words->len[w] >= NOUN_BYTES)
		{
			out[0] = '\0';
			break;
		}
		memcpy(out + len, words->word[w], words->len[w] + 1);
		len += words->len[w];
	}
	return out;
}

/* The column that is the whole primary key, or NULL. */
static const AttributeFacts *
single_key(const RelationFacts *rel)
{
	for (int i = 0; i < rel->nindexes; i++)
	{
		if (rel->indexes[i].indisprimary)
			return rel->indexes[i].indnkeyatts == 1 ?
				facts_attribute(rel, rel->indexes[i].indkey[0]) : NULL;
	}
	return NULL;
}

static bool
is_constrained(const RelationFacts *rel, AttrNumber attnum)
{
	for (int i = 0; i < rel->nconstraints; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];

		for (int k = 0; con->contype == CONSTRAINT_FOREIGN && k < con->nkeys; k++)
		{
			if (con->conkey[k] == attnum)
				return true;
		}
	}
	return false;
}

/* Is there a column that says what kind of thing this one refers to? */
static bool
is_polymorphic(const RelationFacts *rel, const AttributeFacts *att)
{
	Words		words;
	Words		other;

	words_split(att->attname, &words);
	for (int i = 0; i < rel->natts; i++)
	{
		bool		same = true;

		if (!looks_like_kind(rel->atts[i].attname))
			continue;
		words_split(rel->atts[i].attname, &other);
		if (other.nwords != words.nwords)
			continue;
		for (int w = 0; w + 1 < words.nwords; w++)
			same = same && strcmp(words.word[w], other.word[w]) == 0;
		if (same && words.nwords > 1)
			return true;
	}
	return false;
}

static bool
leads_index(const RelationFacts *rel, AttrNumber attnum)
{
	for (int i = 0; i < rel->nindexes; i++)
	{
		if (rel->indexes[i].indnkeyatts > 0 && rel->indexes[i].indkey[0] == attnum &&
			rel->indexes[i].indpred == NULL)
			return true;
	}
	return false;
}

static void
keep_table(MissingLinks *state, const RelationFacts *rel, const AttributeFacts *key,
		   const Words *words)
{
	char		noun[NOUN_BYTES];
	KeyedTable *table;

	if (state->ntables >= KEPT_MAX)
	{
		state->full = true;
		return;
	}
	state->tables = kept_room(state->tables, state->ntables, &state->tables_allocated,
							  sizeof(KeyedTable));
	table = &state->tables[state->ntables++];
	table->relid = rel->relid;
	table->nspoid = rel->relnamespace;
	table->type = comparable_type(key->type);
	table->nspname = kept_text_add(&state->text, rel->nspname, 0);
	table->key = kept_text_add(&state->text, key->attname, 1);
	table->relname = kept_text_add(&state->text, rel->relname, 2);
	join_words(words, 0, words->nwords, noun);

	/* mostly the words are the name */
	table->noun = table->relname;
	if (strcmp(noun, rel->relname) != 0)
		table->noun = text_store_add(&state->text.store, noun);
	table->relpersistence = rel->relpersistence;
}

static void
keep_column(MissingLinks *state, const RelationFacts *rel, const AttributeFacts *att)
{
	LooseColumn *column;

	if (state->ncolumns >= KEPT_MAX)
	{
		state->full = true;
		return;
	}
	state->columns = kept_room(state->columns, state->ncolumns, &state->columns_allocated,
							   sizeof(LooseColumn));
	column = &state->columns[state->ncolumns++];
	column->relid = rel->relid;
	column->nspoid = rel->relnamespace;
	column->type = comparable_type(att->type);
	column->nspname = kept_text_add(&state->text, rel->nspname, 0);
	column->attname = kept_text_add(&state->text, att->attname, 1);
	column->relname = kept_text_add(&state->text, rel->relname, 2);
	column->attnum = att->attnum;
	column->indexed = leads_index(rel, att->attnum);
	column->relkind = rel->relkind;
	column->relpersistence = rel->relpersistence;
}

void
missing_link_observe(const HygieneRule *rule, void *arg, const RelationFacts *rel,
					 const RuleContext *context)
{
	MissingLinks *state = arg;
	const AttributeFacts *key;
	Words		words;

	/* only these can refer or be referred to; a partition is its parent's matter */
	if ((rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE) ||
		rel->relispartition)
		return;

	words_split(rel->relname, &words);
	key = single_key(rel);
	if (key != NULL && is_key_type(key->type))
		keep_table(state, rel, key, &words);
	if (kept_copies_rows(&words))
		return;
	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];

		if (att->attinhcount > 0 || att->attidentity != '\0' || att->attgenerated != '\0' ||
			!looks_like_reference(att->attname) || !is_key_type(att->type) ||
			(att == key && att->atthasdef) ||
			is_constrained(rel, att->attnum) || is_polymorphic(rel, att))
			continue;
		keep_column(state, rel, att);
	}
}

/* ---------------------------------------------------------------------
 * Who is meant
 * ---------------------------------------------------------------------
 */

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

	for (int i = kept_index_find(&state->by_noun, noun); i >= 0; i = state->by_noun.next[i])
	{
		if (strcmp(kept_text(&state->text, state->tables[i].noun), noun) == 0)
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

	for (int i = kept_index_find(&state->by_key, name); i >= 0; i = state->by_key.next[i])
	{
		if (strcmp(kept_text(&state->text, state->tables[i].key), name) == 0)
			choose(state, column, i, &choice);
	}

	/* in another schema a name says too little */
	return choice.here;
}

/* The words of a name that say what is referred to: without id, fk and the like. */
static void
target_words(Words *words, int *from, int *to, char *glued)
{
	static const char *const marks[] = {"id", "uuid", "guid", "fk"};

	*from = 0;
	*to = words->nwords;
	glued[0] = '\0';
	for (int i = 0; i < lengthof(marks); i++)
	{
		if (*to - *from > 1 && strcmp(words->word[*to - 1], marks[i]) == 0)
		{
			(*to)--;
			return;
		}
	}
	for (int i = 0; i < lengthof(marks); i++)
	{
		if (*to - *from > 1 && strcmp(words->word[*from], marks[i]) == 0)
		{
			(*from)++;
			return;
		}
	}

	/* customerid */
	if (*to == 1 && words->len[0] > 4 && words->len[0] < NOUN_BYTES &&
		strcmp(words->word[0] + words->len[0] - 2, "id") == 0)
	{
		memcpy(glued, words->word[0], words->len[0] - 2);
		glued[words->len[0] - 2] = '\0';
	}
	*to = 0;
}

/* The table that the column refers to by its name, or -1. */
static int
find_target(MissingLinks *state, const LooseColumn *column, bool *by_role)
{
	const char *attname = kept_text(&state->text, column->attname);
	char		noun[NOUN_BYTES];
	char		glued[NOUN_BYTES];
	Words		words;
	int			from;
	int			to;
	int			found;

	*by_role = false;
	words_split(attname, &words);
	target_words(&words, &from, &to, glued);
	if (glued[0] != '\0')
		return find_table(state, column, glued);
	if (from >= to)
		return -1;

	found = find_table(state, column, join_words(&words, from, to, noun));
	if (found == -1)
		found = find_key(state, column, attname);
	if (found != -1 || has_word(&words, foreign_words, lengthof(foreign_words)) ||
		column->type == TEXTOID || column->type == BPCHAROID || column->type == NUMERICOID)
		return found;

	/* billing_address_id: the address in some role */
	for (from++; from < to && found == -1; from++)
		found = find_table(state, column, join_words(&words, from, to, noun));
	*by_role = true;
	return found;
}

/* ---------------------------------------------------------------------
 * What is told
 * ---------------------------------------------------------------------
 */

static char *
link_remedy(const MissingLinks *state, const LooseColumn *column, const KeyedTable *table)
{
	const char *relname = kept_text(&state->text, column->relname);
	const char *attname = kept_text(&state->text, column->attname);
	const char *child = quote_qualified_identifier(kept_text(&state->text, column->nspname),
												   relname);
	const char *parent = quote_qualified_identifier(kept_text(&state->text, table->nspname),
													kept_text(&state->text, table->relname));
	const char *name = quote_identifier(makeObjectName(relname, attname, "fkey"));
	bool		partitioned = column->relkind == RELKIND_PARTITIONED_TABLE;
	StringInfoData buf;

	attname = quote_identifier(attname);
	initStringInfo(&buf);
	if (!column->indexed)
		appendStringInfo(&buf, "CREATE INDEX %sON %s (%s);\n",
						 partitioned ? "" : "CONCURRENTLY ", child, attname);
	appendStringInfo(&buf, "ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s)",
					 child, name, attname, parent,
					 quote_identifier(kept_text(&state->text, table->key)));
	if (partitioned)
		appendStringInfoChar(&buf, ';');
	else
		appendStringInfo(&buf, " NOT VALID;\nALTER TABLE %s VALIDATE CONSTRAINT %s;", child, name);
	return buf.data;
}

static void
tell_link(const HygieneRule *rule, const MissingLinks *state, const LooseColumn *column,
		  const KeyedTable *table, bool by_role, FindingSink *sink)
{
	const char *nspname = kept_text(&state->text, column->nspname);
	const char *relname = kept_text(&state->text, column->relname);
	const char *attname = kept_text(&state->text, column->attname);
	const char *parent = quote_qualified_identifier(kept_text(&state->text, table->nspname),
													kept_text(&state->text, table->relname));
	HygieneFinding *finding = finding_new(rule, RelationRelationId, column->relid,
										  column->attnum, "column");

	finding_name(finding, nspname, relname, attname, true);
	finding->message = psprintf("column \"%s\" of table \"%s\" refers to table \"%s\" by its name only; add a foreign key [%s]",
								attname, quote_qualified_identifier(nspname, relname), parent,
								rule->name);
	finding->detail = psprintf("It has the type of that table's primary key \"%s\", and nothing keeps it from naming a row that is not there.",
							   kept_text(&state->text, table->key));
	finding->remedy = link_remedy(state, column, table);
	finding_evidence_text(finding, "references", parent);
	finding_evidence_text(finding, "confidence", by_role ? "medium" : "high");
	sink->add(finding, sink);
}

void
missing_link_finish(const HygieneRule *rule, void *arg, const RuleContext *context,
					FindingSink *sink)
{
	MissingLinks *state = arg;

	if (state->full)
		kept_tell_full(rule, "tables or columns", context, sink);
	if (state->ncolumns == 0 || state->ntables == 0)
		return;

	kept_index_init(&state->by_noun, state->ntables);
	kept_index_init(&state->by_key, state->ntables);
	for (int i = 0; i < state->ntables; i++)
	{
		kept_index_add(&state->by_noun, kept_text(&state->text, state->tables[i].noun), i);
		kept_index_add(&state->by_key, kept_text(&state->text, state->tables[i].key), i);
	}
	for (int i = 0; i < state->ncolumns; i++)
	{
		const LooseColumn *column = &state->columns[i];
		bool		by_role;
		int			found = find_target(state, column, &by_role);

		if (found < 0)
			continue;

		/* a table's own number is no reference to itself */
		if (state->tables[found].relid == column->relid &&
			strcmp(kept_text(&state->text, state->tables[found].key),
				   kept_text(&state->text, column->attname)) == 0)
			continue;
		tell_link(rule, state, column, &state->tables[found], by_role, sink);
	}
}
