/*-------------------------------------------------------------------------
 *
 * numbered_columns.c
 *		numbered_columns: lists that are spread over numbered columns.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "lib/stringinfo.h"
#include "rules/describe.h"

/* So many columns are named. */
#define COLUMNS_TOLD 6

/* A name around its last number: phone_2_type is "phone", 2, "_type". */
typedef struct Numbered
{
	const AttributeFacts *att;
	int			prefix;			/* bytes before the number and its separator */
	int			number;
	const char *suffix;
	bool		done;
} Numbered;

/*
 * Names of which a number is a part, or of which two are two different things
 * that belong together.
 */
static const char *const whole_names[] = {
	"address", "addr", "adresse", "direccion", "indirizzo", "endereco", "line", "addressline",
	"address_line", "addr_line", "street", "street_line", "zip", "md", "sha", "utf", "ipv", "oauth",
	"http", "crc", "base", "rsa", "aes", "iso", "level", "admin", "tls", "ssl", "mp", "s",
};

/* Things of which already two are a list. */
static const char *const list_names[] = {
	"phone", "phone_number", "telephone", "mobile", "email", "fax", "contact", "image", "photo",
	"picture", "tag", "keyword", "category", "option", "choice", "answer", "question", "attachment",
	"file", "document", "child", "skill", "language", "url", "link", "hobby", "item", "product",
	"telefon", "bild", "telefono", "imagen", "foto", "photo_url", "image_url",
};

static bool
is_listed(const char *const *list, int n, const char *name, int len)
{
	for (int i = 0; i < n; i++)
	{
		if (strlen(list[i]) == len && pg_strncasecmp(list[i], name, len) == 0)
			return true;
	}
	return false;
}

/* False where the name has no number that counts. */
static bool
parse_number(const AttributeFacts *att, Numbered *out)
{
	const char *name = att->attname;
	int			end = (int) strlen(name);
	int			start;

	while (end > 0 && !(name[end - 1] >= '0' && name[end - 1] <= '9'))
		end--;
	for (start = end; start > 0 && name[start - 1] >= '0' && name[start - 1] <= '9';)
		start--;
	if (start == end || end - start > 4)
		return false;

	out->att = att;
	out->suffix = name + end;
	out->number = atoi(name + start);
	out->prefix = start;
	out->done = false;
	while (out->prefix > 0 && (name[out->prefix - 1] == '_' || name[out->prefix - 1] == ' '))
		out->prefix--;

	/* a letter and a number are a coordinate, a quarter, a percentile */
	return out->prefix > 1 &&
		!is_listed(whole_names, lengthof(whole_names), name, out->prefix);
}

static bool
wants_number(const AttributeFacts *att)
{
	Numbered	numbered;

	return att->attinhcount == 0 && parse_number(att, &numbered);
}

static bool
same_list(const Numbered *a, const Numbered *b)
{
	return a->prefix == b->prefix &&
		strncmp(a->att->attname, b->att->attname, a->prefix) == 0 &&
		strcmp(a->suffix, b->suffix) == 0 &&
		a->att->type->base == b->att->type->base;
}

static int
compare_numbers(const void *left, const void *right)
{
	const Numbered *a = left;
	const Numbered *b = right;

	return a->number - b->number;
}

/* Are these, in order, the numbers of a list? */
static bool
is_list(const Numbered *members, int n)
{
	int			first = members[0].number;

	for (int i = 1; i < n; i++)
	{
		if (members[i].number != first + i)
			return false;
	}

	/* sales_2024, sales_2025, sales_2026 */
	if (first >= 1900 && first <= 2100)
		return n >= 3;

	/* phone, phone2, phone3 */
	if (first > 2)
		return false;
	return n >= 3 ||
		(n == 2 && members[0].suffix[0] == '\0' &&
		 is_listed(list_names, lengthof(list_names), members[0].att->attname, members[0].prefix));
}

static void
tell_list(const HygieneRule *rule, const RelationFacts *rel, const Numbered *members, int n,
		  FindingSink *sink)
{
	HygieneFinding *finding = finding_column(rule, rel, members[0].att);
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < Min(n, COLUMNS_TOLD); i++)
		appendStringInfo(&names, "%s\"%s\"", i > 0 ? ", " : "", members[i].att->attname);
	if (n > COLUMNS_TOLD)
		appendStringInfo(&names, " and %d more", n - COLUMNS_TOLD);
	finding->message = psprintf("columns %s of table \"%s\" are a list; make it rows of a table of its own [%s]",
								names.data, facts_relation_name(rel), rule->name);
	finding->detail = "Queries must look into each of them, none of their values can be kept unique or refer to something once for all, and one more needs a change of the table.";
	finding_evidence_number(finding, "columns", n);
	sink->add(finding, sink);
}

static void
check_numbered_columns(const HygieneRule *rule, const RelationFacts *rel,
					   const RuleContext *context, FindingSink *sink)
{
	Numbered   *all;
	Numbered   *members;
	int			n = 0;

	if ((rel->relkind != RELKIND_RELATION && rel->relkind != RELKIND_PARTITIONED_TABLE) ||
		rel->relispartition || rel->natts < 2)
		return;
	all = palloc(sizeof(Numbered) * rel->natts);
	for (int i = 0; i < rel->natts; i++)
	{
		if (rel->atts[i].attinhcount == 0 && parse_number(&rel->atts[i], &all[n]))
			n++;
	}
	if (n < 2)
		return;

	members = palloc(sizeof(Numbered) * n);
	for (int i = 0; i < n; i++)
	{
		int			nmembers = 0;

		if (all[i].done)
			continue;
		for (int j = i; j < n; j++)
		{
			if (all[j].done || !same_list(&all[i], &all[j]))
				continue;
			all[j].done = true;
			members[nmembers++] = all[j];
		}
		qsort(members, nmembers, sizeof(Numbered), compare_numbers);
		if (nmembers > 1 && is_list(members, nmembers))
			tell_list(rule, rel, members, nmembers, sink);
	}
}

static const HygieneRule rules[] = {
	{
		.name = "numbered_columns",
		.category = "duplication",
		.kind = ON_RELATION,
		.when = WHEN_NOW,
		.level = LEVEL_AUDIT,
		.sqlstate = "PH081",
		.title = "A list spread over numbered columns",
		.why = "Columns phone1, phone2, phone3 set a limit that somebody will exceed, and every search must look into all of them. "
		"Rows of a table of their own have neither problem.",
		.cure = "Make a table with one row for each value and a foreign key to this one.",
		.source = "Codd, \"A Relational Model of Data for Large Shared Data Banks\", 1970, on repeating groups",
		.check = check_numbered_columns,
		.needs.columns = wants_number,
		.needs.only_columns = true,
	},
};

const RuleFamily hygiene_family_numbered_columns = {rules, lengthof(rules)};
