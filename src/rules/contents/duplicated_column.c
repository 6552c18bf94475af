/*-------------------------------------------------------------------------
 *
 * duplicated_column.c
 *		Rule duplicated_column: one fact stored in several tables.
 *
 * Only names that tell what is meant count (email, iban): that two tables
 * have a name or a status proves nothing.  observe() stores a small record of
 * each such column; finish() compares those of one name and type.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "rules/text_index.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

/* So many tables are named. */
#define TABLES_TOLD 10

typedef struct TellingColumn
{
	Oid			relid;
	Oid			type;
	uint32		name;			/* lower case, without separators */
	uint32		attname;
	uint32		nspname;
	uint32		relname;
	AttrNumber	attnum;
	uint64		signature;		/* of its most common values; 0 unknown */
} TellingColumn;

typedef struct Duplicated
{
	TextPool	text;
	TellingColumn *columns;
	int			ncolumns;
	int			allocated;
	bool		full;
} Duplicated;

/* A telling word, its length and last letter: this is asked of each attribute. */
typedef struct Ending
{
	const char *text;
	uint8		len;
	char		last;
} Ending;

#define ENDING(text) {text, sizeof(text) - 1, text[sizeof(text) - 2]}

/* How telling names end, without separators. */
static const Ending endings[] = {
	ENDING("email"), ENDING("emailaddress"), ENDING("mailaddress"), ENDING("phone"),
	ENDING("phonenumber"), ENDING("phoneno"), ENDING("telephone"),
	ENDING("telephonenumber"), ENDING("mobile"), ENDING("mobilenumber"),
	ENDING("mobilephone"), ENDING("cellphone"), ENDING("fax"), ENDING("faxnumber"),
	ENDING("iban"), ENDING("bic"), ENDING("swiftcode"), ENDING("bankaccount"),
	ENDING("accountholder"), ENDING("cardnumber"), ENDING("ssn"),
	ENDING("socialsecuritynumber"), ENDING("passportnumber"), ENDING("passportno"),
	ENDING("taxid"), ENDING("taxnumber"), ENDING("vatid"), ENDING("vatnumber"),
	ENDING("vatno"), ENDING("licenseplate"), ENDING("licenceplate"), ENDING("vin"),
	ENDING("isbn"), ENDING("street"), ENDING("streetaddress"), ENDING("postalcode"),
	ENDING("postcode"), ENDING("zipcode"), ENDING("birthdate"), ENDING("birthday"),
	ENDING("dateofbirth"), ENDING("dob"),
	/* German, French, Spanish, Italian, Portuguese, Dutch, Polish */
	ENDING("telefon"), ENDING("telefonnummer"), ENDING("handynummer"), ENDING("strasse"),
	ENDING("postleitzahl"), ENDING("plz"), ENDING("geburtsdatum"), ENDING("steuernummer"),
	ENDING("courriel"), ENDING("codepostal"), ENDING("datenaissance"), ENDING("telefono"),
	ENDING("correo"), ENDING("correoelectronico"), ENDING("codigopostal"),
	ENDING("fechanacimiento"), ENDING("fechadenacimiento"), ENDING("cellulare"),
	ENDING("codicefiscale"), ENDING("datanascita"), ENDING("datadinascita"),
	ENDING("telefone"), ENDING("celular"), ENDING("datanascimento"),
	ENDING("datadenascimento"), ENDING("cpf"), ENDING("cnpj"), ENDING("telefoonnummer"),
	ENDING("geboortedatum"), ENDING("pesel"), ENDING("kodpocztowy"),
};

/*
 * Does the name end so, at the beginning of a word?  Separators in between do
 * not count: postal_code, postalCode.
 */
static bool
ends_telling(const char *name, Size len, const Ending *ending)
{
	const char *e = ending->text + ending->len;
	const char *n = name + len;

	while (e > ending->text)
	{
		if (n == name)
			return false;
		n--;
		if (*n == '_')
			continue;
		e--;
		if (pg_tolower((unsigned char) *n) != (unsigned char) *e)
			return false;
	}
	return n == name || n[-1] == '_' || n[-1] == ' ' || n[-1] == '-' ||
		(n[0] >= 'A' && n[0] <= 'Z' && !(n[-1] >= 'A' && n[-1] <= 'Z'));
}

static bool
can_hold(const TypeFacts *type)
{
	if (type->via_array || type->via_range || type->via_composite)
		return false;
	return type->base_category == TYPCATEGORY_STRING || type->base == DATEOID ||
		type->base == INT8OID || type->base == NUMERICOID;
}

static bool
duplicated_wants(const AttributeFacts *att)
{
	Size		len = strlen(att->attname);
	char		last = len > 0 ? pg_tolower((unsigned char) att->attname[len - 1]) : '\0';

	if (att->attinhcount > 0 || !can_hold(att->type))
		return false;
	for (int i = 0; i < lengthof(endings); i++)
	{
		if (endings[i].last == last && ends_telling(att->attname, len, &endings[i]))
			return true;
	}
	return false;
}

static void *
duplicated_begin(const HygieneRule *rule)
{
	Duplicated *state = palloc0(sizeof(Duplicated));

	text_pool_init(&state->text);
	return state;
}

static void
keep_column(Duplicated *state, const RelationFacts *rel, const AttributeFacts *att)
{
	TellingColumn *column;
	char		name[NAMEDATALEN];
	int			len = 0;

	if (state->ncolumns >= ACROSS_MAX_ENTRIES)
	{
		state->full = true;
		return;
	}
	for (const char *p = att->attname; *p && len < NAMEDATALEN - 1; p++)
	{
		if (*p != '_' && *p != ' ' && *p != '-')
			name[len++] = pg_tolower((unsigned char) *p);
	}
	name[len] = '\0';

	state->columns = across_room(state->columns, state->ncolumns, &state->allocated,
								 sizeof(TellingColumn));
	column = &state->columns[state->ncolumns++];
	column->relid = rel->relid;
	column->attnum = att->attnum;
	column->type = att->type->base == VARCHAROID ? TEXTOID : att->type->base;
	column->nspname = text_pool_add(&state->text, rel->nspname, 0);
	column->relname = text_pool_add(&state->text, rel->relname, 1);
	column->attname = text_pool_add(&state->text, att->attname, 2);
	column->name = column->attname;
	if (strcmp(name, att->attname) != 0)
		column->name = text_store_add(&state->text.store, name);
	column->signature = att->stats ? att->stats->signature : 0;
}

static void
duplicated_observe(const HygieneRule *rule, void *arg, const RelationFacts *rel,
				   const RuleContext *context)
{
	Duplicated *state = arg;
	bool		asked = false;

	if ((rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE) ||
		rel->relispartition)
		return;
	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];

		/* a column of a foreign key is a link, not a copy */
		if (!duplicated_wants(att) || facts_is_referencing(rel, att->attnum))
			continue;
		if (!asked)
		{
			Words		words;

			words_split(rel->relname, &words);
			if (table_copies_rows(&words))
				return;
			asked = true;
		}
		keep_column(state, rel, att);
	}
}

/* ---------------------------------------------------------------------
 * What is told
 * ---------------------------------------------------------------------
 */

static int
compare_groups(const Duplicated *state, const TellingColumn *a, const TellingColumn *b)
{
	int			by = strcmp(text_pool_get(&state->text, a->name), text_pool_get(&state->text, b->name));

	if (by != 0)
		return by;
	return a->type < b->type ? -1 : a->type > b->type;
}

/* By name and type, of these by table name and OID. */
static int
compare_columns(const void *left, const void *right, void *arg)
{
	const Duplicated *state = arg;
	const TellingColumn *a = left;
	const TellingColumn *b = right;
	int			by = compare_groups(state, a, b);

	if (by == 0)
		by = strcmp(text_pool_get(&state->text, a->relname), text_pool_get(&state->text, b->relname));
	if (by == 0)
		by = strcmp(text_pool_get(&state->text, a->nspname), text_pool_get(&state->text, b->nspname));
	return by;
}

static bool
same_table_name(const Duplicated *state, const TellingColumn *a, const TellingColumn *b)
{
	return strcmp(text_pool_get(&state->text, a->relname), text_pool_get(&state->text, b->relname)) == 0;
}

/* Do two of them have the same most common values? */
static bool
same_values(const TellingColumn *columns, int n)
{
	for (int i = 0; i < Min(n, 1000); i++)
	{
		for (int j = 0; j < i && columns[i].signature != 0; j++)
		{
			if (columns[j].signature == columns[i].signature)
				return true;
		}
	}
	return false;
}

/* Columns of one name and type; the same table in several schemas is one. */
static void
tell_group(const HygieneRule *rule, const Duplicated *state, const TellingColumn *columns, int n,
		   FindingSink *sink)
{
	const TellingColumn *first = &columns[0];
	HygieneFinding *finding;
	StringInfoData tables;
	int			ntables = 0;
	bool		confirmed;

	initStringInfo(&tables);
	for (int i = 0; i < n; i++)
	{
		if (i > 0 && same_table_name(state, &columns[i], &columns[i - 1]))
			continue;
		if (ntables++ < TABLES_TOLD)
			appendStringInfo(&tables, "%s\"%s\"", ntables > 1 ? ", " : "",
							 quote_qualified_identifier(text_pool_get(&state->text, columns[i].nspname),
														text_pool_get(&state->text, columns[i].relname)));
	}
	if (ntables < 2)
		return;
	if (ntables > TABLES_TOLD)
		appendStringInfo(&tables, " and %d more", ntables - TABLES_TOLD);
	confirmed = same_values(columns, n);

	finding = finding_new(rule, RelationRelationId, first->relid, first->attnum, "column");
	finding_name(finding, text_pool_get(&state->text, first->nspname),
				 text_pool_get(&state->text, first->relname),
				 text_pool_get(&state->text, first->attname), true);
	finding->message = psprintf("column \"%s\" is kept in %d tables that it does not link: %s; keep it in one of them and refer to it [%s]",
								text_pool_get(&state->text, first->attname), ntables, tables.data,
								rule->name);
	finding->detail = confirmed ?
		"Statistics show the same most common values in two of them: it is one fact that has to be changed in several places." :
		"If they are facts about the same thing, a change has to be made in every place, and one of them will be forgotten. If they belong to different things, waive this.";
	finding_evidence_number(finding, "tables", ntables);
	finding_evidence_text(finding, "confidence", confirmed ? "high" : "low");
	sink->add(finding, sink);
}

static void
duplicated_finish(const HygieneRule *rule, void *arg, const RuleContext *context,
				  FindingSink *sink)
{
	Duplicated *state = arg;
	int			start = 0;
	MemoryContext old;
	MemoryContext step;

	if (state->full)
		across_report_full(rule, "columns", context, sink);
	qsort_arg(state->columns, state->ncolumns, sizeof(TellingColumn), compare_columns, state);
	step = AllocSetContextCreate(CurrentMemoryContext, "hygiene duplicated column",
								 ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(step);
	for (int i = 1; i <= state->ncolumns; i++)
	{
		if (i < state->ncolumns &&
			compare_groups(state, &state->columns[start], &state->columns[i]) == 0)
			continue;
		if (i - start > 1)
			tell_group(rule, state, &state->columns[start], i - start, sink);
		MemoryContextReset(step);
		start = i;
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(step);
}

static const HygieneRule rules[] = {
	{
		.name = "duplicated_column",
		.category = "duplication",
		.kind = ACROSS,
		.when = WHEN_AUDIT,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH080",
		.title = "The same fact in several tables",
		.why = "A telephone number that stands in two tables is changed in one of them and wrong in the other. "
		"Kept once and referred to by a key, it is right or wrong everywhere.",
		.cure = "Keep it in the table of the thing that it is a fact about, and join.",
		.source = "Codd, \"Further Normalization of the Data Base Relational Model\", 1971",
		.across.begin = duplicated_begin,
		.across.observe = duplicated_observe,
		.across.finish = duplicated_finish,
		.needs.columns = duplicated_wants,
		.needs.only_columns = true,
		.needs.statistics = duplicated_wants,
	},
};

const RuleFamily hygiene_family_duplicated_column = {rules, lengthof(rules)};
