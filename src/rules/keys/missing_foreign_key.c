/*-------------------------------------------------------------------------
 *
 * missing_foreign_key.c
 *		Rule missing_foreign_key: customer_id refers to customers, but only
 *		by its name.
 *
 * observe() stores the name of every table and of the only column of its primary
 * key, and the name and type of every column that is named like a reference and
 * is not part of a foreign key.  finish() matches the names.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "rules/describe.h"
#include "rules/keys/missing_foreign_key.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "words/reference.h"
#include "words/split.h"

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
missing_foreign_key_wants(const AttributeFacts *att)
{
	if (att->attinhcount > 0)
		return false;
	return reference_like(att->attname) ? is_key_type(att->type) :
		reference_kind_like(att->attname);
}

static void *
missing_foreign_key_begin(const HygieneRule *rule)
{
	MissingLinks *state = palloc0(sizeof(MissingLinks));

	text_pool_init(&state->text);
	return state;
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

		if (!reference_kind_like(rel->atts[i].attname))
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

	if (state->ntables >= ACROSS_MAX_ENTRIES)
	{
		state->full = true;
		return;
	}
	state->tables = across_room(state->tables, state->ntables, &state->tables_allocated,
								sizeof(KeyedTable));
	table = &state->tables[state->ntables++];
	table->relid = rel->relid;
	table->nspoid = rel->relnamespace;
	table->type = comparable_type(key->type);
	table->nspname = text_pool_add(&state->text, rel->nspname, 0);
	table->key = text_pool_add(&state->text, key->attname, 1);
	table->relname = text_pool_add(&state->text, rel->relname, 2);
	reference_noun(words, 0, words->nwords, noun);

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

	if (state->ncolumns >= ACROSS_MAX_ENTRIES)
	{
		state->full = true;
		return;
	}
	state->columns = across_room(state->columns, state->ncolumns, &state->columns_allocated,
								 sizeof(LooseColumn));
	column = &state->columns[state->ncolumns++];
	column->relid = rel->relid;
	column->nspoid = rel->relnamespace;
	column->type = comparable_type(att->type);
	column->nspname = text_pool_add(&state->text, rel->nspname, 0);
	column->attname = text_pool_add(&state->text, att->attname, 1);
	column->relname = text_pool_add(&state->text, rel->relname, 2);
	column->attnum = att->attnum;
	column->indexed = leads_index(rel, att->attnum);
	column->relkind = rel->relkind;
	column->relpersistence = rel->relpersistence;
}

static void
missing_foreign_key_observe(const HygieneRule *rule, void *arg, const RelationFacts *rel,
							const RuleContext *context)
{
	MissingLinks *state = arg;
	const AttributeFacts *key;
	Words		words;

	/*
	 * others cannot refer or be referred to; a partition is its parent's
	 * matter
	 */
	if ((rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE) ||
		rel->relispartition)
		return;

	words_split(rel->relname, &words);
	key = single_key(rel);
	if (key != NULL && is_key_type(key->type))
		keep_table(state, rel, key, &words);
	if (table_copies_rows(&words))
		return;
	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];

		if (att->attinhcount > 0 || att->attidentity != '\0' || att->attgenerated != '\0' ||
			!reference_like(att->attname) || !is_key_type(att->type) ||
			(att == key && att->atthasdef) ||
			facts_is_referencing(rel, att->attnum) || is_polymorphic(rel, att))
			continue;
		keep_column(state, rel, att);
	}
}

/* ---------------------------------------------------------------------
 * What is told
 * ---------------------------------------------------------------------
 */

static char *
link_remedy(const MissingLinks *state, const LooseColumn *column, const KeyedTable *table)
{
	const char *relname = text_pool_get(&state->text, column->relname);
	const char *attname = text_pool_get(&state->text, column->attname);
	const char *child = quote_qualified_identifier(text_pool_get(&state->text, column->nspname),
												   relname);
	const char *parent = quote_qualified_identifier(text_pool_get(&state->text, table->nspname),
													text_pool_get(&state->text, table->relname));
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
					 quote_identifier(text_pool_get(&state->text, table->key)));
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
	const char *nspname = text_pool_get(&state->text, column->nspname);
	const char *relname = text_pool_get(&state->text, column->relname);
	const char *attname = text_pool_get(&state->text, column->attname);
	const char *parent = quote_qualified_identifier(text_pool_get(&state->text, table->nspname),
													text_pool_get(&state->text, table->relname));
	HygieneFinding *finding = finding_new(rule, RelationRelationId, column->relid,
										  column->attnum, "column");

	finding_name(finding, nspname, relname, attname, true);
	finding->message = psprintf("column \"%s\" of table \"%s\" refers to table \"%s\" by its name only; add a foreign key [%s]",
								attname, quote_qualified_identifier(nspname, relname), parent,
								rule->name);
	finding->detail = psprintf("It has the type of that table's primary key \"%s\", and nothing keeps it from naming a row that is not there.",
							   text_pool_get(&state->text, table->key));
	finding->remedy = link_remedy(state, column, table);
	finding_evidence_text(finding, "references", parent);
	finding_evidence_text(finding, "confidence", by_role ? "medium" : "high");
	sink->add(finding, sink);
}

static void
missing_foreign_key_finish(const HygieneRule *rule, void *arg, const RuleContext *context,
						   FindingSink *sink)
{
	MissingLinks *state = arg;
	MemoryContext old;
	MemoryContext step;

	if (state->full)
		across_report_full(rule, "tables or columns", context, sink);
	if (state->ncolumns == 0 || state->ntables == 0)
		return;

	link_target_prepare(state);
	step = AllocSetContextCreate(CurrentMemoryContext, "hygiene missing link",
								 ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(step);
	for (int i = 0; i < state->ncolumns; i++)
	{
		const LooseColumn *column = &state->columns[i];
		bool		by_role;
		int			found = link_target(state, column, &by_role);

		if (found < 0)
			continue;

		/* a table's own number is no reference to itself */
		if (state->tables[found].relid == column->relid &&
			strcmp(text_pool_get(&state->text, state->tables[found].key),
				   text_pool_get(&state->text, column->attname)) == 0)
			continue;
		tell_link(rule, state, column, &state->tables[found], by_role, sink);
		MemoryContextReset(step);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(step);
}

static const HygieneRule rules[] = {
	{
		.name = "missing_foreign_key",
		.category = "keys",
		.kind = ACROSS,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH023",
		.title = "Column that refers to a table by its name only",
		.why = "A column such as customer_id promises that the customer exists, but without a foreign key nothing keeps that promise. "
		"Deleted rows leave orphans behind that queries lose or count wrongly.",
		.cure = "Add a foreign key NOT VALID, clean up the orphans, and validate it.",
		.source = "PostgreSQL manual, \"Foreign Keys\", on referential integrity",
		.across.begin = missing_foreign_key_begin,
		.across.observe = missing_foreign_key_observe,
		.across.finish = missing_foreign_key_finish,
		.needs.columns = missing_foreign_key_wants,
	},
};

const RuleFamily hygiene_family_missing_foreign_key = {rules, lengthof(rules)};
