/*-------------------------------------------------------------------------
 *
 * identifiers.c
 *		Family of names: names that must be quoted, and names that were cut.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "catalog/pg_proc.h"
#include "facts/quoted_name.h"
#include "facts/code/functions.h"
#include "mb/pg_wchar.h"
#include "rules/describe.h"
#include "rules/rule.h"
#include "utils/builtins.h"

/* The longest name that is kept, in bytes. */
#define MAX_NAME (NAMEDATALEN - 1)

/* ---------------------------------------------------------------------
 * What is the matter with a name
 * ---------------------------------------------------------------------
 */

/* What was typed, if the name is what was left of it, or NULL. */
static const char *
typed_name(const char *name, const RuleContext *context)
{
	int			length = strlen(name);
	ListCell   *lc;

	foreach(lc, context->long_names)
	{
		const char *typed = lfirst(lc);
		int			typed_length = strlen(typed);

		if (typed_length > MAX_NAME && strncmp(typed, name, length) == 0 &&
			pg_mbcliplen(typed, typed_length, MAX_NAME) == length)
			return typed;
	}
	return NULL;
}

static bool
wants_reserved(const AttributeFacts *att)
{
	return att->attinhcount == 0 && name_is_reserved(att->attname, NAME_OF_COLUMN);
}

static bool
wants_quoted(const AttributeFacts *att)
{
	return att->attinhcount == 0 && name_is_odd(att->attname);
}

static bool
wants_long(const AttributeFacts *att)
{
	return att->attinhcount == 0 && strlen(att->attname) == MAX_NAME;
}

/* ---------------------------------------------------------------------
 * Better names
 * ---------------------------------------------------------------------
 */

static const char *
alter_kind(const RelationFacts *rel)
{
	return rel->relkind == RELKIND_MATVIEW ? "MATERIALIZED VIEW" :
		rel->relkind == RELKIND_FOREIGN_TABLE ? "FOREIGN TABLE" : "TABLE";
}

static char *
rename_table(const RelationFacts *rel)
{
	return rel->better_name == NULL ? NULL :
		psprintf("ALTER %s %s RENAME TO %s;", alter_kind(rel), facts_relation_name(rel),
				 quote_identifier(rel->better_name));
}

static bool
is_column(const RelationFacts *rel, const char *name)
{
	for (int i = 0; i < rel->nothers; i++)
	{
		if (strcmp(rel->others[i], name) == 0)
			return true;
	}
	return facts_attribute_named(rel, name) != NULL;
}

/*
 * The better names of all columns that need one, by their place among the
 * attributes: no other column has it or is about to get it.
 */
static char **
column_names(const RelationFacts *rel)
{
	char	  **names = palloc0(sizeof(char *) * Max(rel->natts, 1));

	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];
		bool		taken = true;

		if (!wants_quoted(att) && !wants_reserved(att))
			continue;
		for (int which = 1; taken; which++)
		{
			names[i] = name_candidate(att->attname, NAME_OF_COLUMN, which);
			if (names[i] == NULL)
				break;
			taken = is_column(rel, names[i]);
			for (int j = 0; j < i && !taken; j++)
				taken = names[j] != NULL && strcmp(names[i], names[j]) == 0;
		}
	}
	return names;
}

/* ---------------------------------------------------------------------
 * reserved_name, quoted_name
 * ---------------------------------------------------------------------
 */

/* The names of these are typed by whoever uses them. */
static bool
is_named_by_users(const RelationFacts *rel)
{
	return rel->relkind == RELKIND_RELATION || rel->relkind == RELKIND_PARTITIONED_TABLE ||
		rel->relkind == RELKIND_FOREIGN_TABLE || rel->relkind == RELKIND_MATVIEW;
}

static void
tell(HygieneFinding *finding, const char *who, const char *what, char *remedy,
	 FindingSink *sink)
{
	finding->message = psprintf("name of %s %s [%s]", who, what, finding->rule->name);
	finding->detail = psprintf("Every statement that names it must write it in double quotes.%s",
							   remedy ? "" : " What is left of it without them makes no name.");
	finding->remedy = remedy;
	sink->add(finding, sink);
}

static void
check_name(const HygieneRule *rule, const RelationFacts *rel, const char *what,
		   bool (*wants) (const AttributeFacts *att), bool table, FindingSink *sink)
{
	char	  **names = NULL;

	if (!is_named_by_users(rel))
		return;
	if (table)
		tell(finding_relation(rule, rel), describe_relation(rel), what, rename_table(rel), sink);
	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];

		if (!wants(att))
			continue;
		if (names == NULL)
			names = column_names(rel);
		tell(finding_column(rule, rel, att), describe_column(rel, att), what,
			 names[i] == NULL ? NULL :
			 psprintf("ALTER %s %s RENAME COLUMN %s TO %s;", alter_kind(rel),
					  facts_relation_name(rel), quote_identifier(att->attname),
					  quote_identifier(names[i])), sink);
	}
}

static void
check_function_name(const HygieneRule *rule, const FunctionFacts *function, const char *what,
					FindingSink *sink)
{
	HygieneFinding *finding = finding_function(rule, function);

	tell(finding, psprintf("%s \"%s\"", finding->object_type, finding->object), what,
		 function->better_name == NULL ? NULL :
		 psprintf("ALTER %s %s RENAME TO %s;",
				  function->prokind == PROKIND_PROCEDURE ? "PROCEDURE" : "FUNCTION",
				  finding->object, quote_identifier(function->better_name)), sink);
}

#define RESERVED "is a reserved word; choose another"
#define QUOTED "works in double quotes only; use lower case, digits and underscores"

static void
check_reserved_name(const HygieneRule *rule, const RelationFacts *rel,
					const RuleContext *context, FindingSink *sink)
{
	check_name(rule, rel, RESERVED, wants_reserved, name_is_reserved(rel->relname, NAME_OF_TABLE), sink);
}

static void
check_reserved_function(const HygieneRule *rule, const FunctionFacts *function,
						const RuleContext *context, FindingSink *sink)
{
	if (name_is_reserved(function->proname, NAME_OF_FUNCTION))
		check_function_name(rule, function, RESERVED, sink);
}

static void
check_quoted_name(const HygieneRule *rule, const RelationFacts *rel,
				  const RuleContext *context, FindingSink *sink)
{
	check_name(rule, rel, QUOTED, wants_quoted, name_is_odd(rel->relname), sink);
}

static void
check_quoted_function(const HygieneRule *rule, const FunctionFacts *function,
					  const RuleContext *context, FindingSink *sink)
{
	if (name_is_odd(function->proname))
		check_function_name(rule, function, QUOTED, sink);
}

/* ---------------------------------------------------------------------
 * truncated_name
 * ---------------------------------------------------------------------
 */

/*
 * At a statement its text tells what was typed.  Afterwards a name that fills
 * all bytes may have been meant to be longer, and nobody knows.
 */
static bool
is_cut(const char *name, const RuleContext *context, const char **typed)
{
	*typed = context->at_statement ? typed_name(name, context) : NULL;
	return *typed != NULL || (!context->at_statement && strlen(name) == MAX_NAME);
}

static void
tell_cut(HygieneFinding *finding, const char *who, const char *typed, FindingSink *sink)
{
	if (typed != NULL)
	{
		finding->message = psprintf("name of %s was cut at %d bytes; choose a shorter one [%s]",
									who, MAX_NAME, finding->rule->name);
		finding->detail = psprintf("It was typed as \"%s\".", typed);
	}
	else
	{
		finding->message = psprintf("name of %s fills all %d bytes and may have been cut; choose a shorter one [%s]",
									who, MAX_NAME, finding->rule->name);
		finding->cap = LEVEL_AUDIT;
	}
	finding->hint = psprintf("Two names that differ only behind byte %d are the same name.",
							 MAX_NAME);
	sink->add(finding, sink);
}

static void
check_truncated_name(const HygieneRule *rule, const RelationFacts *rel,
					 const RuleContext *context, FindingSink *sink)
{
	const char *typed;

	if (is_cut(rel->relname, context, &typed))
		tell_cut(finding_relation(rule, rel), describe_relation(rel), typed, sink);
	for (int i = 0; i < rel->natts; i++)
	{
		const AttributeFacts *att = &rel->atts[i];

		if (att->attinhcount == 0 && is_cut(att->attname, context, &typed))
			tell_cut(finding_column(rule, rel, att), describe_column(rel, att), typed, sink);
	}

	/* the server makes such names by itself, too: only where it is known */
	for (int i = 0; i < rel->nconstraints && context->at_statement; i++)
	{
		const ConstraintFacts *con = &rel->constraints[i];

		if (con->coninhcount == 0 && is_cut(con->conname, context, &typed))
			tell_cut(finding_part(rule, rel, ConstraintRelationId, con->conid, con->conname,
								  "constraint"),
					 psprintf("constraint \"%s\" of %s", con->conname, describe_relation(rel)),
					 typed, sink);
	}
	for (int i = 0; i < rel->nindexes && context->at_statement; i++)
	{
		const IndexFacts *index = &rel->indexes[i];

		if (!OidIsValid(index->constraintid) && is_cut(index->relname, context, &typed))
		{
			HygieneFinding *finding = finding_named(rule, index->indexrelid, index->nspname,
													index->relname, "index");

			tell_cut(finding, psprintf("index \"%s\"", finding->object), typed, sink);
		}
	}
}

static void
check_truncated_function(const HygieneRule *rule, const FunctionFacts *function,
						 const RuleContext *context, FindingSink *sink)
{
	const char *typed;
	HygieneFinding *finding;

	if (!is_cut(function->proname, context, &typed))
		return;
	finding = finding_function(rule, function);
	tell_cut(finding, psprintf("%s \"%s\"", finding->object_type, finding->object), typed, sink);
}

#define NAME_RULE(name_, level_, sqlstate_) \
	.name = name_, .category = "names", .kind = ON_RELATION | ON_FUNCTION, .when = WHEN_NOW, \
	.level = level_, .sqlstate = sqlstate_

static const HygieneRule rules[] = {
	{
		NAME_RULE("reserved_name", LEVEL_AUDIT, "PH078"),
		.title = "a table, column or function is called by a reserved word",
		.why = "The parser takes the word for what it means in SQL, unless it is quoted everywhere. "
		"Statements that forget the quotes fail, or mean something else.",
		.cure = "Choose a name that is no reserved word.",
		.source = "https://www.postgresql.org/docs/current/sql-keywords-appendix.html",
		.check = check_reserved_name,
		.check_function = check_reserved_function,
		.needs.columns = wants_reserved,
	},
	{
		NAME_RULE("quoted_name", LEVEL_AUDIT, "PH079"),
		.title = "a name can be written in double quotes only",
		.why = "Names are folded to lower case unless they are quoted. "
		"A name with capitals, blanks or signs has to be quoted in every statement, for ever.",
		.cure = "Use lower case letters, digits and underscores.",
		.source = "https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS",
		.check = check_quoted_name,
		.check_function = check_quoted_function,
		.needs.columns = wants_quoted,
	},
	{
		NAME_RULE("truncated_name", LEVEL_WARNING, "PH089"),
		.title = "a name was cut because it is too long",
		.why = "The server keeps 63 bytes of a name and drops the rest with no more than a notice. "
		"What is written in the code is then not what is in the database, and two long names can become one.",
		.cure = "Choose a name of at most 63 bytes.",
		.source = "https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS",
		.check = check_truncated_name,
		.arises_with = FACTS_LONG_NAMES,
		.check_function = check_truncated_function,
		.needs.columns = wants_long,
	},
};

const RuleFamily hygiene_family_identifiers = {rules, lengthof(rules)};
